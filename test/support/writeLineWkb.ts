/** A line string as little-endian WKB. */
export function writeLineWkb(...vertices: readonly (readonly [number, number])[]): Uint8Array {
  const wkb = new Uint8Array(9 + vertices.length * 16);
  const view = new DataView(wkb.buffer);
  wkb[0] = 1;
  view.setUint32(1, 2, true);
  view.setUint32(5, vertices.length, true);
  for (const [index, value] of vertices.flat().entries()) view.setFloat64(9 + index * 8, value, true);
  return wkb;
}
