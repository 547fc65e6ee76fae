import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Planar area of a ring in square metres, without regard to its direction. */
export function computeRingArea(ring: Ring): number {
  const x0 = ring[0] as number;
  const y0 = ring[1] as number;
  let doubled = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    doubled +=
      ((ring[i] as number) - x0) * ((ring[i + 3] as number) - y0) -
      ((ring[i + 2] as number) - x0) * ((ring[i + 1] as number) - y0);
  }
  return Math.abs(doubled) / 2;
}
