import { createRing } from './createRing.ts';
import { fail, type GeometryResult, succeed } from './geometryResult.ts';
import type { MultiPolygon, Polygon, Ring } from './multiPolygon.ts';

/** A geometry as read from WKB, in two dimensions. A collection may fill more than one of the three forms. */
export interface ParsedGeometry {
  readonly kind: 'empty' | 'points' | 'lines' | 'polygons' | 'mixed';
  readonly polygons: MultiPolygon;
  /** Interleaved x, y per line. */
  readonly lines: readonly Float64Array[];
  /** Interleaved x, y of all points. */
  readonly points: Float64Array;
  /** True where heights or measures were present; they are not kept. */
  readonly droppedZ: boolean;
  readonly droppedM: boolean;
  /** Only from EWKB; undefined where the bytes name none. */
  readonly srid: number | undefined;
}

/** Collections deeper than this are refused: no real file has them, and a hostile one must not use up the stack. */
const MAXIMUM_DEPTH = 32;

/** What a collection type may hold, by WKB type number (OGC 06-103r4, table 7); undefined allows all. */
const MEMBERS_OF: Readonly<Record<number, readonly number[] | undefined>> = {
  4: [1],
  5: [2],
  6: [3],
  7: undefined,
  11: [2],
  12: [3],
  15: [3],
  16: [17],
};

/** Most geometries have no points: one empty list for all of them. */
const NONE = new Float64Array(0);

/** Thrown and caught within this file only: leaves the recursion with the reason. */
class MalformedWkb extends Error {}

interface Reader {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  position: number;
  readonly polygons: Polygon[];
  readonly lines: Float64Array[];
  readonly points: number[];
  droppedZ: boolean;
  droppedM: boolean;
  srid: number | undefined;
}

/**
 * Reads one WKB geometry: ISO (types 1000, 2000, 3000) and EWKB (flags, SRID), both byte orders, points, lines,
 * polygons and collections of them. Coordinates come out bit for bit. Every count is checked against the bytes
 * that are left before anything is allocated. INVALID_INPUT for truncated bytes, unknown or curved types and
 * coordinates that are not finite; ring closure and validity are not its concern. Bytes after the geometry are
 * ignored, as GDAL does.
 */
export function parseWkb(bytes: Uint8Array): GeometryResult<ParsedGeometry> {
  const reader: Reader = {
    bytes,
    view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    position: 0,
    polygons: [],
    lines: [],
    points: [],
    droppedZ: false,
    droppedM: false,
    srid: undefined,
  };
  try {
    readGeometry(reader, 0, undefined);
  } catch (error) {
    if (error instanceof MalformedWkb) return fail('INVALID_INPUT', error.message);
    throw error;
  }
  const { polygons, lines, points, droppedZ, droppedM, srid } = reader;
  const kinds: ParsedGeometry['kind'][] = [];
  if (points.length > 0) kinds.push('points');
  if (lines.length > 0) kinds.push('lines');
  if (polygons.length > 0) kinds.push('polygons');
  const kind = kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'empty');
  const positions = points.length === 0 ? NONE : new Float64Array(points);
  return succeed({ kind, polygons, lines, points: positions, droppedZ, droppedM, srid });
}

function readGeometry(reader: Reader, depth: number, allowed: readonly number[] | undefined): void {
  if (depth > MAXIMUM_DEPTH) throw new MalformedWkb(`collections nested deeper than ${MAXIMUM_DEPTH}`);
  requireBytes(reader, 5);
  const order = reader.view.getUint8(reader.position);
  if (order > 1) throw new MalformedWkb(`byte order ${order} at byte ${reader.position}`);
  const little = order === 1;
  const code = reader.view.getUint32(reader.position + 1, little);
  reader.position += 5;
  if ((code & 0x20000000) !== 0) {
    requireBytes(reader, 4);
    reader.srid = reader.view.getInt32(reader.position, little);
    reader.position += 4;
  }
  const base = code & 0x1fffffff;
  const isoDimension = Math.floor(base / 1000);
  const type = base % 1000;
  if (isoDimension > 3) throw new MalformedWkb(`unknown geometry type ${code}`);
  const hasZ = (code & 0x80000000) !== 0 || isoDimension === 1 || isoDimension === 3;
  const hasM = (code & 0x40000000) !== 0 || isoDimension === 2 || isoDimension === 3;
  if (hasZ) reader.droppedZ = true;
  if (hasM) reader.droppedM = true;
  if (allowed !== undefined && !allowed.includes(type)) {
    throw new MalformedWkb(`geometry type ${type} inside a collection that cannot hold it`);
  }
  const dimension = 2 + (hasZ ? 1 : 0) + (hasM ? 1 : 0);
  if (type === 1) readPoint(reader, little, dimension);
  else if (type === 2) {
    const line = readSequence(reader, little, dimension);
    if (line.length > 0) reader.lines.push(line);
  } else if (type === 3 || type === 17) readPolygon(reader, little, dimension);
  else if (Object.hasOwn(MEMBERS_OF, type)) {
    const count = readCount(reader, little, 5);
    for (let i = 0; i < count; i++) readGeometry(reader, depth + 1, MEMBERS_OF[type]);
  } else throw new MalformedWkb(`unsupported geometry type ${code}`);
}

/** An empty point has no WKB of its own; all writers use NaN, NaN. */
function readPoint(reader: Reader, little: boolean, dimension: number): void {
  requireBytes(reader, dimension * 8);
  const x = reader.view.getFloat64(reader.position, little);
  const y = reader.view.getFloat64(reader.position + 8, little);
  reader.position += dimension * 8;
  if (Number.isNaN(x) && Number.isNaN(y)) return;
  requireFinite(x + y);
  reader.points.push(x, y);
}

function readPolygon(reader: Reader, little: boolean, dimension: number): void {
  const count = readCount(reader, little, 4);
  const rings: Ring[] = [];
  for (let i = 0; i < count; i++) {
    const ring = readSequence(reader, little, dimension);
    // A hole without vertices is nothing; an outer ring without vertices makes the polygon empty.
    if (ring.length > 0 || i === 0) rings.push(ring);
  }
  if (rings[0] !== undefined && rings[0].length > 0) reader.polygons.push(rings);
}

function readSequence(reader: Reader, little: boolean, dimension: number): Float64Array {
  const stride = dimension * 8;
  const count = readCount(reader, little, stride);
  const start = reader.position;
  reader.position += count * stride;
  const { view } = reader;
  const sequence = createRing(count * 2);
  let probe = 0;
  for (let i = 0, at = start; i < sequence.length; i += 2, at += stride) {
    const x = view.getFloat64(at, little);
    const y = view.getFloat64(at + 8, little);
    sequence[i] = x;
    sequence[i + 1] = y;
    probe += x * 0 + y * 0;
  }
  requireFinite(probe);
  return sequence;
}

/** A count whose members, at `minimumSize` bytes each, can still be in the bytes that are left. */
function readCount(reader: Reader, little: boolean, minimumSize: number): number {
  requireBytes(reader, 4);
  const count = reader.view.getUint32(reader.position, little);
  reader.position += 4;
  requireBytes(reader, count * minimumSize);
  return count;
}

function requireBytes(reader: Reader, size: number): void {
  const left = reader.bytes.length - reader.position;
  if (size > left) throw new MalformedWkb(`needs ${size} bytes at byte ${reader.position}, has ${left}`);
}

/** Zero times NaN or infinity is NaN, so one number tells about all. */
function requireFinite(probe: number): void {
  if (!Number.isFinite(probe)) throw new MalformedWkb('a coordinate is not a finite number');
}
