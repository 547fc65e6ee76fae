import type { Polygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PackedBytes } from './packBytes.ts';

/**
 * Polygons as plain numbers, so that rings can be read in place from shared memory. Of each: how many rings, the length
 * of each, then their coordinates; null takes no bytes.
 */
export function packRings(polygons: readonly (Polygon | null)[]): PackedBytes {
  const offsets = new Float64Array(polygons.length + 1);
  let size = 0;
  polygons.forEach((polygon, index) => {
    if (polygon !== null) size += polygon.reduce((sum, ring) => sum + ring.length, 1 + polygon.length);
    offsets[index + 1] = size * Float64Array.BYTES_PER_ELEMENT;
  });
  const values = new Float64Array(size);
  let position = 0;
  for (const polygon of polygons) {
    if (polygon === null) continue;
    values[position++] = polygon.length;
    for (const ring of polygon) values[position++] = ring.length;
    for (const ring of polygon) {
      values.set(ring, position);
      position += ring.length;
    }
  }
  return { bytes: new Uint8Array(values.buffer), offsets };
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
