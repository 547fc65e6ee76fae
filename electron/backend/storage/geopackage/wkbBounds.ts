import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';

const wkbPoint = 1;
const wkbLineString = 2;
const wkbPolygon = 3;
const wkbMultiPoint = 4;
const wkbMultiPolygon = 6;
const wkbGeometryCollection = 7;

/**
 * Bounds of all vertices of a WKB geometry (point to collection; Z and M are passed over), in its own frame.
 * Null for an empty geometry. Throws on bytes that are not WKB: the caller made or checked them.
 */
export function computeWkbBounds(wkb: Uint8Array): Bounds | null {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  const found = {
    minX: Number.POSITIVE_INFINITY,
    minY: Number.POSITIVE_INFINITY,
    maxX: Number.NEGATIVE_INFINITY,
    maxY: Number.NEGATIVE_INFINITY,
  };
  addGeometry(view, 0, found);
  return found.minX > found.maxX ? null : found;
}

/** The geometry type code without dimension: 1 point … 6 multipolygon. */
export function readWkbType(wkb: Uint8Array): number {
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  return (view.getUint32(1, view.getUint8(0) === 1) & 0xffff) % 1000;
}

/** A single polygon as the only member of a multipolygon; other geometries come back as they are. */
export function promoteToMultiPolygon(wkb: Uint8Array): Uint8Array {
  if (readWkbType(wkb) !== wkbPolygon) return wkb;
  const littleEndian = wkb[0] === 1;
  const view = new DataView(wkb.buffer, wkb.byteOffset, wkb.byteLength);
  const promoted = new Uint8Array(9 + wkb.length);
  const target = new DataView(promoted.buffer);
  promoted[0] = wkb[0] as number;
  target.setUint32(1, view.getUint32(1, littleEndian) + (wkbMultiPolygon - wkbPolygon), littleEndian);
  target.setUint32(5, 1, littleEndian);
  promoted.set(wkb, 9);
  return promoted;
}

type Extent = { minX: number; minY: number; maxX: number; maxY: number };

function addGeometry(view: DataView, start: number, found: Extent): number {
  const littleEndian = view.getUint8(start) === 1;
  const code = view.getUint32(start + 1, littleEndian);
  const type = (code & 0xffff) % 1000;
  const thousands = Math.floor((code & 0xffff) / 1000);
  const hasZ = (code & 0x80000000) !== 0 || thousands === 1 || thousands === 3;
  const hasM = (code & 0x40000000) !== 0 || thousands === 2 || thousands === 3;
  const vertexBytes = 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0);
  let offset = start + 5 + ((code & 0x20000000) !== 0 ? 4 : 0);

  const addVertices = (count: number) => {
    for (let i = 0; i < count; i++, offset += vertexBytes) {
      const x = view.getFloat64(offset, littleEndian);
      const y = view.getFloat64(offset + 8, littleEndian);
      // comparisons are false for the NaN of an empty point, which therefore adds nothing
      if (x < found.minX) found.minX = x;
      if (x > found.maxX) found.maxX = x;
      if (y < found.minY) found.minY = y;
      if (y > found.maxY) found.maxY = y;
    }
  };
  const readCount = () => {
    const count = view.getUint32(offset, littleEndian);
    offset += 4;
    return count;
  };

  if (type === wkbPoint) addVertices(1);
  else if (type === wkbLineString) addVertices(readCount());
  else if (type === wkbPolygon) {
    const rings = readCount();
    for (let ring = 0; ring < rings; ring++) addVertices(readCount());
  } else if (type >= wkbMultiPoint && type <= wkbGeometryCollection) {
    const members = readCount();
    for (let member = 0; member < members; member++) offset = addGeometry(view, offset, found);
  } else throw new Error(`not a WKB geometry type: ${code}`);
  return offset;
}
