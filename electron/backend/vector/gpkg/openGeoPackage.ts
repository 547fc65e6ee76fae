import { fail, type GeometryResult, succeed } from '../../../../shared/domain/geometry/geometryResult.ts';
import { type ParsedGeometry, parseWkb } from '../../../../shared/domain/geometry/parseWkb.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import {
  ForeignDatabase,
  ForeignDatabaseError,
  type ForeignLayer,
  type ForeignValue,
} from '../../storage/geopackage/ForeignDatabase.ts';
import { readGeometryBlob } from '../../storage/geopackage/geometryBlob.ts';
import type { OpenOptions } from '../shapefile/openShapefile.ts';
import type {
  DeclaredCrs,
  FieldType,
  SourceFeature,
  SourceLayer,
  SourceValue,
  VectorSource,
} from '../source/VectorSource.ts';

/**
 * Opens a GeoPackage from its private copy: base tables only, read by SQLite itself.
 * Throws DATASET_UNRECOGNISED for a damaged file and for one without a feature table we may read.
 */
export function openGeoPackage(path: string, options: OpenOptions): VectorSource {
  const guarded = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ForeignDatabaseError)) throw error;
      throw new AppError(
        'DATASET_UNRECOGNISED',
        { file: options.shownFile, detail: datasetDetails.damagedDatabase(error.message) },
        { cause: error },
      );
    }
  };
  const database = guarded(() => new ForeignDatabase(path));
  if (database.layers.length === 0) {
    database.close();
    throw new AppError('DATASET_UNRECOGNISED', {
      file: options.shownFile,
      detail: datasetDetails.noFeatureTables,
    });
  }
  const layers = database.layers.map((layer) => toSourceLayer(layer, database.refusedViews));
  return {
    driver: 'GPKG',
    layers,
    *readFeatures(name): Iterable<SourceFeature> {
      const position = layers.findIndex((layer) => layer.name === name);
      const layer = database.layers[position];
      const fields = layers[position]?.fields ?? [];
      if (layer === undefined) return;
      let index = 0;
      const rows = database.readRows(layer)[Symbol.iterator]();
      for (;;) {
        const next = guarded(() => rows.next());
        if (next.done) return;
        const [blob, ...values] = next.value;
        yield {
          index: index++,
          geometry: toGeometry(blob ?? null),
          values: values.map((value, i) => toValue(value, fields[i]?.type ?? 'text')),
        };
      }
    },
    close: () => database.close(),
  };
}

function toSourceLayer(layer: ForeignLayer, refusedViews: readonly string[]): SourceLayer {
  const [minX, minY, maxX, maxY] = layer.bounds ?? [];
  return {
    name: layer.table,
    features: layer.rows,
    geometryType: layer.geometryType,
    fields: layer.columns.map(({ name, declaredType }) => ({
      name,
      type: layer.wideIntegerColumns.has(name) ? 'text' : toFieldType(declaredType),
    })),
    crs: declaredCrs(layer),
    bounds:
      minX === undefined || minY === undefined || maxX === undefined || maxY === undefined
        ? null
        : { minX, minY, maxX, maxY },
    encoding: 'utf-8',
    encodingFrom: 'format',
    findings:
      refusedViews.length === 0
        ? []
        : [{ code: 'LAYER_IS_VIEW', count: refusedViews.length, examples: refusedViews.slice(0, 5) }],
  };
}

function declaredCrs({ srs }: ForeignLayer): DeclaredCrs[] {
  const declared: DeclaredCrs[] = [];
  if (srs.code !== null) declared.push({ kind: 'code', text: srs.code });
  if (srs.definition !== null) declared.push({ kind: 'wkt', text: srs.definition });
  return declared.length === 0 ? [{ kind: 'missing' }] : declared;
}

/** GeoPackage 1.3 §1.1.1.1.3, table 1. */
function toFieldType(declared: string): FieldType {
  if (/INT|BOOLEAN/.test(declared)) return 'integer';
  if (/FLOAT|DOUBLE|REAL|NUMERIC|DECIMAL/.test(declared)) return 'real';
  if (/^DATE/.test(declared)) return 'date';
  return /BLOB/.test(declared) ? 'binary' : 'text';
}

function toValue(value: ForeignValue, type: FieldType): SourceValue {
  if (typeof value === 'bigint') {
    return type === 'text' || !Number.isSafeInteger(Number(value)) ? value.toString() : Number(value);
  }
  return typeof value === 'number' && type === 'text' ? String(value) : value;
}

function toGeometry(blob: ForeignValue): GeometryResult<ParsedGeometry> | null {
  if (blob === null) return null;
  const parsed = blob instanceof Uint8Array ? readGeometryBlob(blob) : undefined;
  if (parsed === undefined) return fail('INVALID_INPUT', 'not a GeoPackage geometry');
  const geometry = parseWkb(parsed.wkb);
  // an empty geometry may carry no WKB worth reading
  return geometry.ok || !parsed.empty ? geometry : succeed(emptyGeometry);
}

const emptyGeometry: ParsedGeometry = {
  kind: 'empty',
  polygons: [],
  lines: [],
  points: new Float64Array(0),
  droppedZ: false,
  droppedM: false,
  srid: undefined,
};
