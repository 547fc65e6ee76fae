import { computeCommonArea } from '../geometry/commonArea.ts';
import type { Overlay, OverlayOptions, Shape } from '../geometry/GeometryEngine.ts';
import { type GeometryFailure, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { checkCut } from './checkCut.ts';
import { type CutTools, NOISE_SQUARE_METERS, toSquaredUnits } from './cutTools.ts';
import type { ReachingPart } from './exclusionPart.ts';
import { createRegion, type Region } from './region.ts';
import { uniteParts } from './uniteParts.ts';

/** A part of the plot with the rules that hit it so far. */
export interface RulePiece {
  readonly mask: number;
  readonly region: Region;
}

/** Cuts every piece by what one rule excludes. Pieces that it hardly meets or leaves are kept whole. */
export function cutByRule(
  tools: CutTools,
  pieces: readonly RulePiece[],
  rule: number,
  parts: readonly ReachingPart[],
): GeometryResult<RulePiece[]> {
  const united = uniteParts(tools, parts);
  if (!united.ok) return united;
  const exclusion = united.value;
  const noise = toSquaredUnits(tools.frame, NOISE_SQUARE_METERS);
  const next: RulePiece[] = [];
  for (const piece of pieces) {
    const { area } = piece.region.edges();
    const commonArea = computeCommonArea(piece.region.edges(), exclusion.edges());
    const hit = piece.mask | (1 << rule);
    if (commonArea <= noise) next.push(piece);
    else if (area - commonArea <= noise) next.push({ ...piece, mask: hit });
    else {
      const cut = cutInTwo(tools, piece.region, exclusion, commonArea);
      if (!cut.ok) return cut;
      next.push({ mask: piece.mask, region: cut.value.outside }, { mask: hit, region: cut.value.inside });
    }
  }
  return succeed(next);
}

interface CutInTwo {
  readonly inside: Region;
  readonly outside: Region;
}

/**
 * The piece inside and outside the exclusion. First with the coordinates as they are (the engine's own ladder:
 * as given, repaired, snapped); where that is refused or contradicts its inputs, all of it once more on the grid of
 * the tolerances. What fails then too has no answer, and the first failure tells why.
 */
function cutInTwo(
  tools: CutTools,
  piece: Region,
  exclusion: Region,
  commonArea: number,
): GeometryResult<CutInTwo> {
  const { snapGrid } = tools.frame.tolerances;
  let first: { readonly ok: false; readonly failure: GeometryFailure } | undefined;
  for (const options of [{ snapGrid }, { fixedGrid: snapGrid }]) {
    const cut = overlay(tools, piece, exclusion, options);
    const checked = cut.ok ? checkCut(tools.frame, piece, exclusion, commonArea, cut.value) : cut;
    if (checked.ok && cut.ok) return cut;
    if (checked.ok) continue;
    first ??= checked;
    if (checked.failure.code !== 'TOPOLOGY' && checked.failure.code !== 'INVARIANT') break;
  }
  return first as { readonly ok: false; readonly failure: GeometryFailure };
}

function overlay(
  { engine }: CutTools,
  piece: Region,
  exclusion: Region,
  options: OverlayOptions,
): GeometryResult<CutInTwo> {
  const a = piece.shape();
  if (!a.ok) return a;
  const b = exclusion.shape();
  if (!b.ok) return b;
  const inside = engine.intersection(a.value, b.value, options);
  if (!inside.ok) return inside;
  const outside = engine.difference(a.value, b.value, options);
  if (!outside.ok) return outside;
  const toRegion = ({ shape }: Overlay): Region =>
    createRegion(engine, engine.toMultiPolygon(shape), shape satisfies Shape);
  return succeed({ inside: toRegion(inside.value), outside: toRegion(outside.value) });
}
