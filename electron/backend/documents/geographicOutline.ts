import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { roundOutline } from './roundOutline.ts';

/** Decimals of degrees that are written: a tenth of a millimetre. */
export const coordinateDecimals = 9;
/** Two formats of two lists ask for the same frozen outlines, to write and to compare. */
const kept = new WeakMap<MultiPolygon, MultiPolygon>();

/** A frozen outline in longitude and latitude as formats write it (CGCS2000 taken as coincident with WGS84). */
export function toDegrees(geometry: MultiPolygon, crsCode: string): MultiPolygon {
  const known = kept.get(geometry);
  if (known !== undefined) return known;
  const from = findCoordinateSystem(crsCode) as CoordinateSystem;
  const to = findCoordinateSystem('EPSG:4490') as CoordinateSystem;
  const degrees = roundOutline(transformMultiPolygon(geometry, from, to), coordinateDecimals);
  kept.set(geometry, degrees);
  return degrees;
}
