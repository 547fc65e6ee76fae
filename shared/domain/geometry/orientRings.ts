import { computeSignedRingArea } from './computePlanarArea.ts';
import { createRing } from './createRing.ts';
import type { MultiPolygon, Ring } from './multiPolygon.ts';

/**
 * The geometry with every outer ring in one direction and every hole in the other: 'counterClockwise' as
 * GeoJSON (RFC 7946, 3.1.6) and OGC want it, 'clockwise' as Shapefile and vector tiles (whose y points down) do.
 * Rings already right are shared with the input.
 */
export function orientRings(geometry: MultiPolygon, outer: 'counterClockwise' | 'clockwise'): MultiPolygon {
  return geometry.map((polygon) =>
    polygon.map((ring, index) => {
      const wantPositive = (outer === 'counterClockwise') === (index === 0);
      return computeSignedRingArea(ring) > 0 === wantPositive ? ring : reverseRing(ring);
    }),
  );
}

/** The same ring, walked the other way. */
export function reverseRing(ring: Ring): Ring {
  const reversed = createRing(ring.length);
  for (let i = 0; i < ring.length; i += 2) {
    reversed[ring.length - 2 - i] = ring[i] as number;
    reversed[ring.length - 1 - i] = ring[i + 1] as number;
  }
  return reversed;
}
