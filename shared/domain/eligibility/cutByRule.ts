import { computeCommonArea } from '../geometry/commonArea.ts';
import { cutSimpleRings } from '../geometry/cutSimpleRings.ts';
import type { Overlay, OverlayOptions } from '../geometry/GeometryEngine.ts';
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
  plot: Region,
  pieces: readonly RulePiece[],
  rule: number,
  parts: readonly ReachingPart[],
): GeometryResult<RulePiece[]> {
  const united = uniteParts(tools, plot, parts);
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
 * The piece inside and outside the exclusion, by the first of these ways whose answer holds (checkCut): two simple
 * rings that cross in plain sight, without the engine; the engine with the coordinates as they are (its own ladder: as
 * given, repaired, snapped); the engine with everything on the grid of the tolerances. What fails on all of them has no
 * answer, and the engine's first failure tells why.
 */
function cutInTwo(
  tools: CutTools,
  piece: Region,
  exclusion: Region,
  commonArea: number,
): GeometryResult<CutInTwo> {
  const simple = cutSimply(tools, piece, exclusion);
  if (simple !== undefined && checkCut(tools.frame, piece, exclusion, commonArea, simple).ok)
    return succeed(simple);
  const { snapGrid } = tools.frame.tolerances;
  const asGiven = checked(overlay(tools, piece, exclusion, { snapGrid }));
  if (asGiven.ok || !canImprove(asGiven.failure)) return asGiven;
  const onGrid = checked(overlay(tools, piece, exclusion, { fixedGrid: snapGrid }));
  return onGrid.ok ? onGrid : asGiven;

  function checked(cut: GeometryResult<CutInTwo>): GeometryResult<CutInTwo> {
    if (!cut.ok) return cut;
    const verdict = checkCut(tools.frame, piece, exclusion, commonArea, cut.value);
    return verdict.ok ? cut : verdict;
  }
}

/** Memory and a lost engine do not get better on another rung. */
function canImprove({ code }: GeometryFailure): boolean {
  return code === 'TOPOLOGY' || code === 'INVARIANT';
}

function cutSimply({ engine }: CutTools, piece: Region, exclusion: Region): CutInTwo | undefined {
  // the edge list knows the bounds
  const first = piece.geometry[0]?.length === 1 ? piece.simpleRingWithin(piece.edges()) : undefined;
  const second = exclusion.simpleRingWithin(piece.edges());
  if (first === undefined || second === undefined) return undefined;
  const cut = cutSimpleRings(first, second);
  if (cut === undefined) return undefined;
  return { inside: createRegion(engine, cut.inside), outside: createRegion(engine, cut.outside) };
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
    createRegion(engine, engine.toMultiPolygon(shape), { shape });
  return succeed({ inside: toRegion(inside.value), outside: toRegion(outside.value) });
}
