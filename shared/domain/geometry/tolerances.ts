import type { GeometryTolerances } from './GeometryEngine.ts';

/** Length of one degree of latitude in metres on the sphere; enough for a tolerance. */
const METRES_PER_DEGREE = 111_320;

/** Tolerances for a frame in metres: a grid of 0.1 mm and 0.01 m2. */
export function metreTolerances(): GeometryTolerances {
  return { snapGrid: 1e-4, overlapArea: 0.01 };
}

/**
 * The same tolerances for a frame in degrees (EPSG:4490): a grid of 1e-9 degrees (0.11 mm) and 0.01 m2 at
 * this latitude in squared degrees. `latitude` in degrees.
 */
export function degreeTolerances(latitude: number): GeometryTolerances {
  const cosine = Math.max(Math.cos((latitude * Math.PI) / 180), 0.01);
  return { snapGrid: 1e-9, overlapArea: 0.01 / (METRES_PER_DEGREE * METRES_PER_DEGREE * cosine) };
}
