import type { Ellipsoid } from '../crs/ellipsoid.ts';
import { computeTrapezoidCoefficients, computeTrapezoidSquareMeters } from './trapezoidFormula.ts';

/** Signed square metres between an edge and the meridian of longitude 0, growing northwards; radians. */
export type EdgeMeasure = (
  fromLongitude: number,
  fromLatitude: number,
  toLongitude: number,
  toLatitude: number,
) => number;

/** The official trapezoid: the edge is a straight line in (longitude, equal-area latitude). */
export function createTrapezoidMeasure(ellipsoid: Ellipsoid): EdgeMeasure {
  const coefficients = computeTrapezoidCoefficients(ellipsoid);
  return (fromLongitude, fromLatitude, toLongitude, toLatitude) =>
    computeTrapezoidSquareMeters(coefficients, (fromLongitude + toLongitude) / 2, fromLatitude, toLatitude);
}

/**
 * The official trapezoid, less the sliver between its edge and the geodesic (the line a surveyor sights).
 *
 * The trapezoid's edge bends away from the geodesic by the geodesic curvature sin α (1 + 2 cos² α) tan φ / N
 * (N the radius in the prime vertical, α the azimuth), so with e metres east and n metres north the sliver is
 *
 *   tan φ · e (e² + 3n²) / (12 N)
 *
 * to first order: it grows with the cube of the edge, 0.008 m² for 100 m at 31°N. The terms left out are
 * smaller by the edge's share of the earth's radius.
 */
export function createGeodesicMeasure(ellipsoid: Ellipsoid): EdgeMeasure {
  const measureTrapezoid = createTrapezoidMeasure(ellipsoid);
  const { polarRadiusMeters, secondEccentricitySquared } = ellipsoid;
  return (fromLongitude, fromLatitude, toLongitude, toLatitude) => {
    const latitude = (fromLatitude + toLatitude) / 2;
    const cosLatitude = Math.cos(latitude);
    const v2 = 1 + secondEccentricitySquared * cosLatitude * cosLatitude;
    const primeVerticalRadius = polarRadiusMeters / Math.sqrt(v2);
    const east = primeVerticalRadius * cosLatitude * (toLongitude - fromLongitude);
    const north = (primeVerticalRadius / v2) * (toLatitude - fromLatitude);
    const sliver =
      (Math.tan(latitude) * east * (east * east + 3 * north * north)) / (12 * primeVerticalRadius);
    return measureTrapezoid(fromLongitude, fromLatitude, toLongitude, toLatitude) - sliver;
  };
}
