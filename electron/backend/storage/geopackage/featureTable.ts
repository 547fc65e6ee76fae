import { createHash } from 'node:crypto';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, quoteIdentifier, type SqlQuery, type SqlValue, sql } from '../sqlite/sql.ts';
import { writeGeometryBlob } from './geometryBlob.ts';
import { registerCoordinateSystem } from './initialiseGeoPackage.ts';
import { createSpatialIndexTriggers, dropSpatialIndexTriggers, spatialIndexName } from './spatialIndex.ts';
import { computeWkbBounds, promoteToMultiPolygon } from './wkbBounds.ts';

export type FieldType = 'text' | 'integer' | 'real' | 'date' | 'binary';
export type GeometryType = 'POINT' | 'LINESTRING' | 'POLYGON' | 'MULTIPOLYGON' | 'GEOMETRY';

export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
}

/** A field and the column that holds it: names that collide (with fid, geom, or in case only) get a suffix. */
export interface FieldColumn extends FieldDefinition {
  readonly column: string;
}

export interface FeatureTableDefinition {
  readonly table: string;
  readonly title: string;
  readonly crs: CoordinateSystem;
  readonly fields: readonly FieldDefinition[];
  readonly geometryType: GeometryType;
  readonly changedAtUtc: string;
}

export interface FeatureTable {
  readonly table: string;
  readonly srsId: number;
  readonly geometryType: GeometryType;
  readonly columns: readonly FieldColumn[];
}

export interface FeatureInput {
  /** Given where the source's row number has to be kept; otherwise 1, 2, 3 … */
  readonly fid?: number;
  /** Null for a feature without geometry. */
  readonly wkb: Uint8Array | null;
  /** Values in field order. */
  readonly attributes: readonly (string | number | null | Uint8Array)[];
}

export interface InsertedFeatures {
  readonly count: number;
  readonly bounds: Bounds | null;
}

const columnTypes: Readonly<Record<FieldType, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  date: 'DATE',
  binary: 'BLOB',
};

/** Creates an empty feature table with its R-tree and registers both (GeoPackage 1.3 §2.1, Annex F.3). */
export function createFeatureTable(db: WritableDatabase, definition: FeatureTableDefinition): FeatureTable {
  const { table, geometryType } = definition;
  const srsId = registerCoordinateSystem(db, definition.crs);
  const columns = nameColumns(definition.fields);
  const columnTexts = columns.map(({ column, type }) => `, ${quoteIdentifier(column)} ${columnTypes[type]}`);
  db.script(`
    CREATE TABLE ${quoteIdentifier(table)} (
      fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
      geom ${geometryType}${columnTexts.join('')}
    );
    CREATE VIRTUAL TABLE ${quoteIdentifier(spatialIndexName(table))} USING rtree(id, minx, maxx, miny, maxy);`);
  db.run(sql`
    INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
    VALUES (${table}, 'features', ${uniqueTitle(db, definition)}, '', ${definition.changedAtUtc}, ${srsId})`);
  db.run(sql`INSERT INTO gpkg_geometry_columns VALUES (${table}, 'geom', ${geometryType}, ${srsId}, 0, 0)`);
  db.run(sql`
    INSERT INTO gpkg_extensions VALUES (${table}, 'geom', 'gpkg_rtree_index',
      'http://www.geopackage.org/spec130/#extension_rtree', 'write-only')`);
  return { table, srsId, geometryType, columns };
}

/**
 * Fills a table made by createFeatureTable: rows, R-tree, extent, and last the standard triggers that keep
 * the index when another program edits. The triggers call functions our SQLite does not have, so a table is
 * filled once. WKB polygons become multipolygons where the table asks for those.
 */
export function insertFeatures(
  db: WritableDatabase,
  target: FeatureTable,
  features: Iterable<FeatureInput>,
): InsertedFeatures {
  const { table } = target;
  const inserted = insertRows(db, target, features, 0);
  if (inserted.bounds !== null) storeExtent(db, table, inserted.bounds);
  createSpatialIndexTriggers(db, table);
  return inserted;
}

/** What a table tells of its contents. */
export interface FeatureContents {
  readonly title: string;
  readonly changedAtUtc: string;
}

/**
 * Replaces the rows of a filled table that meet a condition by new ones, which come after all others, and tells the
 * table's contents anew. Its extent grows where the new ones reach further; it never shrinks.
 */
export function replaceFeatures(
  db: WritableDatabase,
  table: string,
  condition: SqlQuery,
  features: Iterable<FeatureInput>,
  contents: FeatureContents,
): void {
  replaceRows(
    db,
    { table, condition, contents },
    (target, afterFid) => insertRows(db, target, features, afterFid).bounds,
  );
}

/** As replaceFeatures; `fill` puts rows into table and index, with numbers after `afterFid`, and tells their bounds. */
export function replaceRows(
  db: WritableDatabase,
  { table, condition, contents }: { table: string; condition: SqlQuery; contents: FeatureContents },
  fill: (target: FeatureTable, afterFid: number) => Bounds | null,
): void {
  const target = readFeatureTable(db, table);
  const rows = identifier(table);
  dropSpatialIndexTriggers(db, table);
  db.run(sql`
    DELETE FROM ${identifier(spatialIndexName(table))} WHERE id IN (SELECT fid FROM ${rows} WHERE ${condition})`);
  db.run(sql`DELETE FROM ${rows} WHERE ${condition}`);
  const last = db.value<number | null>(sql`SELECT max(fid) FROM ${rows}`) ?? 0;
  const bounds = fill(target, last);
  const before = db.get<Bounds>(sql`
    SELECT min_x AS minX, min_y AS minY, max_x AS maxX, max_y AS maxY FROM gpkg_contents
    WHERE table_name = ${table} AND min_x IS NOT NULL`);
  if (bounds !== null) storeExtent(db, table, before === undefined ? bounds : unite(before, bounds));
  const identified = uniqueTitle(db, { title: contents.title, table });
  db.run(sql`
    UPDATE gpkg_contents SET identifier = ${identified}, last_change = ${contents.changedAtUtc}
    WHERE table_name = ${table}`);
  createSpatialIndexTriggers(db, table);
}

/** A table made by createFeatureTable, as it is registered; the types of its fields are not looked up. */
function readFeatureTable(db: ReadableDatabase, table: string): FeatureTable {
  const registered = db.get<{ srs_id: number; geometry_type_name: string }>(
    sql`SELECT srs_id, geometry_type_name FROM gpkg_geometry_columns WHERE table_name = ${table}`,
  );
  if (registered === undefined) throw new Error(`${table} is not a feature table`);
  const names = db.column<string>(
    sql`SELECT name FROM pragma_table_info(${table}) WHERE name NOT IN ('fid', 'geom') ORDER BY cid`,
  );
  return {
    ...{ table, srsId: registered.srs_id, geometryType: registered.geometry_type_name as GeometryType },
    columns: names.map((name) => ({ name, column: name, type: 'text' })),
  };
}

/** Tells how far the table's features reach. */
export function storeExtent(db: WritableDatabase, table: string, { minX, minY, maxX, maxY }: Bounds): void {
  db.run(sql`
    UPDATE gpkg_contents SET min_x = ${minX}, min_y = ${minY}, max_x = ${maxX}, max_y = ${maxY}
    WHERE table_name = ${table}`);
}

/** Rows and R-tree; numbers follow on `afterFid`. */
function insertRows(
  db: WritableDatabase,
  target: FeatureTable,
  features: Iterable<FeatureInput>,
  afterFid: number,
): InsertedFeatures {
  const { table, columns, srsId } = target;
  const names = ['fid', 'geom', ...columns.map(({ column }) => quoteIdentifier(column))];
  const insertRow = db.prepareRun(
    `INSERT INTO ${quoteIdentifier(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  const insertIndex = db.prepareRun(
    `INSERT INTO ${quoteIdentifier(spatialIndexName(table))} VALUES (?, ?, ?, ?, ?)`,
  );
  let count = 0;
  let lastFid = afterFid;
  let extent: Bounds | null = null;
  for (const feature of features) {
    const fid = feature.fid ?? lastFid + 1;
    lastFid = Math.max(lastFid, fid);
    const wkb =
      feature.wkb !== null && target.geometryType === 'MULTIPOLYGON'
        ? promoteToMultiPolygon(feature.wkb)
        : feature.wkb;
    const bounds = wkb === null ? null : computeWkbBounds(wkb);
    const blob = wkb === null ? null : writeGeometryBlob(srsId, wkb, bounds);
    insertRow([fid, blob, ...columns.map((_, i) => toStoredValue(feature.attributes[i] ?? null))]);
    if (bounds !== null) {
      insertIndex([fid, bounds.minX, bounds.maxX, bounds.minY, bounds.maxY]);
      extent = extent === null ? bounds : unite(extent, bounds);
    }
    count++;
  }
  return { count, bounds: extent };
}

/** SHA-256 over fid, geometry blob and attributes of every stored row in fid order: any change to the data changes it. */
export function hashFeatureTable(
  db: ReadableDatabase,
  table: string,
  columnNames: readonly string[],
): { count: number; contentSha256: string } {
  const names = ['fid', 'geom', ...columnNames].map(quoteIdentifier);
  const hash = createContentHash();
  let count = 0;
  const text = `SELECT ${names.map((name, i) => `${name} AS c${i}`).join(', ')} FROM ${quoteIdentifier(table)} ORDER BY fid`;
  for (const row of db.iterate<Record<string, SqlValue>>({ text, values: [] })) {
    const [fid, blob, ...values] = Object.values(row);
    hash.add(fid as number, blob as Uint8Array | null, values);
    count++;
  }
  return { count, contentSha256: hash.digest() };
}

/** Removes a feature table, its index and its registration. */
export function dropFeatureTable(db: WritableDatabase, table: string): void {
  db.run(sql`DELETE FROM gpkg_extensions WHERE table_name = ${table}`);
  db.run(sql`DELETE FROM gpkg_geometry_columns WHERE table_name = ${table}`);
  db.run(sql`DELETE FROM gpkg_contents WHERE table_name = ${table}`);
  db.script(`DROP TABLE ${quoteIdentifier(spatialIndexName(table))}; DROP TABLE ${quoteIdentifier(table)};`);
}

/** gpkg_contents wants a title only once; two layers of one name are told apart by their table. */
function uniqueTitle(
  db: WritableDatabase,
  { title, table }: Pick<FeatureTableDefinition, 'title' | 'table'>,
): string {
  const taken =
    db.value(sql`SELECT 1 FROM gpkg_contents WHERE identifier = ${title} AND table_name <> ${table}`) !==
    undefined;
  return taken ? `${title} (${table})` : title;
}

function nameColumns(fields: readonly FieldDefinition[]): FieldColumn[] {
  const taken = new Set(['fid', 'geom']);
  return fields.map((field) => {
    const base = field.name === '' ? 'field' : field.name.replaceAll('\0', '');
    let column = base;
    for (let suffix = 2; taken.has(column.toLowerCase()); suffix++) column = `${base}_${suffix}`;
    taken.add(column.toLowerCase());
    return { ...field, column };
  });
}

/** SQLite would store NaN as NULL anyway; infinity is no value a source can mean either. */
function toStoredValue(value: string | number | null | Uint8Array): SqlValue {
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

function createContentHash() {
  const hash = createHash('sha256');
  const scratch = new DataView(new ArrayBuffer(9));
  const addNumber = (tag: number, value: number) => {
    scratch.setUint8(0, tag);
    scratch.setFloat64(1, value, true);
    hash.update(new Uint8Array(scratch.buffer));
  };
  const addBytes = (tag: number, bytes: Uint8Array) => {
    addNumber(tag, bytes.length);
    hash.update(bytes);
  };
  const addValue = (value: SqlValue) => {
    if (value === null) addNumber(0, 0);
    else if (typeof value === 'string') addBytes(2, Buffer.from(value, 'utf8'));
    else if (value instanceof Uint8Array) addBytes(3, value);
    // -0 and 0 are one number in SQLite
    else addNumber(1, Number(value) + 0);
  };
  return {
    add(fid: number, blob: Uint8Array | null, values: readonly SqlValue[]) {
      addValue(fid);
      addValue(blob);
      for (const value of values) addValue(value);
    },
    digest: () => hash.digest('hex'),
  };
}

function unite(a: Bounds, b: Bounds): Bounds {
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}
