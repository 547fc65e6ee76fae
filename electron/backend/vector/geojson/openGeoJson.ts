import { AppError } from '../../../../shared/errors/AppError.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import type { OpenOptions } from '../shapefile/openShapefile.ts';
import { FileWindow } from '../source/FileWindow.ts';
import type {
  DeclaredCrs,
  SourceFeature,
  SourceField,
  SourceLayer,
  VectorSource,
} from '../source/VectorSource.ts';
import { JsonScanner, JsonSyntaxError } from './JsonScanner.ts';
import { PropertySurvey, parseJsonExactly, toFieldValues } from './PropertySurvey.ts';
import { parseGeoJsonGeometry } from './parseGeoJsonGeometry.ts';
import { readTopoJson } from './readTopoJson.ts';

const GEOMETRY_TYPES: ReadonlySet<string> = new Set([
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
]);

/** Members kept while looking for `features`; anything else at the top is passed over. */
const KEPT_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'crs',
  'name',
  'geometry',
  'properties',
  'coordinates',
  'geometries',
  'objects',
  'arcs',
  'transform',
]);

/**
 * Opens GeoJSON (a FeatureCollection, a Feature or a bare geometry) or TopoJSON from its private copy. A collection is
 * streamed twice, once for fields and counts, once for the features; nothing is held whole. Read by our own code and
 * not by GDAL, whose reader turns ids of 17 digits and more into rounded numbers.
 * Throws DATASET_UNRECOGNISED with the byte at which the text stops being GeoJSON.
 */
export function openGeoJson(path: string, options: OpenOptions): VectorSource {
  const file = new FileWindow(path);
  const refuse = (detail: string): never => {
    throw new AppError('DATASET_UNRECOGNISED', { file: options.shownFile, detail });
  };
  const guarded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (error instanceof JsonSyntaxError)
        return refuse(datasetDetails.badJson(error.offset, error.message));
      if (error instanceof SyntaxError) return refuse(datasetDetails.badJson(0, error.message));
      throw error;
    }
  };
  try {
    return guarded(() => {
      const top = readTop(file);
      if (top.members.type === 'Topology') {
        file.close();
        return readTopoJson(top.members, options.layerName) ?? refuse(datasetDetails.badJson(0, 'Topology'));
      }
      if (!top.collection && !isFeature(top.members) && !isGeometry(top.members)) {
        return refuse(datasetDetails.notGeoJson);
      }
      if (top.members.type === 'FeatureCollection' && !top.collection) {
        return refuse(datasetDetails.notGeoJson);
      }
      const records = () => (top.collection ? iterateCollection(file) : [top.members]);
      const layer = guarded(() => survey(records(), top, options.layerName));
      return {
        driver: 'GeoJSON',
        layers: [layer],
        *readFeatures() {
          yield* toFeatures(records(), layer.fields);
        },
        close: () => file.close(),
      };
    });
  } catch (error) {
    file.close();
    throw error;
  }
}

interface Top {
  readonly members: Record<string, unknown>;
  /** True where there is a `features` array. */
  readonly collection: boolean;
}

function readTop(file: FileWindow): Top {
  const members: Record<string, unknown> = {};
  let collection = false;
  walkTop(file, (name, scanner) => {
    if (name === 'features' && scanner.peek() === 0x5b) {
      collection = true;
      // the elements are read one by one later; here only the brackets are passed
      for (const _element of iterateArray(scanner));
      return true;
    }
    const text = scanner.takeValue();
    const value = parseJsonExactly(text);
    if (KEPT_MEMBERS.has(name)) members[name] = value;
    return true;
  });
  return { members, collection };
}

function* iterateCollection(file: FileWindow): Iterable<unknown> {
  // a generator cannot yield from inside a callback, so the walk stops at the array and goes on from there
  let found: JsonScanner | undefined;
  walkTop(file, (name, scanner) => {
    if (name === 'features' && scanner.peek() === 0x5b) {
      found = scanner;
      return false;
    }
    scanner.takeValue();
    return true;
  });
  if (found === undefined) return;
  for (const text of iterateArray(found)) yield parseJsonExactly(text);
}

/** Calls `visit` at each member of the top object; it takes the value and says whether to go on. */
function walkTop(file: FileWindow, visit: (name: string, scanner: JsonScanner) => boolean): void {
  const scanner = new JsonScanner(file);
  scanner.expect('{');
  if (!scanner.take('}')) {
    do {
      if (scanner.peek() !== 0x22) scanner.expect('"');
      const name = String(JSON.parse(scanner.takeValue()));
      scanner.expect(':');
      if (!visit(name, scanner)) return;
    } while (scanner.take(','));
    scanner.expect('}');
  }
  if (scanner.peek() !== -1) throw new JsonSyntaxError('text after the end', scanner.offset);
}

function* iterateArray(scanner: JsonScanner): Iterable<string> {
  scanner.expect('[');
  if (scanner.take(']')) return;
  do {
    yield scanner.takeValue();
  } while (scanner.take(','));
  scanner.expect(']');
}

function survey(records: Iterable<unknown>, top: Top, layerName: string): SourceLayer {
  const properties = new PropertySurvey();
  const types = new Set<string>();
  let features = 0;
  for (const record of records) {
    features++;
    const { geometry, attributes } = splitRecord(record);
    properties.add(attributes);
    const type = (geometry as { type?: unknown } | null | undefined)?.type;
    if (typeof type === 'string' && GEOMETRY_TYPES.has(type)) types.add(type.replace(/^Multi/, ''));
  }
  const { name } = top.members;
  return {
    name: typeof name === 'string' && name !== '' ? name : layerName,
    features,
    geometryType: types.size === 1 ? ([...types][0] as string) : types.size === 0 ? 'None' : 'Mixed',
    fields: properties.fields(),
    crs: declaredCrs(top.members.crs),
    bounds: null,
    encoding: 'utf-8',
    encodingFrom: 'format',
    findings: [],
  };
}

function* toFeatures(records: Iterable<unknown>, fields: readonly SourceField[]): Iterable<SourceFeature> {
  let index = 0;
  for (const record of records) {
    const { geometry, attributes } = splitRecord(record);
    yield {
      index: index++,
      geometry: parseGeoJsonGeometry(geometry),
      values: toFieldValues(attributes, fields),
    };
  }
}

/** A Feature's own `id` becomes a field of that name where its properties have none. */
function splitRecord(record: unknown): { geometry: unknown; attributes: unknown } {
  if (typeof record !== 'object' || record === null) return { geometry: null, attributes: null };
  const members = record as Record<string, unknown>;
  if (!isFeature(members)) return { geometry: isGeometry(members) ? members : null, attributes: null };
  const { geometry, properties, id } = members;
  const attributes = typeof properties === 'object' && properties !== null ? properties : {};
  return {
    geometry,
    attributes: id === undefined || Object.hasOwn(attributes, 'id') ? attributes : { id, ...attributes },
  };
}

function isFeature(members: Record<string, unknown>): boolean {
  return members.type === 'Feature';
}

function isGeometry(members: Record<string, unknown>): boolean {
  return typeof members.type === 'string' && GEOMETRY_TYPES.has(members.type);
}

/** RFC 7946 §4: WGS 84 longitude and latitude, unless the `crs` member of the 2008 format says otherwise. */
function declaredCrs(member: unknown): DeclaredCrs[] {
  if (member === undefined) return [{ kind: 'code', text: 'OGC:CRS84' }];
  const name = (member as { properties?: { name?: unknown } } | null)?.properties?.name;
  return typeof name === 'string' ? [{ kind: 'code', text: name }] : [{ kind: 'missing' }];
}
