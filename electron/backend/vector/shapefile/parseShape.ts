import { fail, type GeometryResult, succeed } from '../../../../shared/domain/geometry/geometryResult.ts';
import type { MultiPolygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ParsedGeometry } from '../../../../shared/domain/geometry/parseWkb.ts';
import { assemblePolygons } from './assemblePolygons.ts';

const NO_DATA = -1e38;

/** Name of a shape type code; undefined for a code that does not exist. */
export function shapeTypeName(code: number): string | undefined {
  return SHAPE_TYPES[code];
}

const SHAPE_TYPES: Readonly<Record<number, string>> = {
  0: 'None',
  1: 'Point',
  3: 'LineString',
  5: 'Polygon',
  8: 'MultiPoint',
  11: 'Point Z',
  13: 'LineString Z',
  15: 'Polygon Z',
  18: 'MultiPoint Z',
  21: 'Point M',
  23: 'LineString M',
  25: 'Polygon M',
  28: 'MultiPoint M',
  31: 'MultiPatch',
};

/**
 * The geometry of one .shp record (its content, without the 8-byte header). Null for a null shape. Every count and
 * part offset is checked against the bytes there are; INVALID_INPUT otherwise, and for MultiPatch, which is a surface
 * in space and not an area.
 */
export function parseShape(content: Buffer): GeometryResult<ParsedGeometry> | null {
  if (content.length < 4) return fail('INVALID_INPUT', 'a record shorter than its type');
  const type = content.readInt32LE(0);
  if (type === 0) return null;
  if (SHAPE_TYPES[type] === undefined) return fail('INVALID_INPUT', `shape type ${type}`);
  const heights = type > 10 && type < 20;
  const measures = type > 20 && type < 30;
  const withDrops = (parts: Partial<ParsedGeometry> & Pick<ParsedGeometry, 'kind'>) =>
    succeed<ParsedGeometry>({
      polygons: [],
      lines: [],
      points: new Float64Array(0),
      droppedZ: heights,
      droppedM: measures,
      srid: undefined,
      ...parts,
    });
  const base = type % 10;
  if (type === 31) return fail('INVALID_INPUT', 'MultiPatch');
  if (base === 1) {
    if (content.length < 20) return fail('INVALID_INPUT', 'a truncated point');
    const points = readVertices(content, 4, 1);
    return points === undefined ? notFinite() : withDrops({ kind: 'points', points });
  }
  if (content.length < 44) {
    return content.length < 40
      ? fail('INVALID_INPUT', 'a record shorter than its header')
      : withDrops({ kind: 'empty' });
  }
  const first = content.readInt32LE(36);
  if (base === 8) {
    if (first < 0 || 40 + first * 16 > content.length)
      return fail('INVALID_INPUT', `${first} points declared`);
    const points = readVertices(content, 40, first);
    return points === undefined ? notFinite() : withDrops({ kind: 'points', points });
  }
  const vertexCount = content.readInt32LE(40);
  const vertexStart = 44 + first * 4;
  if (first < 0 || vertexCount < 0 || vertexStart + vertexCount * 16 > content.length) {
    return fail('INVALID_INPUT', `${first} parts and ${vertexCount} vertices declared`);
  }
  const parts: Float64Array[] = [];
  for (let part = 0; part < first; part++) {
    const start = content.readInt32LE(44 + part * 4);
    const end = part + 1 < first ? content.readInt32LE(48 + part * 4) : vertexCount;
    if (start < 0 || end < start || end > vertexCount) {
      return fail('INVALID_INPUT', `part ${part} runs from vertex ${start} to ${end}`);
    }
    if (end === start) continue;
    const vertices = readVertices(content, vertexStart + start * 16, end - start);
    if (vertices === undefined) return notFinite();
    parts.push(vertices);
  }
  if (parts.length === 0) return withDrops({ kind: 'empty' });
  if (base === 3) return withDrops({ kind: 'lines', lines: parts });
  const polygons: MultiPolygon = assemblePolygons(parts);
  return withDrops({ kind: 'polygons', polygons });
}

function notFinite(): GeometryResult<never> {
  return fail('INVALID_INPUT', 'a coordinate is not a finite number');
}

/** Interleaved x, y; undefined where one is not finite or is the "no data" value. */
function readVertices(content: Buffer, offset: number, count: number): Float64Array | undefined {
  const out = new Float64Array(count * 2);
  let probe = 0;
  for (let i = 0; i < count * 2; i++) {
    const value = content.readDoubleLE(offset + i * 8);
    out[i] = value;
    probe += value * 0;
    if (value < NO_DATA) probe = Number.NaN;
  }
  return probe === 0 ? out : undefined;
}
