import { computeCommonArea } from '../geometry/commonArea.ts';
import { cutInPlainSight } from '../geometry/cutInPlainSight.ts';
import type { OverlayOptions } from '../geometry/GeometryEngine.ts';
import { fail, type GeometryFailure, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { type CutInTwo, checkCut, checkRemainder, isSameRemainder } from './checkCut.ts';
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
    return one?.ok ? one.value.outside : undefined;
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
  takeAway: (rest: Region, part: ReachingPart) => Region | undefined,
): Region | undefined {
  const least = toSquaredUnits(tools.frame, LEAST_COMMON_SQUARE_METERS);
  let rest = region;
  for (const { part, commonArea } of parts) {
    const common = rest === region ? commonArea : computeCommonArea(rest.indexed(), part.region.indexed());
    if (common <= least) continue;
    const left = takeAway(rest, { part, commonArea: common });
    if (left === undefined) return undefined;
    rest = left;
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
  const { frame } = tools;
  const commonArea = computeCommonArea(region.indexed(), exclusion.indexed());
  const remainder =
    parts.length === 1
      ? undefined
      : takeAwayOneByOne(tools, region, parts, (rest, part) => takeAwayOne(tools, rest, part));
  const check = (cut: CutInTwo): GeometryResult<void> => {
    if (parts.length === 1) return checkCut(frame, region, exclusion, commonArea, cut);
    return remainder !== undefined && isSameRemainder(frame, region, remainder, cut)
      ? succeed(undefined)
      : fail('INVARIANT', 'taken away together, the exclusions leave other land than one by one');
  };
  const outside = overlay(tools, 'difference', region, exclusion, options);
  if (!outside.ok) return outside;
  const inside = overlay(tools, 'intersection', region, exclusion, options);
  if (!inside.ok) return inside;
  const cut = { inside: inside.value, outside: outside.value };
  const verdict = check(cut);
  if (verdict.ok) return succeed(cut);
  // intersections are wrong more often than differences, and what is inside is also what the outside leaves
  const left = overlay(tools, 'difference', region, cut.outside, options);
  return left.ok && check({ ...cut, inside: left.value }).ok
    ? succeed({ ...cut, inside: left.value })
    : verdict;
}

/** What is left of a region without one part; undefined where no way to it holds. */
function takeAwayOne(tools: CutTools, region: Region, reaching: ReachingPart): Region | undefined {
  const { area } = region.indexed();
  if (area - reaching.commonArea <= toSquaredUnits(tools.frame, NOISE_SQUARE_METERS))
    return createRegion(tools.engine, []);
  const plain = cutPlainly(tools, region, [reaching]);
  if (plain?.ok) return plain.value.outside;
  const { snapGrid } = tools.frame.tolerances;
  for (const options of [{ snapGrid }, { fixedGrid: snapGrid }]) {
    const exclusion = uniteParts(tools, region, [reaching], options);
    if (!exclusion.ok) return undefined;
    const left = overlay(tools, 'difference', region, exclusion.value, options);
    if (!left.ok) continue;
    const verdict = checkRemainder(tools.frame, region, exclusion.value, reaching.commonArea, left.value);
    if (verdict.ok) return left.value;
  }
  return undefined;
}

/** Memory and a lost engine do not get better on another rung. */
function canImprove({ code }: GeometryFailure): boolean {
  return code === 'TOPOLOGY' || code === 'INVARIANT';
}

function overlay(
  { engine }: CutTools,
  operation: 'difference' | 'intersection',
  first: Region,
  second: Region,
  options: OverlayOptions,
): GeometryResult<Region> {
  const a = first.shape();
  if (!a.ok) return a;
  const b = second.shape();
  if (!b.ok) return b;
  const result = engine[operation](a.value, b.value, options);
  if (!result.ok) return result;
  const { shape } = result.value;
  return succeed(createRegion(engine, engine.toMultiPolygon(shape), shape));
}
