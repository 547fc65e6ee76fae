import { computeCommonArea } from '../geometry/commonArea.ts';
import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { Frame } from './frame.ts';
import type { Region } from './region.ts';

/** A region in two. */
export interface CutInTwo {
  readonly inside: Region;
  readonly outside: Region;
}

/** Relative difference allowed between a piece and the sum of its two parts, in the plane, where a cut loses nothing. */
const AREA_BALANCE = 1e-6;

/**
 * Holds a cut against its inputs, because an overlay can be wrong without an exception (JTS issue 798): the areas add
 * up, what is inside has the area that piece and exclusion have in common, what is outside lies in the piece and does
 * not overlap the exclusion. All by areas in common, which owe nothing to what made the cut.
 */
export function checkCut(
  { tolerances }: Pick<Frame, 'tolerances'>,
  piece: Region,
  exclusion: Region,
  commonArea: number,
  { inside, outside }: CutInTwo,
): GeometryResult<void> {
  const whole = piece.indexed().area;
  const [areaInside, areaOutside] = [inside.indexed().area, outside.indexed().area];
  const tolerance = Math.max(whole * AREA_BALANCE, tolerances.overlapArea);
  if (!(Math.abs(whole - areaInside - areaOutside) <= tolerance)) {
    return fail('INVARIANT', `area ${whole} is not ${areaInside} (common) + ${areaOutside} (remaining)`);
  }
  if (!(Math.abs(areaInside - commonArea) <= tolerance)) {
    return fail('INVARIANT', `the common part has an area of ${areaInside}, not ${commonArea}`);
  }
  return checkRemainder({ tolerances }, piece, exclusion, commonArea, outside);
}

/** Holds what is left of a piece without an exclusion against both, in the same way. */
export function checkRemainder(
  { tolerances }: Pick<Frame, 'tolerances'>,
  piece: Region,
  exclusion: Region,
  commonArea: number,
  outside: Region,
): GeometryResult<void> {
  const [whole, areaOutside] = [piece.indexed().area, outside.indexed().area];
  const tolerance = Math.max(whole * AREA_BALANCE, tolerances.overlapArea);
  if (!(Math.abs(whole - commonArea - areaOutside) <= tolerance)) {
    return fail('INVARIANT', `the remaining part has an area of ${areaOutside}, not ${whole - commonArea}`);
  }
  const astray = areaOutside - computeCommonArea(outside.indexed(), piece.indexed());
  if (!(astray <= tolerances.overlapArea)) {
    return fail('INVARIANT', `the remaining part leaves the plot by an area of ${astray}`);
  }
  const overlap = computeCommonArea(outside.indexed(), exclusion.indexed());
  if (!(overlap <= tolerances.overlapArea)) {
    return fail('INVARIANT', `the remaining part still overlaps what was taken away by ${overlap}`);
  }
  return succeed(undefined);
}

/**
 * Holds a cut by several exclusions at once against what is left when they are taken away one by one: both remainders
 * are the same land, what is inside lies in the piece, and with the remainder it makes up the piece.
 */
export function isSameRemainder(
  { tolerances }: Frame,
  piece: Region,
  remainder: Region,
  { inside, outside }: CutInTwo,
): boolean {
  const [whole, left] = [piece.indexed().area, remainder.indexed().area];
  const [areaInside, areaOutside] = [inside.indexed().area, outside.indexed().area];
  const tolerance = Math.max(whole * AREA_BALANCE, tolerances.overlapArea);
  return (
    Math.abs(whole - areaInside - areaOutside) <= tolerance &&
    Math.abs(areaOutside - left) <= tolerances.overlapArea &&
    areaOutside - computeCommonArea(outside.indexed(), remainder.indexed()) <= tolerances.overlapArea &&
    areaInside - computeCommonArea(inside.indexed(), piece.indexed()) <= tolerances.overlapArea &&
    computeCommonArea(inside.indexed(), remainder.indexed()) <= tolerances.overlapArea
  );
}
