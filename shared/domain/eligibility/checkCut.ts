import { computeCommonArea } from '../geometry/commonArea.ts';
import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { Frame } from './frame.ts';
import type { Region } from './region.ts';

/** Relative difference allowed between a piece and the sum of its two parts, in the plane, where a cut loses nothing. */
const AREA_BALANCE = 1e-6;

/**
 * Holds a cut against its inputs, because an overlay engine can be wrong without an exception (JTS issue 798): the
 * areas add up, what is inside has the area that piece and exclusion have in common, what is outside lies in the
 * piece and does not overlap the exclusion. All by areas in common, which owe nothing to the engine.
 */
export function checkCut(
  { tolerances }: Frame,
  piece: Region,
  exclusion: Region,
  commonArea: number,
  { inside, outside }: { readonly inside: Region; readonly outside: Region },
): GeometryResult<void> {
  const whole = piece.edges().area;
  const [areaInside, areaOutside] = [inside.edges().area, outside.edges().area];
  const tolerance = Math.max(whole * AREA_BALANCE, tolerances.overlapArea);
  if (!(Math.abs(whole - areaInside - areaOutside) <= tolerance)) {
    return fail('INVARIANT', `area ${whole} is not ${areaInside} (common) + ${areaOutside} (remaining)`);
  }
  if (!(Math.abs(areaInside - commonArea) <= tolerance)) {
    return fail('INVARIANT', `the common part has an area of ${areaInside}, not ${commonArea}`);
  }
  const astray = areaOutside - computeCommonArea(outside.edges(), piece.edges());
  if (!(astray <= tolerances.overlapArea)) {
    return fail('INVARIANT', `the remaining part leaves the plot by an area of ${astray}`);
  }
  const overlap = computeCommonArea(outside.edges(), exclusion.edges());
  if (!(overlap <= tolerances.overlapArea)) {
    return fail('INVARIANT', `the remaining part still overlaps what was taken away by ${overlap}`);
  }
  return succeed(undefined);
}
