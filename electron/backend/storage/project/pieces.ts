import { AppError } from '../../../../shared/errors/AppError.ts';
import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, type SqlQuery, sql } from '../sqlite/sql.ts';

/** A piece as it is stored; what QGIS shows. */
export interface StoredPiece {
  readonly plotId: number;
  /** Codes of the rules that hit it, in bit order; empty: none does. */
  readonly rules: readonly string[];
  /** Ellipsoidal, as measured. */
  readonly areaSquareMeters: number;
  readonly widthMeters: number;
}

interface PieceRow {
  readonly geom: Uint8Array;
  readonly plot_id: number;
  readonly rules: string;
  readonly area_square_meters: number;
  readonly width_meters: number;
}

/** The pieces of one plot in the newest run with their geometry, in the order they were cut. */
export function readPlotPieces(
  db: ReadableDatabase,
  table: string,
  plotId: number,
): (StoredPiece & { readonly wkb: Uint8Array })[] {
  return db
    .all<PieceRow>(sql`SELECT * FROM ${identifier(table)} WHERE plot_id = ${plotId} ORDER BY fid`)
    .map((row) => ({ ...rowToPiece(row), wkb: readWkb(db, table, row.geom) }));
}

/**
 * All pieces of one of the kept runs with their geometry, plot by plot, each in the order they were cut. `table` is that
 * of the run. Nothing may be written meanwhile.
 */
export function* iteratePieceShapes(
  db: ReadableDatabase,
  table: string,
  runId: number,
): Generator<StoredPiece & { readonly wkb: Uint8Array }> {
  const rows = db.iterate<PieceRow>(sql`SELECT * FROM ${piecesOf(table, runId)} ORDER BY plot_id, position`);
  for (const row of rows) yield { ...rowToPiece(row), wkb: readWkb(db, table, row.geom) };
}

/** The pieces a run saw as a table: those of the map that it had already, and those that have gone from there since. */
function piecesOf(table: string, runId: number): SqlQuery {
  const columns = sql`plot_id, rules, area_square_meters, width_meters, geom`;
  return sql`(
    SELECT fid AS position, ${columns} FROM ${identifier(table)} WHERE first_run <= ${runId}
    UNION ALL
    SELECT former_piece_id, ${columns} FROM eligibility_former_pieces
    WHERE first_run <= ${runId} AND last_run >= ${runId})`;
}

/** All pieces of the newest run without geometry; those of one plot follow each other. Nothing may be written meanwhile. */
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
