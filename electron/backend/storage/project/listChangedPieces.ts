import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import { promoteToMultiPolygon } from '../geopackage/wkbBounds.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import { readPlotWkbs } from './readPlotWkbs.ts';

interface Piece {
  readonly plotId: number;
  readonly rules: string;
  readonly area: number;
  readonly width: number;
  readonly wkb: Uint8Array;
}

const PLOTS_PER_READ = 200;

/**
 * Lists in temp.changed_pieces the staged plots that are cut otherwise than in the table, to the byte, and plots of the
 * table that are no longer. Inside runCommand.
 */
export function listChangedPieces(db: WritableDatabase, table: string): void {
  db.script('CREATE TEMP TABLE changed_pieces (plot_id INTEGER PRIMARY KEY)');
  db.run(sql`
    INSERT OR IGNORE INTO temp.changed_pieces
    SELECT plot_id FROM ${identifier(table)} WHERE plot_id NOT IN (SELECT plot_id FROM plots)`);
  const add = db.prepareRun('INSERT INTO temp.changed_pieces VALUES (?)');
  const plotIds = db.column<number>(sql`SELECT plot_id FROM temp.staged_results ORDER BY plot_id`);
  for (let start = 0; start < plotIds.length; start += PLOTS_PER_READ) {
    const batch = plotIds.slice(start, start + PLOTS_PER_READ);
    const [stored, staged] = [readStored(db, table, batch), readStaged(db, batch)];
    for (const plotId of batch) {
      if (!areSame(stored.get(plotId) ?? [], staged.get(plotId) ?? [])) add([plotId]);
    }
  }
}

function areSame(stored: readonly Piece[], staged: readonly Piece[]): boolean {
  return (
    stored.length === staged.length &&
    stored.every((piece, index) => {
      const now = staged[index] as Piece;
      const { rules, area, width } = piece;
      return (
        rules === now.rules &&
        area === now.area &&
        width === now.width &&
        Buffer.compare(piece.wkb, now.wkb) === 0
      );
    })
  );
}

function readStored(db: WritableDatabase, table: string, plotIds: readonly number[]): Map<number, Piece[]> {
  const rows = db.all<Omit<Piece, 'wkb'> & { geom: Uint8Array }>(sql`
    SELECT plot_id AS plotId, rules, area_square_meters AS area, width_meters AS width, geom
    FROM ${identifier(table)} WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))
    ORDER BY plot_id, fid`);
  // what cannot be read is not the same
  const pieces = rows.map((row) => ({ ...row, wkb: readGeometryBlob(row.geom)?.wkb ?? new Uint8Array(0) }));
  return Map.groupBy(pieces, ({ plotId }) => plotId);
}

/** As they would be stored: a piece without a geometry of its own is the whole plot. */
function readStaged(db: WritableDatabase, plotIds: readonly number[]): Map<number, Piece[]> {
  const rows = db.all<Omit<Piece, 'wkb'> & { wkb: Uint8Array | null }>(sql`
    SELECT plot_id AS plotId, rules, area, width, wkb FROM temp.staged_pieces
    WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)})) ORDER BY plot_id, id`);
  const whole = rows.filter(({ wkb }) => wkb === null).map(({ plotId }) => plotId);
  const wkbs = readPlotWkbs(db, whole);
  const pieces = rows.map((row) => ({
    ...row,
    wkb: promoteToMultiPolygon(row.wkb ?? (wkbs.get(row.plotId) as Uint8Array)),
  }));
  return Map.groupBy(pieces, ({ plotId }) => plotId);
}
