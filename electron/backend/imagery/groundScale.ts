import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';

const radiansPerDegree = Math.PI / 180;

/**
 * Metres on the ground of one unit of a system at a latitude, east and north. Degrees by the series for the
 * meridian and the parallel of GRS80 (good to a centimetre per degree); projected systems are in metres already.
 */
export function measureUnit(
  crs: CoordinateSystem,
  latitudeDegrees: number,
): { readonly east: number; readonly north: number } {
  if (crs.kind === 'projected') return { east: 1, north: 1 };
  const latitude = latitudeDegrees * radiansPerDegree;
  return {
    east: 111_412.84 * Math.cos(latitude) - 93.5 * Math.cos(3 * latitude) + 0.118 * Math.cos(5 * latitude),
    north: 111_132.92 - 559.82 * Math.cos(2 * latitude) + 1.175 * Math.cos(4 * latitude),
  };
}
