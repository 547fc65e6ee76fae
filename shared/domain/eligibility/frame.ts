import type { CoordinateSystem } from '../crs/coordinateSystem.ts';
import type { GeometryTolerances } from '../geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import { degreeTolerances, metreTolerances } from '../geometry/tolerances.ts';

/** How the coordinates of a project relate to metres on the ground, for tolerances and widths only. */
export interface Frame {
  readonly tolerances: GeometryTolerances;
  readonly metersPerUnitX: number;
  readonly metersPerUnitY: number;
  /**
   * How far the ellipsoidal areas of a plot's pieces may be from the plot's, as a share of it. An edge changes
   * when a cut puts a vertex on it: hardly in a zone, by 1e-3 and more for a long narrow plot in degrees (area README).
   */
  readonly ellipsoidalBalance: number;
}

const METERS_PER_DEGREE = 111_320;

/** `latitude` in degrees is used where the system is geographic; 0.1 % right is enough for a tolerance. */
export function createFrame(system: CoordinateSystem, latitude: number): Frame {
  if (system.kind === 'projected') {
    return { tolerances: metreTolerances(), metersPerUnitX: 1, metersPerUnitY: 1, ellipsoidalBalance: 1e-4 };
  }
  const cosine = Math.max(Math.cos((latitude * Math.PI) / 180), 0.01);
  return {
    tolerances: degreeTolerances(latitude),
    metersPerUnitX: METERS_PER_DEGREE * cosine,
    metersPerUnitY: METERS_PER_DEGREE,
    ellipsoidalBalance: 0.05,
  };
}

/** Length of all rings in metres. */
export function computePerimeterMeters(geometry: MultiPolygon, frame: Frame): number {
  let perimeter = 0;
  for (const polygon of geometry) {
    for (const ring of polygon) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const dx = ((ring[i + 2] as number) - (ring[i] as number)) * frame.metersPerUnitX;
        const dy = ((ring[i + 3] as number) - (ring[i + 1] as number)) * frame.metersPerUnitY;
        perimeter += Math.sqrt(dx * dx + dy * dy);
      }
    }
  }
  return perimeter;
}
