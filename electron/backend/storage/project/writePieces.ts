import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { copyFeatures, replaceByCopies } from '../geopackage/copyFeatures.ts';
import { createFeatureTable, dropFeatureTable } from '../geopackage/featureTable.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, type SqlQuery, sql } from '../sqlite/sql.ts';
import { listChangedPieces } from './listChangedPieces.ts';

/**
 * Makes the staged pieces those of the newest run, in the one feature table that QGIS shows, and returns its name. A
 * plot cut as before keeps its pieces; those of the others are kept apart for the runs that saw them. Pieces of plots
 * that are no longer go. Inside runCommand.
 */
export function writePieces(
  db: WritableDatabase,
  run: {
    readonly runId: number;
    readonly crs: CoordinateSystem;
    readonly atUtc: string;
    readonly plotsHaveGone: boolean;
  },
): string {
  const contents = { title: `核算碎片 ${run.runId}`, changedAtUtc: run.atUtc };
  const before = db.value<string | null>(
    sql`SELECT pieces_table FROM eligibility_runs WHERE run_id < ${run.runId} ORDER BY run_id DESC LIMIT 1`,
  );
  if (before == null) return createPieces(db, run, contents);
  const isChanged = sql`plot_id IN (SELECT plot_id FROM temp.changed_pieces)`;
  listChangedPieces(db, before, run.plotsHaveGone);
  const isNearlyAll = areMostChanged(db);
  db.run(sql`
    INSERT INTO eligibility_former_pieces (first_run, last_run, plot_id, rules, area_square_meters, width_meters, geom)
    SELECT first_run, ${run.runId - 1}, plot_id, rules, area_square_meters, width_meters, geom
    FROM ${identifier(before)} AS before
    -- asked of each changed piece: IN would go through the plots of the county
    WHERE EXISTS (SELECT 1 FROM plots p WHERE p.plot_id = before.plot_id)
      AND ${isNearlyAll ? sql`TRUE` : isChanged} ORDER BY plot_id, fid`);
  if (!isNearlyAll) {
    replaceByCopies(db, before, isChanged, listWritten(db, run.runId), contents);
    return before;
  }
  dropFeatureTable(db, before);
  const table = createPieces(db, run, contents);
  db.run(sql`UPDATE eligibility_runs SET pieces_table = ${table} WHERE pieces_table = ${before}`);
  return table;
}

/** Then a new table is made sooner than the R-tree of the old one forgets them one by one; all pieces are staged. */
function areMostChanged(db: WritableDatabase): boolean {
  const count = (table: SqlQuery): SqlQuery => sql`(SELECT count(*) FROM ${table})`;
  const [changed, staged] = [count(sql`temp.changed_pieces`), count(sql`temp.staged_results`)];
  const plots = count(sql`plots`);
  return db.value<number>(sql`SELECT ${staged} = ${plots} AND 2 * ${changed} > ${plots}`) === 1;
}

function createPieces(
  db: WritableDatabase,
  run: { readonly runId: number; readonly crs: CoordinateSystem },
  contents: { readonly title: string; readonly changedAtUtc: string },
): string {
  const table = `pieces_${run.runId}`;
  const target = createFeatureTable(db, {
    ...{ ...contents, table, crs: run.crs },
    fields: [
      { name: 'plot_id', type: 'integer' },
      { name: 'plot_no', type: 'text' },
      { name: 'rules', type: 'text' },
      { name: 'area_square_meters', type: 'real' },
      { name: 'width_meters', type: 'real' },
      { name: 'first_run', type: 'integer' },
    ],
    geometryType: 'MULTIPOLYGON',
  });
  db.script(`
    DROP TABLE IF EXISTS temp.changed_pieces;
    CREATE TEMP TABLE changed_pieces AS SELECT plot_id FROM temp.staged_results;`);
  copyFeatures(db, target, listWritten(db, run.runId));
  // sorted once, not kept in order plot by plot
  db.script(`CREATE INDEX ${table}_plot ON ${table}(plot_id)`);
  return table;
}

/** Removes pieces that no kept run saw. Inside runCommand. */
export function removeFormerPieces(db: WritableDatabase, oldestRun: number): void {
  db.run(sql`DELETE FROM eligibility_former_pieces WHERE last_run < ${oldestRun}`);
}

/**
 * The pieces of the changed plots as copyFeatures wants them, in the order they were cut. CROSS keeps SQLite to that
 * order.
 */
function listWritten(db: WritableDatabase, runId: number): SqlQuery {
  db.script(`
    CREATE TEMP TABLE written_pieces (fid INTEGER PRIMARY KEY, id INTEGER);
    INSERT INTO temp.written_pieces (id) SELECT id FROM temp.staged_pieces
    WHERE +plot_id IN (SELECT plot_id FROM temp.changed_pieces) ORDER BY id`);
  return sql`
    SELECT w.fid, s.geom, s.plot_id, p.plot_no, s.rules, s.area AS area_square_meters, s.width AS width_meters,
      ${runId} AS first_run, s.min_x, s.max_x, s.min_y, s.max_y
    FROM temp.written_pieces w CROSS JOIN temp.staged_pieces s ON s.id = w.id
    CROSS JOIN plots p ON p.plot_id = s.plot_id`;
}
