import { fail, type GeometryResult, succeed } from '../../../../shared/domain/geometry/geometryResult.ts';
import type { Polygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ParsedGeometry } from '../../../../shared/domain/geometry/parseWkb.ts';

const MAXIMUM_DEPTH = 32;

interface Parts {
  readonly polygons: Polygon[];
  readonly lines: Float64Array[];
  readonly points: number[];
  droppedZ: boolean;
}

class MalformedGeometry extends Error {}

/**
 * A GeoJSON geometry object (RFC 7946 §3.1) in our form: null for JSON null, INVALID_INPUT for anything that is no
 * geometry. Heights are dropped and said to be.
 */
export function parseGeoJsonGeometry(value: unknown): GeometryResult<ParsedGeometry> | null {
  if (value === null || value === undefined) return null;
  const parts: Parts = { polygons: [], lines: [], points: [], droppedZ: false };
  try {
    addGeometry(parts, value, 0);
  } catch (error) {
    if (error instanceof MalformedGeometry) return fail('INVALID_INPUT', error.message);
    throw error;
  }
  return succeed(toParsedGeometry(parts.polygons, parts.lines, parts.points, parts.droppedZ));
}

/** The common form of whatever parts were found. */
export function toParsedGeometry(
  polygons: readonly Polygon[],
  lines: readonly Float64Array[],
  points: readonly number[],
  droppedZ: boolean,
): ParsedGeometry {
  const kinds: ParsedGeometry['kind'][] = [];
  if (points.length > 0) kinds.push('points');
  if (lines.length > 0) kinds.push('lines');
  if (polygons.length > 0) kinds.push('polygons');
  return {
    kind: kinds.length > 1 ? 'mixed' : (kinds[0] ?? 'empty'),
    polygons,
    lines,
    points: Float64Array.from(points),
    droppedZ,
    droppedM: false,
    srid: undefined,
  };
}

function addGeometry(parts: Parts, value: unknown, depth: number): void {
  if (depth > MAXIMUM_DEPTH) throw new MalformedGeometry(`collections nested deeper than ${MAXIMUM_DEPTH}`);
  if (typeof value !== 'object' || value === null)
    throw new MalformedGeometry('a geometry that is no object');
  const { type, coordinates, geometries } = value as Record<string, unknown>;
  switch (type) {
    case 'Point':
      addPoint(parts, coordinates);
      return;
    case 'MultiPoint':
      for (const position of list(coordinates)) addPoint(parts, position);
      return;
    case 'LineString':
      addLine(parts, coordinates);
      return;
    case 'MultiLineString':
      for (const line of list(coordinates)) addLine(parts, line);
      return;
    case 'Polygon':
      addPolygon(parts, coordinates);
      return;
    case 'MultiPolygon':
      for (const polygon of list(coordinates)) addPolygon(parts, polygon);
      return;
    case 'GeometryCollection':
      for (const geometry of list(geometries)) addGeometry(parts, geometry, depth + 1);
      return;
    default:
      throw new MalformedGeometry(`geometry type ${String(type).slice(0, 40)}`);
  }
}

function addPoint(parts: Parts, value: unknown): void {
  const position = list(value);
  if (position.length === 0) return;
  const [x, y] = toPosition(parts, position);
  parts.points.push(x, y);
}

function addLine(parts: Parts, value: unknown): void {
  const line = toVertices(parts, value);
  if (line.length > 0) parts.lines.push(line);
}

function addPolygon(parts: Parts, value: unknown): void {
  const rings = list(value).map((ring) => toVertices(parts, ring));
  const [outer, ...holes] = rings;
  if (outer !== undefined && outer.length > 0) {
    parts.polygons.push([outer, ...holes.filter((hole) => hole.length > 0)]);
  }
}

function toVertices(parts: Parts, value: unknown): Float64Array {
  const positions = list(value);
  const out = new Float64Array(positions.length * 2);
  for (let i = 0; i < positions.length; i++) {
    const [x, y] = toPosition(parts, list(positions[i]));
    out[i * 2] = x;
    out[i * 2 + 1] = y;
  }
  return out;
}

function toPosition(parts: Parts, position: readonly unknown[]): [number, number] {
  const [x, y] = position;
  if (typeof x !== 'number' || typeof y !== 'number' || !Number.isFinite(x) || !Number.isFinite(y)) {
    throw new MalformedGeometry('a position that is not two finite numbers');
  }
  if (position.length > 2) parts.droppedZ = true;
  return [x, y];
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedGeometry('coordinates that are no array');
  return value;
}
