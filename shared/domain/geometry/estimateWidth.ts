import { computePlanarArea } from './computePlanarArea.ts';
import type { MultiPolygon } from './multiPolygon.ts';

/**
 * Mean width in CRS units: 2 * area / perimeter. For a long strip it is the width; for a compact shape half of
 * it. Below a few decimetres it tells a sliver from a plot. 0 for an empty geometry.
 */
export function estimateWidth(geometry: MultiPolygon): number {
  let perimeter = 0;
  for (const polygon of geometry) {
    for (const ring of polygon) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        perimeter += Math.hypot(
          (ring[i + 2] as number) - (ring[i] as number),
          (ring[i + 3] as number) - (ring[i + 1] as number),
        );
      }
    }
  }
  return perimeter === 0 ? 0 : (2 * computePlanarArea(geometry)) / perimeter;
}
