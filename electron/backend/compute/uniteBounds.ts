import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';

/** The bounds of all of them; of nothing: from infinity to minus infinity. */
export function uniteBounds(all: readonly Bounds[]): Bounds {
  const bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (const { minX, minY, maxX, maxY } of all) {
    bounds.minX = Math.min(bounds.minX, minX);
    bounds.minY = Math.min(bounds.minY, minY);
    bounds.maxX = Math.max(bounds.maxX, maxX);
    bounds.maxY = Math.max(bounds.maxY, maxY);
  }
  return bounds;
}
