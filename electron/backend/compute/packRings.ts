import type { Polygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';

/**
 * A polygon as plain numbers, so that rings can be read in place from shared memory: how many rings, the length of
 * each, then their coordinates.
 */
export function packRings(polygon: Polygon): Uint8Array {
  const size = polygon.reduce((sum, ring) => sum + ring.length, 1 + polygon.length);
  const values = new Float64Array(size);
  values[0] = polygon.length;
  let position = 1 + polygon.length;
  polygon.forEach((ring, index) => {
    values[1 + index] = ring.length;
    values.set(ring, position);
    position += ring.length;
  });
  return new Uint8Array(values.buffer);
}

/** The rings, as views. */
export function unpackRings(values: Float64Array): Polygon {
  const count = values[0] ?? 0;
  const rings: Ring[] = [];
  let position = 1 + count;
  for (let index = 0; index < count; index++) {
    const length = values[1 + index] as number;
    rings.push(values.subarray(position, position + length));
    position += length;
  }
  return rings;
}
