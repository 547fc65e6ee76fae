import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Whether a point lies inside a closed ring (even-odd rule); on the line itself either answer may come. */
export function isInsideRing(ring: Ring, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const yi = ring[i + 1] as number;
    const yj = ring[j + 1] as number;
    if (yi > y === yj > y) continue;
    const xi = ring[i] as number;
    if (x < xi + (((ring[j] as number) - xi) * (y - yi)) / (yj - yi)) inside = !inside;
  }
  return inside;
}
