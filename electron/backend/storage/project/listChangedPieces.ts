import type { WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';

interface Piece {
  readonly plotId: number;
  readonly rules: string;
  readonly area: number;
  readonly width: number;
  readonly geom: Uint8Array;
}

const PLOTS_PER_READ = 200;

/**
 * Lists in temp.changed_pieces the staged plots that are cut otherwise than in the table, to the byte, and, where plots
 * have gone, those of the table that are no longer. Inside runCommand.
 */
export function listChangedPieces(db: WritableDatabase, table: string, plotsHaveGone: boolean): void {
  db.script(`
    CREATE TEMP TABLE changed_pieces (plot_id INTEGER PRIMARY KEY);
    CREATE INDEX temp.staged_pieces_plot ON staged_pieces(plot_id)`);
  // goes through the pieces of the county
  if (plotsHaveGone) {
    db.run(sql`
      INSERT OR IGNORE INTO temp.changed_pieces
      SELECT plot_id FROM ${identifier(table)} WHERE plot_id NOT IN (SELECT plot_id FROM plots)`);
  }
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
        Buffer.compare(piece.geom, now.geom) === 0
      );
    })
  );
}

function readStored(db: WritableDatabase, table: string, plotIds: readonly number[]): Map<number, Piece[]> {
  const pieces = db.all<Piece>(sql`
    SELECT plot_id AS plotId, rules, area_square_meters AS area, width_meters AS width, geom
    FROM ${identifier(table)} WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))
    ORDER BY plot_id, fid`);
  return Map.groupBy(pieces, ({ plotId }) => plotId);
}

function readStaged(db: WritableDatabase, plotIds: readonly number[]): Map<number, Piece[]> {
  const pieces = db.all<Piece>(sql`
    SELECT plot_id AS plotId, rules, area, width, geom FROM temp.staged_pieces
    WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)})) ORDER BY plot_id, id`);
  return Map.groupBy(pieces, ({ plotId }) => plotId);
}
