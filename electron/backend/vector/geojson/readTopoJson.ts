import { fail, type GeometryResult, succeed } from '../../../../shared/domain/geometry/geometryResult.ts';
import type { Polygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ParsedGeometry } from '../../../../shared/domain/geometry/parseWkb.ts';
import type { SourceFeature, SourceLayer, VectorSource } from '../source/VectorSource.ts';
import { PropertySurvey, toFieldValues } from './PropertySurvey.ts';
import { toParsedGeometry } from './parseGeoJsonGeometry.ts';

type Members = Record<string, unknown>;

class MalformedTopology extends Error {}

/**
 * A TopoJSON topology (Topology specification 1.0) as one layer per object; undefined where it is none. Positions are
 * rebuilt in the order in which the format defines them, so shared borders stay identical bit for bit.
 */
export function readTopoJson(members: Members, fallbackName: string): VectorSource | undefined {
  const { arcs, objects, transform } = members;
  if (!Array.isArray(arcs) || typeof objects !== 'object' || objects === null) return undefined;
  const toPosition = createPosition(transform);
  const decoded = arcs.map((arc) => decodeArc(arc, toPosition, transform !== undefined));
  if (decoded.includes(undefined)) return undefined;
  const lines = decoded as Float64Array[];
  const records = new Map<string, Members[]>();
  for (const [name, object] of Object.entries(objects as Members)) {
    const { type, geometries } = object as Members;
    const list = type === 'GeometryCollection' && Array.isArray(geometries) ? geometries : [object];
    records.set(name === '' ? fallbackName : name, list as Members[]);
  }
  const layers = [...records].map(([name, list]) => describeLayer(name, list));
  return {
    driver: 'TopoJSON',
    layers,
    *readFeatures(layerName): Iterable<SourceFeature> {
      const fields = layers.find(({ name }) => name === layerName)?.fields ?? [];
      for (const [index, record] of (records.get(layerName) ?? []).entries()) {
        yield {
          index,
          geometry: toGeometry(record, lines, toPosition),
          values: toFieldValues(attributesOf(record), fields),
        };
      }
    },
    close: () => records.clear(),
  };
}

function describeLayer(name: string, records: readonly Members[]): SourceLayer {
  const properties = new PropertySurvey();
  const types = new Set<string>();
  for (const record of records) {
    properties.add(attributesOf(record));
    if (typeof record.type === 'string') types.add(record.type.replace(/^Multi/, ''));
  }
  return {
    name,
    features: records.length,
    geometryType: types.size === 1 ? ([...types][0] as string) : 'Mixed',
    fields: properties.fields(),
    crs: [{ kind: 'code', text: 'OGC:CRS84' }],
    bounds: null,
    encoding: 'utf-8',
    encodingFrom: 'format',
    findings: [],
  };
}

function attributesOf({ id, properties }: Members): Members {
  const attributes = typeof properties === 'object' && properties !== null ? (properties as Members) : {};
  return id === undefined || Object.hasOwn(attributes, 'id') ? attributes : { id, ...attributes };
}

type ToPosition = (x: number, y: number) => readonly [number, number];

function createPosition(transform: unknown): ToPosition {
  if (typeof transform !== 'object' || transform === null) return (x, y) => [x, y];
  const { scale, translate } = transform as { scale?: number[]; translate?: number[] };
  const [scaleX = 1, scaleY = 1] = scale ?? [];
  const [translateX = 0, translateY = 0] = translate ?? [];
  return (x, y) => [x * scaleX + translateX, y * scaleY + translateY];
}

/** Quantised arcs are differences from position to position. */
function decodeArc(arc: unknown, toPosition: ToPosition, quantised: boolean): Float64Array | undefined {
  if (!Array.isArray(arc)) return undefined;
  const out = new Float64Array(arc.length * 2);
  let x = 0;
  let y = 0;
  for (let i = 0; i < arc.length; i++) {
    const [dx, dy] = arc[i] as [unknown, unknown];
    if (typeof dx !== 'number' || typeof dy !== 'number') return undefined;
    x = quantised ? x + dx : dx;
    y = quantised ? y + dy : dy;
    const position = toPosition(x, y);
    out[i * 2] = position[0];
    out[i * 2 + 1] = position[1];
  }
  return out;
}

function toGeometry(
  record: Members,
  arcs: readonly Float64Array[],
  toPosition: ToPosition,
): GeometryResult<ParsedGeometry> | null {
  if (record.type === null || record.type === undefined) return null;
  const polygons: Polygon[] = [];
  const lines: Float64Array[] = [];
  const points: number[] = [];
  const add = (geometry: Members, depth: number): void => {
    if (depth > 32) throw new MalformedTopology('collections nested deeper than 32');
    const indexes = geometry.arcs;
    switch (geometry.type) {
      case 'Point':
        points.push(...positionOf(geometry.coordinates, toPosition));
        return;
      case 'MultiPoint':
        for (const position of list(geometry.coordinates)) points.push(...positionOf(position, toPosition));
        return;
      case 'LineString':
        lines.push(joinArcs(indexes, arcs));
        return;
      case 'MultiLineString':
        for (const line of list(indexes)) lines.push(joinArcs(line, arcs));
        return;
      case 'Polygon':
        polygons.push(list(indexes).map((ring) => joinArcs(ring, arcs)));
        return;
      case 'MultiPolygon':
        for (const polygon of list(indexes)) polygons.push(list(polygon).map((ring) => joinArcs(ring, arcs)));
        return;
      case 'GeometryCollection':
        for (const member of list(geometry.geometries)) add(member as Members, depth + 1);
        return;
      default:
        throw new MalformedTopology(`geometry type ${String(geometry.type).slice(0, 40)}`);
    }
  };
  try {
    add(record, 0);
  } catch (error) {
    if (error instanceof MalformedTopology) return fail('INVALID_INPUT', error.message);
    throw error;
  }
  return succeed(
    toParsedGeometry(
      polygons.filter((rings) => rings.length > 0),
      lines,
      points,
      false,
    ),
  );
}

/** Arcs end to end; ~i is arc i backwards. The first position of each arc repeats the last of the one before. */
function joinArcs(value: unknown, arcs: readonly Float64Array[]): Float64Array {
  const pieces = list(value).map((index) => {
    const arc = typeof index === 'number' ? arcs[index < 0 ? ~index : index] : undefined;
    if (arc === undefined) throw new MalformedTopology('an arc that is not there');
    return (index as number) < 0 ? reversed(arc) : arc;
  });
  const length = pieces.reduce((sum, piece, i) => sum + piece.length - (i > 0 ? 2 : 0), 0);
  const out = new Float64Array(Math.max(0, length));
  let offset = 0;
  for (const [i, piece] of pieces.entries()) {
    const part = i > 0 ? piece.subarray(2) : piece;
    out.set(part, offset);
    offset += part.length;
  }
  return out;
}

function reversed(arc: Float64Array): Float64Array {
  const out = new Float64Array(arc.length);
  for (let i = 0; i < arc.length; i += 2) {
    out[i] = arc[arc.length - 2 - i] as number;
    out[i + 1] = arc[arc.length - 1 - i] as number;
  }
  return out;
}

function positionOf(value: unknown, toPosition: ToPosition): readonly [number, number] {
  const [x, y] = list(value);
  if (typeof x !== 'number' || typeof y !== 'number') throw new MalformedTopology('a position of no numbers');
  return toPosition(x, y);
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new MalformedTopology('an array is missing');
  return value;
}
