import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';

/** The part of a nearly convex closed ring on the left of the line through (x, y) in direction `angle`. */
export function clipRing(ring: Ring, x: number, y: number, angle: number): Ring {
  const nx = -Math.sin(angle);
  const ny = Math.cos(angle);
  const points: number[] = [];
  const side = (i: number): number => ((ring[i] as number) - x) * nx + ((ring[i + 1] as number) - y) * ny;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const a = side(i);
    const b = side(i + 2);
    if (a >= 0) points.push(ring[i] as number, ring[i + 1] as number);
    if (a >= 0 !== b >= 0) {
      const t = a / (a - b);
      points.push(
        (ring[i] as number) + ((ring[i + 2] as number) - (ring[i] as number)) * t,
        (ring[i + 1] as number) + ((ring[i + 3] as number) - (ring[i + 1] as number)) * t,
      );
    }
  }
  points.push(points[0] as number, points[1] as number);
  return Float64Array.from(points);
}
