import { cutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { CutTools } from '../../../shared/domain/eligibility/cutTools.ts';
import type { ExclusionPart } from '../../../shared/domain/eligibility/exclusionPart.ts';
import { computeBounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { CutTask, PlotResult } from './messages.ts';
import type { PartCache } from './PartCache.ts';
import { countPacked, unpackBytes } from './packBytes.ts';
import type { PartsView } from './sharedParts.ts';

/** Cuts the plots of one task, in order. What goes wrong with one plot is that plot's result. */
export function cutPlots(tools: CutTools, view: PartsView, cache: PartCache, task: CutTask): PlotResult[] {
  const results: PlotResult[] = [];
  for (let plot = 0; plot < countPacked(task.plots); plot++) {
    results.push(cutOne(tools, view, cache, unpackBytes(task.plots, plot)));
  }
  return results;
}

function cutOne(tools: CutTools, view: PartsView, cache: PartCache, wkb: Uint8Array): PlotResult {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) return { ok: false, code: parsed.failure.code, detail: parsed.failure.message };
  const geometry = parsed.value.polygons;
  const bounds = computeBounds(geometry);
  if (bounds === undefined) return { ok: false, code: 'INVALID_INPUT', detail: 'an empty geometry' };
  if (view.unplacedSource !== null) return refuseBroken(view.unplacedSource);
  const candidates: ExclusionPart[] = [];
  for (const place of view.search(bounds.minX, bounds.minY, bounds.maxX, bounds.maxY)) {
    const part = cache.take(place);
    if (part === undefined) return refuseBroken(view.source(place));
    candidates.push(part);
  }
  const cut = cutPlot(tools, geometry, candidates);
  return cut.ok
    ? { ok: true, cut: cut.value }
    : { ok: false, code: cut.failure.code, detail: cut.failure.message };
}

function refuseBroken(source: number): PlotResult {
  return { ok: false, code: 'EXCLUSION_INVALID', detail: `exclusion feature ${source} cannot be made valid` };
}
