import type { AttributeValue } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { FieldColumn } from '../geopackage/featureTable.ts';
import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import { spatialIndexName } from '../geopackage/spatialIndex.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, joinSql, type SqlQuery, type SqlValue, sql } from '../sqlite/sql.ts';
import { getLayer, type StoredLayer } from './layers.ts';

export interface LayerFeature {
  readonly fid: number;
  /** In the project CRS; null for a feature without geometry. */
  readonly wkb: Uint8Array | null;
  readonly bounds: Bounds | null;
  /** By the source's field names, in source order; binary fields are left out. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

export interface FeatureSelection {
  /** Only features whose bounds meet these. */
  readonly bounds?: Bounds;
  /** Only these fields; default all. */
  readonly fields?: readonly string[];
  readonly fids?: readonly number[];
}

const rowsPerRead = 500;

/**
 * The features of a layer in fid order, read in pieces: the loop may write, and may be left at any moment.
 * Throws LAYER_NOT_FOUND.
 */
export function* iterateLayerFeatures(
  db: ReadableDatabase,
  layerId: string,
  selection: FeatureSelection = {},
): Generator<LayerFeature> {
  const layer = getLayer(db, layerId);
  const fields = layer.fields.filter(
    ({ name, type }) =>
      type !== 'binary' && (selection.fields === undefined || selection.fields.includes(name)),
  );
  const fids =
    selection.fids?.toSorted((a, b) => a - b) ??
    (selection.bounds && findFidsInBounds(db, layer, selection.bounds));
  for (const rows of fids === undefined ? readAll(db, layer, fields) : readByFid(db, layer, fields, fids)) {
    for (const row of rows) {
      const feature = rowToFeature(db, layer, fields, row);
      if (selection.bounds === undefined || meets(feature.bounds, selection.bounds)) yield feature;
    }
  }
}

function* readAll(db: ReadableDatabase, layer: StoredLayer, fields: readonly FieldColumn[]) {
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const rows = db.all<FeatureRow>(
      sql`${selectFrom(layer, fields)} WHERE fid > ${after} ORDER BY fid LIMIT ${rowsPerRead}`,
    );
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsPerRead) return;
    after = last.fid;
  }
}

function* readByFid(
  db: ReadableDatabase,
  layer: StoredLayer,
  fields: readonly FieldColumn[],
  fids: readonly number[],
) {
  const select = selectFrom(layer, fields);
  for (let start = 0; start < fids.length; start += rowsPerRead) {
    const wanted = JSON.stringify(fids.slice(start, start + rowsPerRead));
    yield db.all<FeatureRow>(
      sql`${select} WHERE fid IN (SELECT value FROM json_each(${wanted})) ORDER BY fid`,
    );
  }
}

function findFidsInBounds(db: ReadableDatabase, layer: StoredLayer, bounds: Bounds): number[] {
  const ids = db.column<number>(sql`
    SELECT id FROM ${identifier(spatialIndexName(layer.table))}
    WHERE minx <= ${bounds.maxX} AND maxx >= ${bounds.minX} AND miny <= ${bounds.maxY} AND maxy >= ${bounds.minY}`);
  return ids.sort((a, b) => a - b);
}

type FeatureRow = { readonly fid: number; readonly geom: Uint8Array | null } & Readonly<
  Record<string, SqlValue>
>;

/** Columns get names of ours, so that no field name can collide with another or with fid and geom. */
function selectFrom(layer: StoredLayer, fields: readonly FieldColumn[]): SqlQuery {
  const columns = fields.map(({ column }, i) => sql`${identifier(column)} AS ${identifier(`f${i}`)}`);
  return sql`SELECT ${joinSql([sql`fid`, sql`geom`, ...columns], ', ')} FROM ${identifier(layer.table)}`;
}

function rowToFeature(
  db: ReadableDatabase,
  layer: StoredLayer,
  fields: readonly FieldColumn[],
  row: FeatureRow,
): LayerFeature {
  const blob = row.geom === null ? null : readGeometryBlob(row.geom);
  if (blob === undefined) {
    throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: `${layer.table} fid ${row.fid}` });
  }
  return {
    fid: row.fid,
    wkb: blob?.wkb ?? null,
    bounds: blob?.bounds ?? null,
    attributes: Object.fromEntries(fields.map(({ name }, i) => [name, row[`f${i}`] as AttributeValue])),
  };
}

/** The R-tree keeps 32-bit numbers rounded outwards; the blob's own envelope is exact. */
function meets(bounds: Bounds | null, wanted: Bounds): boolean {
  return (
    bounds !== null &&
    bounds.minX <= wanted.maxX &&
    bounds.maxX >= wanted.minX &&
    bounds.minY <= wanted.maxY &&
    bounds.maxY >= wanted.minY
  );
}
