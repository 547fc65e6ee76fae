import type { ImportProblem, RepairedFeature } from '../../../../shared/contract/records/importRecords.ts';
import type { LayerSummary } from '../../../../shared/contract/records/projectRecords.ts';
import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { LayerRole } from '../../../../shared/domain/eligibility/ruleSet.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import {
  createFeatureTable,
  dropFeatureTable,
  type FeatureInput,
  type FieldColumn,
  type FieldDefinition,
  type FieldType,
  hashFeatureTable,
  insertFeatures,
} from '../geopackage/featureTable.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** A layer to import; everything but the features. */
export interface NewLayer {
  readonly name: string;
  readonly role: LayerRole;
  readonly rule: string | null;
  /** Code of the source's coordinate system; the features are already in the project's. */
  readonly crs: string;
  readonly crsFrom: 'file' | 'user';
  readonly encoding: string;
  readonly encodingFrom: 'file' | 'guess' | 'user' | 'format';
  readonly sourceFile: string;
  readonly sourceLayer: string;
  readonly sourceSha256: string;
  readonly fields: readonly FieldDefinition[];
}

/** A layer as it is kept. */
export interface StoredLayer extends LayerSummary {
  readonly table: string;
  readonly crsFrom: string;
  readonly encoding: string;
  readonly encodingFrom: string;
  readonly sourceLayer: string;
  /** SHA-256 over the stored rows: a run made with another hash is stale. */
  readonly contentSha256: string;
  readonly fields: readonly FieldColumn[];
}

export interface ImportFindings {
  readonly repaired: readonly RepairedFeature[];
  readonly skipped: readonly { readonly index: number; readonly why: string }[];
}

/**
 * Stores a layer: table `layer_<id>` with R-tree and registration, its fields and its row in `layers`.
 * Call it inside runCommand; geometry is WKB in the project CRS, polygons or multipolygons.
 */
export function insertLayer(
  db: WritableDatabase,
  crs: CoordinateSystem,
  layer: NewLayer,
  features: Iterable<FeatureInput>,
  importedAtUtc: string,
): StoredLayer {
  // the row first, for its id; counts and hashes are known at the end
  const { lastInsertRowid: layerId } = db.run(sql`
    INSERT INTO layers (name, role, rule, table_name, crs, crs_from, encoding, encoding_from, source_file,
      source_layer, source_sha256, content_sha256, feature_count, imported_at_utc)
    VALUES (${layer.name}, ${layer.role}, ${layer.rule}, '', ${layer.crs}, ${layer.crsFrom}, ${layer.encoding},
      ${layer.encodingFrom}, ${layer.sourceFile}, ${layer.sourceLayer}, ${layer.sourceSha256}, '', 0,
      ${importedAtUtc})`);
  const table = `layer_${layerId}`;
  const target = createFeatureTable(db, {
    table,
    title: layer.name,
    crs,
    fields: layer.fields,
    geometryType: 'MULTIPOLYGON',
    changedAtUtc: importedAtUtc,
  });
  const { bounds } = insertFeatures(db, target, features);
  const insertField = db.prepareRun(
    'INSERT INTO layer_fields (layer_id, position, name, column_name, type) VALUES (?, ?, ?, ?, ?)',
  );
  target.columns.forEach(({ name, column, type }, position) => {
    insertField([layerId, position, name, column, type]);
  });
  const content = hashFeatureTable(
    db,
    table,
    target.columns.map(({ column }) => column),
  );
  db.run(sql`
    UPDATE layers SET table_name = ${table}, content_sha256 = ${content.contentSha256},
      feature_count = ${content.count}, min_x = ${bounds?.minX ?? null}, min_y = ${bounds?.minY ?? null},
      max_x = ${bounds?.maxX ?? null}, max_y = ${bounds?.maxY ?? null}
    WHERE layer_id = ${layerId}`);
  return getLayer(db, String(layerId));
}

/** What the import repaired or left out, kept with the layer. */
export function insertImportFindings(db: WritableDatabase, layerId: string, findings: ImportFindings): void {
  const insert = db.prepareRun(
    `INSERT INTO import_findings (layer_id, kind, feature_index, why, area_before, area_after)
     VALUES (?, ?, ?, ?, ?, ?)`,
  );
  for (const { index, why, areaBefore, areaAfter } of findings.repaired) {
    insert([Number(layerId), 'repaired', index, why, areaBefore, areaAfter]);
  }
  for (const { index, why } of findings.skipped) insert([Number(layerId), 'skipped', index, why, null, null]);
}

/** What imports repaired or left out, layer by layer in the order of import, skipped features first. */
export function listImportProblems(db: ReadableDatabase): ImportProblem[] {
  return db.all<ImportProblem>(sql`
    SELECT CAST(layer_id AS TEXT) AS layerId, name AS layerName, feature_index AS "index", kind, why,
      area_before AS areaBefore, area_after AS areaAfter
    FROM import_findings JOIN layers USING (layer_id) ORDER BY layer_id, kind DESC, feature_index`);
}

/** All layers in the order of their import. */
export function listLayers(db: ReadableDatabase): StoredLayer[] {
  return db
    .all<LayerRow>(sql`SELECT * FROM layers ORDER BY layer_id`)
    .map((row) => rowToLayer(row, readFields(db, row.layer_id)));
}

/** Throws LAYER_NOT_FOUND. */
export function getLayer(db: ReadableDatabase, layerId: string): StoredLayer {
  const row = db.get<LayerRow>(sql`SELECT * FROM layers WHERE layer_id = ${Number(layerId)}`);
  if (row === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: layerId });
  return rowToLayer(row, readFields(db, row.layer_id));
}

/**
 * Removes a layer, its table and, for plots, the plots and their verdicts: one command, which names the plots
 * that went with it. Throws LAYER_NOT_FOUND.
 */
export function removeLayer(project: CommandTarget, layerId: string, by: string): void {
  const db = project.database;
  const layer = getLayer(db, layerId);
  const id = Number(layerId);
  const range = db.get<{ first: number | null; last: number | null }>(
    sql`SELECT min(plot_id) AS first, max(plot_id) AS last FROM plots WHERE layer_id = ${id}`,
  );
  const plotIds = range?.first == null || range.last === null ? null : [range.first, range.last];
  const command: Command = {
    kind: 'layer.remove',
    target: `layer:${layerId}`,
    by,
    oldValue: {
      name: layer.name,
      role: layer.role,
      rule: layer.rule,
      features: layer.features,
      sourceSha256: layer.sourceSha256,
      contentSha256: layer.contentSha256,
      plotIds,
    },
    newValue: null,
  };
  runCommand(project, command, () => {
    db.run(sql`DELETE FROM plots WHERE layer_id = ${id}`);
    dropFeatureTable(db, layer.table);
    db.run(sql`DELETE FROM layers WHERE layer_id = ${id}`);
  });
}

interface LayerRow {
  readonly layer_id: number;
  readonly name: string;
  readonly role: string;
  readonly rule: string | null;
  readonly table_name: string;
  readonly crs: string;
  readonly crs_from: string;
  readonly encoding: string;
  readonly encoding_from: string;
  readonly source_file: string;
  readonly source_layer: string;
  readonly source_sha256: string;
  readonly content_sha256: string;
  readonly feature_count: number;
  readonly min_x: number | null;
  readonly min_y: number | null;
  readonly max_x: number | null;
  readonly max_y: number | null;
  readonly imported_at_utc: string;
}

function rowToLayer(row: LayerRow, fields: readonly FieldColumn[]): StoredLayer {
  const { min_x: minX, min_y: minY, max_x: maxX, max_y: maxY } = row;
  return {
    id: String(row.layer_id),
    name: row.name,
    role: row.role as LayerRole,
    rule: row.rule,
    features: row.feature_count,
    crs: row.crs,
    sourceFile: row.source_file,
    sourceSha256: row.source_sha256,
    bounds:
      minX === null || minY === null || maxX === null || maxY === null ? null : { minX, minY, maxX, maxY },
    importedAtUtc: row.imported_at_utc,
    table: row.table_name,
    crsFrom: row.crs_from,
    encoding: row.encoding,
    encodingFrom: row.encoding_from,
    sourceLayer: row.source_layer,
    contentSha256: row.content_sha256,
    fields,
  };
}

function readFields(db: ReadableDatabase, layerId: number): FieldColumn[] {
  return db
    .all<{ name: string; column_name: string; type: string }>(
      sql`SELECT name, column_name, type FROM layer_fields WHERE layer_id = ${layerId} ORDER BY position`,
    )
    .map(({ name, column_name, type }) => ({ name, column: column_name, type: type as FieldType }));
}
