import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import {
  createFeatureTable,
  dropFeatureTable,
  type FeatureInput,
  insertFeatures,
  replaceFeatures,
} from '../geopackage/featureTable.ts';
import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import { readPlotWkbs } from './readPlotWkbs.ts';

/** A piece as it is stored; what QGIS shows. */
export interface StoredPiece {
  readonly plotId: number;
  /** Codes of the rules that hit it, in bit order; empty: none does. */
  readonly rules: readonly string[];
  /** Ellipsoidal, as measured. */
  readonly areaSquareMeters: number;
  readonly widthMeters: number;
}

const ROWS_PER_READ = 1000;

/**
 * Makes the feature table of a run's pieces from what is staged. A run that repeats only some plots takes over the
 * table of the run before and replaces their pieces. Returns its name. Inside runCommand.
 */
export function writePieces(
  db: WritableDatabase,
  run: { readonly runId: number; readonly crs: CoordinateSystem; readonly atUtc: string },
  previousTable: string | null,
): string {
  const title = `核算碎片 ${run.runId}`;
  if (previousTable !== null) {
    const repeated = sql`plot_id IN (SELECT plot_id FROM temp.staged_results)`;
    const contents = { title, changedAtUtc: run.atUtc };
    replaceFeatures(db, previousTable, repeated, readStaged(db), contents);
    return previousTable;
  }
  const table = `pieces_${run.runId}`;
  const target = createFeatureTable(db, {
    ...{ table, title, crs: run.crs },
    fields: [
      { name: 'plot_id', type: 'integer' },
      { name: 'plot_no', type: 'text' },
      { name: 'rules', type: 'text' },
      { name: 'area_square_meters', type: 'real' },
      { name: 'width_meters', type: 'real' },
    ],
    geometryType: 'MULTIPOLYGON',
    changedAtUtc: run.atUtc,
  });
  db.script(`CREATE INDEX ${table}_plot ON ${table}(plot_id)`);
  insertFeatures(db, target, readStaged(db));
  return table;
}

/** Removes the table of an older run. Inside runCommand. */
export function dropPieces(db: WritableDatabase, table: string): void {
  dropFeatureTable(db, table);
}

function* readStaged(db: WritableDatabase): Generator<FeatureInput> {
  for (let after = 0; ; ) {
    const rows = db.all<{
      id: number;
      plot_id: number;
      plot_no: string;
      rules: string;
      area: number;
      width: number;
      wkb: Uint8Array | null;
    }>(sql`
      SELECT s.*, p.plot_no FROM temp.staged_pieces s JOIN plots p ON p.plot_id = s.plot_id
      WHERE s.id > ${after} ORDER BY s.id LIMIT ${ROWS_PER_READ}`);
    const whole = rows.filter(({ wkb }) => wkb === null).map((row) => row.plot_id);
    const wkbs = readPlotWkbs(db, whole);
    for (const { plot_id, plot_no, rules, area, width, wkb } of rows) {
      const attributes = [plot_id, plot_no, rules, area, width];
      yield { wkb: wkb ?? (wkbs.get(plot_id) as Uint8Array), attributes };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}

interface PieceRow {
  readonly geom: Uint8Array;
  readonly plot_id: number;
  readonly plot_no: string;
  readonly rules: string;
  readonly area_square_meters: number;
  readonly width_meters: number;
}

/** The pieces of one plot with their geometry, in the order they were cut. */
export function readPlotPieces(
  db: ReadableDatabase,
  table: string,
  plotId: number,
): (StoredPiece & { readonly wkb: Uint8Array })[] {
  return db
    .all<PieceRow>(sql`SELECT * FROM ${identifier(table)} WHERE plot_id = ${plotId} ORDER BY fid`)
    .map((row) => ({ ...rowToPiece(row), wkb: readWkb(db, table, row.geom) }));
}

/** All pieces with their geometry, plot by plot, each in the order they were cut. Nothing may be written meanwhile. */
export function* iteratePieceShapes(
  db: ReadableDatabase,
  table: string,
): Generator<StoredPiece & { readonly wkb: Uint8Array }> {
  const rows = db.iterate<PieceRow>(sql`SELECT * FROM ${identifier(table)} ORDER BY plot_id, fid`);
  for (const row of rows) yield { ...rowToPiece(row), wkb: readWkb(db, table, row.geom) };
}

/** All pieces without geometry; those of one plot follow each other. Nothing may be written meanwhile. */
export function* iteratePieces(db: ReadableDatabase, table: string): Generator<StoredPiece> {
  const rows = db.iterate<Omit<PieceRow, 'geom'>>(sql`
    SELECT plot_id, rules, area_square_meters, width_meters FROM ${identifier(table)} ORDER BY fid`);
  for (const row of rows) yield rowToPiece(row);
}

function rowToPiece(row: Omit<PieceRow, 'geom'>): StoredPiece {
  return {
    plotId: row.plot_id,
    rules: row.rules === '' ? [] : row.rules.split(','),
    areaSquareMeters: row.area_square_meters,
    widthMeters: row.width_meters,
  };
}

function readWkb(db: ReadableDatabase, table: string, geom: Uint8Array): Uint8Array {
  const blob = readGeometryBlob(geom);
  if (blob === undefined) throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: table });
  return blob.wkb;
}
