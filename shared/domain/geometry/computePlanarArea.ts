import type { MultiPolygon, Ring } from './multiPolygon.ts';

/** Planar area in squared CRS units: outer rings minus holes, whatever their directions. */
export function computePlanarArea(geometry: MultiPolygon): number {
  let area = 0;
  for (const polygon of geometry) {
    for (let index = 0; index < polygon.length; index++) {
      const ringArea = Math.abs(computeSignedRingArea(polygon[index] as Ring));
      area += index === 0 ? ringArea : -ringArea;
    }
  }
  return area;
}

/**
 * Signed area of one closed ring: positive where it runs counter-clockwise. Taken relative to the first
 * vertex, because products of full projected coordinates (4e6 x 4e7) would lose square centimetres.
 */
export function computeSignedRingArea(ring: Ring): number {
  const originX = ring[0] ?? 0;
  const originY = ring[1] ?? 0;
  let twice = 0;
  for (let i = 2; i + 3 < ring.length; i += 2) {
    const ax = (ring[i] as number) - originX;
    const ay = (ring[i + 1] as number) - originY;
    const bx = (ring[i + 2] as number) - originX;
    const by = (ring[i + 3] as number) - originY;
    twice += ax * by - bx * ay;
  }
  return twice / 2;
}
