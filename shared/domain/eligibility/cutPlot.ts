import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import type { RuleOverlap } from './collectNotes.ts';
import { cutByRule, type RulePiece } from './cutByRule.ts';
import { type CutTools, NOISE_SQUARE_METERS } from './cutTools.ts';
import { type ExclusionPart, findCovering, findReaching, type ReachingPart } from './exclusionPart.ts';
import { makeValid } from './makeValid.ts';
import { measureOverlap } from './measureOverlap.ts';
import { type CutPiece, measurePieces } from './measurePieces.ts';

/** Which feature hits the plot under which rule. */
export interface SourceHit {
  readonly rule: number;
  readonly source: number;
}

export interface CutPlot {
  readonly grossSquareMeters: number;
  readonly pieces: readonly CutPiece[];
  readonly hits: readonly SourceHit[];
  /** Of the rules of `overlapMask` that meet the plot in more than a boundary. */
  readonly overlaps: readonly RuleOverlap[];
  /** True where the boundary had to be made valid first. */
  readonly repaired: boolean;
}

/**
 * Cuts a plot into its arrangement with the exclusions: every piece carries the set of rules that hit it.
 * `candidates` are the parts whose bounds meet those of the plot, in a fixed order (the result depends on it in
 * the last bits). Most plots need no overlay: the area a part has in common with the plot tells whether it reaches
 * in at all and whether it covers the plot. Only else every piece is cut by the parts of a rule that reach in.
 *
 * Every cut is held against its inputs and the pieces against the plot (checkCut, measurePieces). A failure is an
 * answer: the caller lists the plot as not computed. INVALID_INPUT where the plot is empty or cannot be repaired.
 */
export function cutPlot(
  tools: CutTools,
  geometry: MultiPolygon,
  candidates: readonly ExclusionPart[],
): GeometryResult<CutPlot> {
  return tools.engine.scope(() => cutInScope(tools, geometry, candidates));
}

function cutInScope(
  tools: CutTools,
  given: MultiPolygon,
  candidates: readonly ExclusionPart[],
): GeometryResult<CutPlot> {
  const valid = makeValid(tools.engine, given);
  if (!valid.ok) return valid;
  const { region: plot, repaired } = valid.value;
  const grossSquareMeters = tools.measure(plot.geometry);
  if (!(grossSquareMeters > 0))
    return fail('INVALID_INPUT', `the plot has an area of ${grossSquareMeters} m2`);

  const reaching = findReaching(tools, plot, candidates);
  let pieces: RulePiece[] = [{ mask: 0, region: plot }];
  const allRules = reaching.reduce((mask, { part }) => mask | part.ruleMask, 0);
  const overlaps: RuleOverlap[] = [];
  for (let rule = 0; allRules >>> rule !== 0; rule++) {
    const parts = reaching.filter(({ part }) => (part.ruleMask >>> rule) & 1);
    if (parts.length === 0) continue;
    const isCovered = findCovering(tools, plot, parts);
    if (((tools.overlapMask ?? 0) >>> rule) & 1) {
      const area = isCovered ? succeed(grossSquareMeters) : measureOverlap(tools, plot, parts);
      if (!area.ok) return area;
      const areaSquareMeters = Math.min(area.value, grossSquareMeters);
      if (areaSquareMeters > NOISE_SQUARE_METERS) overlaps.push({ rule, areaSquareMeters });
    } else if (isCovered) {
      pieces = pieces.map(({ mask, region }) => ({ mask: mask | (1 << rule), region }));
    } else {
      const next = cutByRule(tools, plot, pieces, rule, parts);
      if (!next.ok) return next;
      pieces = next.value;
    }
  }

  const measured = measurePieces(tools, pieces, plot.geometry, grossSquareMeters, repaired);
  if (!measured.ok) return measured;
  const cutMask = measured.value.reduce((mask, piece) => mask | piece.mask, 0);
  const hitMask = overlaps.reduce((mask, { rule }) => mask | (1 << rule), cutMask);
  const hits = listHits(reaching, hitMask);
  return succeed({ grossSquareMeters, pieces: measured.value, hits, overlaps, repaired });
}

/** The features behind the hits. */
function listHits(reaching: readonly ReachingPart[], hitMask: number): SourceHit[] {
  const hits: SourceHit[] = [];
  const done = new Set<number>();
  for (const { part } of reaching) {
    const mask = part.ruleMask & hitMask;
    if (mask === 0 || done.has(part.source)) continue;
    done.add(part.source);
    for (let rule = 0; mask >>> rule !== 0; rule++) {
      if ((mask >>> rule) & 1) hits.push({ rule, source: part.source });
    }
  }
  return hits;
}
