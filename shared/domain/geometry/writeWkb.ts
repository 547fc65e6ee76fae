import type { MultiPolygon } from './multiPolygon.ts';

/**
 * Little-endian two-dimensional WKB, always a MultiPolygon (type 6), so that a layer's rows have one type.
 * Coordinates go in bit for bit.
 */
export function writeWkb(geometry: MultiPolygon): Uint8Array {
  const bytes = new Uint8Array(wkbSize(geometry));
  writeWkbInto(bytes, geometry);
  return bytes;
}

/** Bytes that `writeWkbInto` needs. */
export function wkbSize(geometry: MultiPolygon): number {
  let size = 9;
  for (const polygon of geometry) {
    size += 9;
    for (const ring of polygon) size += 4 + ring.length * 8;
  }
  return size;
}

/** Writes as `writeWkb`, into memory the caller has: the engine's WASM heap needs no copy in between. */
export function writeWkbInto(target: Uint8Array, geometry: MultiPolygon): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  let position = writeHeader(view, 0, 6, geometry.length);
  for (const polygon of geometry) {
    position = writeHeader(view, position, 3, polygon.length);
    for (const ring of polygon) {
      view.setUint32(position, ring.length / 2, true);
      position += 4;
      // Every machine we run on is little-endian, so the numbers are the bytes.
      target.set(new Uint8Array(ring.buffer, ring.byteOffset, ring.byteLength), position);
      position += ring.byteLength;
    }
  }
}

function writeHeader(view: DataView, position: number, type: number, count: number): number {
  view.setUint8(position, 1);
  view.setUint32(position + 1, type, true);
  view.setUint32(position + 5, count, true);
  return position + 9;
}
