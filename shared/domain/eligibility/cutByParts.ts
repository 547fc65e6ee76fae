import { computeCommonArea } from '../geometry/commonArea.ts';
import { cutInPlainSight } from '../geometry/cutInPlainSight.ts';
import type { Overlay, OverlayOptions } from '../geometry/GeometryEngine.ts';
import { fail, type GeometryFailure, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { type CutInTwo, checkCut, isSameRemainder } from './checkCut.ts';
import {
  type CutTools,
  LEAST_COMMON_SQUARE_METERS,
  NOISE_SQUARE_METERS,
  toSquaredUnits,
} from './cutTools.ts';
import type { ReachingPart } from './exclusionPart.ts';
import { createRegion, type Region } from './region.ts';
import { uniteParts } from './uniteParts.ts';

/** What is inside and outside of all parts; undefined where that is nothing but rounding, and the other is the region. */
export interface RegionCut {
  readonly inside: Region | undefined;
  readonly outside: Region | undefined;
}

/**
 * Cuts a region by the union of the parts that reach into it (findReaching), by the first of these ways whose answer
 * holds: without the engine, where everything crosses in plain sight; the engine with the coordinates as they are (its
 * own ladder: as given, repaired, snapped); the engine with everything on the grid of the tolerances. What fails on all
 * of them has no answer, and the engine's first failure tells why.
 */
export function cutByParts(
  tools: CutTools,
  region: Region,
  parts: readonly ReachingPart[],
): GeometryResult<RegionCut> {
  const noise = toSquaredUnits(tools.frame, NOISE_SQUARE_METERS);
  const { area } = region.indexed();
  const most = parts.reduce((sum, { commonArea }) => sum + commonArea, 0);
  if (most <= noise) return succeed({ inside: undefined, outside: region });
  if (parts.some(({ commonArea }) => area - commonArea <= noise))
    return succeed({ inside: region, outside: undefined });
  const cut = cutPlainly(tools, region, parts) ?? cutByEngine(tools, region, parts);
  if (!cut.ok) return cut;
  const { inside, outside } = cut.value;
  if (inside.indexed().area <= noise) return succeed({ inside: undefined, outside: region });
  if (outside.indexed().area <= noise) return succeed({ inside: region, outside: undefined });
  return succeed({ inside, outside });
}

/** Undefined where something touches, or the check does not hold. */
function cutPlainly(
  tools: CutTools,
  region: Region,
  parts: readonly ReachingPart[],
): GeometryResult<CutInTwo> | undefined {
  const cut = cutInSight(tools, region, parts);
  if (cut === undefined) return undefined;
  const [first] = parts;
  if (first !== undefined && parts.length === 1) {
    const { ok } = checkCut(tools.frame, region, first.part.region, first.commonArea, cut);
    return ok ? succeed(cut) : undefined;
  }
  const remainder = takeAwayOneByOne(tools, region, parts, (rest, part) => {
    const one = cutPlainly(tools, rest, [part]);
    return one?.ok ? one.value : undefined;
  });
  return remainder !== undefined && isSameRemainder(tools.frame, region, remainder, cut)
    ? succeed(cut)
    : undefined;
}

function cutInSight(
  { engine }: CutTools,
  region: Region,
  parts: readonly Pick<ReachingPart, 'part'>[],
): CutInTwo | undefined {
  const cut = cutInPlainSight(
    region.indexed(),
    parts.map(({ part }) => part.region.indexed()),
  );
  if (cut === undefined) return undefined;
  return { inside: createRegion(engine, cut.inside), outside: createRegion(engine, cut.outside) };
}

/** What is left of a region, part by part, each cut checked by areas in common: nobody can check a union by them. */
function takeAwayOneByOne(
  tools: CutTools,
  region: Region,
  parts: readonly ReachingPart[],
  cutByOne: (rest: Region, part: ReachingPart) => CutInTwo | undefined,
): Region | undefined {
  const least = toSquaredUnits(tools.frame, LEAST_COMMON_SQUARE_METERS);
  let rest = region;
  for (const { part, commonArea } of parts) {
    const common = rest === region ? commonArea : computeCommonArea(rest.indexed(), part.region.indexed());
    if (common <= least) continue;
    const cut = cutByOne(rest, { part, commonArea: common });
    if (cut === undefined) return undefined;
    rest = cut.outside;
  }
  return rest;
}

function cutByEngine(
  tools: CutTools,
  region: Region,
  parts: readonly ReachingPart[],
): GeometryResult<CutInTwo> {
  const { snapGrid } = tools.frame.tolerances;
  const asGiven = cutOnce(tools, region, parts, { snapGrid });
  if (asGiven.ok || !canImprove(asGiven.failure)) return asGiven;
  const onGrid = cutOnce(tools, region, parts, { fixedGrid: snapGrid });
  return onGrid.ok ? onGrid : asGiven;
}

/** Checked by areas in common with one part, and part by part with several: the engine can be wrong about a union too. */
function cutOnce(
  tools: CutTools,
  region: Region,
  parts: readonly ReachingPart[],
  options: OverlayOptions,
): GeometryResult<CutInTwo> {
  const united = uniteParts(tools, region, parts, options);
  if (!united.ok) return united;
  const exclusion = united.value;
  const cut = overlay(tools, region, exclusion, options);
  if (!cut.ok) return cut;
  if (parts.length === 1) {
    const commonArea = computeCommonArea(region.indexed(), exclusion.indexed());
    const verdict = checkCut(tools.frame, region, exclusion, commonArea, cut.value);
    return verdict.ok ? cut : verdict;
  }
  const remainder = takeAwayOneByOne(tools, region, parts, (rest, part) => {
    const one = cutPlainly(tools, rest, [part]) ?? cutByEngine(tools, rest, [part]);
    return one.ok ? one.value : undefined;
  });
  return remainder !== undefined && isSameRemainder(tools.frame, region, remainder, cut.value)
    ? cut
    : fail('INVARIANT', 'taken away together, the exclusions leave other land than one by one');
}

/** Memory and a lost engine do not get better on another rung. */
function canImprove({ code }: GeometryFailure): boolean {
  return code === 'TOPOLOGY' || code === 'INVARIANT';
}

function overlay(
  { engine }: CutTools,
  region: Region,
  exclusion: Region,
  options: OverlayOptions,
): GeometryResult<CutInTwo> {
  const a = region.shape();
  if (!a.ok) return a;
  const b = exclusion.shape();
  if (!b.ok) return b;
  const inside = engine.intersection(a.value, b.value, options);
  if (!inside.ok) return inside;
  const outside = engine.difference(a.value, b.value, options);
  if (!outside.ok) return outside;
  const toRegion = ({ shape }: Overlay): Region => createRegion(engine, engine.toMultiPolygon(shape), shape);
  return succeed({ inside: toRegion(inside.value), outside: toRegion(outside.value) });
}
