/** A point as little-endian WKB. */
export function pointWkb(x: number, y: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(21));
  bytes.setUint8(0, 1);
  bytes.setUint32(1, 1, true);
  bytes.setFloat64(5, x, true);
  bytes.setFloat64(13, y, true);
  return new Uint8Array(bytes.buffer);
}
