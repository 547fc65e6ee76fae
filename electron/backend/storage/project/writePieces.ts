import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import {
  createFeatureTable,
  dropFeatureTable,
  type FeatureInput,
  insertFeatures,
  replaceFeatures,
} from '../geopackage/featureTable.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, type SqlQuery, sql } from '../sqlite/sql.ts';
import { listChangedPieces } from './listChangedPieces.ts';
import { readPlotWkbs } from './readPlotWkbs.ts';

const ROWS_PER_READ = 1000;

/**
 * Makes the staged pieces those of the newest run, in the one feature table that QGIS shows, and returns its name. A
 * plot cut as before keeps its pieces; those of the others are kept apart for the runs that saw them. Pieces of plots
 * that are no longer go. Inside runCommand.
 */
export function writePieces(
  db: WritableDatabase,
  run: { readonly runId: number; readonly crs: CoordinateSystem; readonly atUtc: string },
): string {
  const contents = { title: `核算碎片 ${run.runId}`, changedAtUtc: run.atUtc };
  const before = db.value<string | null>(
    sql`SELECT pieces_table FROM eligibility_runs WHERE run_id < ${run.runId} ORDER BY run_id DESC LIMIT 1`,
  );
  if (before == null) return createPieces(db, run, contents);
  const isChanged = sql`plot_id IN (SELECT plot_id FROM temp.changed_pieces)`;
  listChangedPieces(db, before);
  const isNearlyAll = areMostChanged(db);
  db.run(sql`
    INSERT INTO eligibility_former_pieces (first_run, last_run, plot_id, rules, area_square_meters, width_meters, geom)
    SELECT first_run, ${run.runId - 1}, plot_id, rules, area_square_meters, width_meters, geom FROM ${identifier(before)}
    WHERE plot_id IN (SELECT plot_id FROM plots) AND ${isNearlyAll ? sql`TRUE` : isChanged} ORDER BY plot_id, fid`);
  if (!isNearlyAll) {
    replaceFeatures(db, before, isChanged, readStaged(db, run.runId), contents);
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
    CREATE INDEX ${table}_plot ON ${table}(plot_id);
    DROP TABLE IF EXISTS temp.changed_pieces;
    CREATE TEMP TABLE changed_pieces AS SELECT plot_id FROM temp.staged_results;`);
  insertFeatures(db, target, readStaged(db, run.runId));
  return table;
}

/** Removes pieces that no kept run saw. Inside runCommand. */
export function removeFormerPieces(db: WritableDatabase, oldestRun: number): void {
  db.run(sql`DELETE FROM eligibility_former_pieces WHERE last_run < ${oldestRun}`);
}

/**
 * The pieces of the changed plots, in the order they were cut. The plus and CROSS keep SQLite to that order: by the
 * index of plots every read would sort all that are left.
 */
function* readStaged(db: WritableDatabase, runId: number): Generator<FeatureInput> {
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
      SELECT s.*, p.plot_no FROM temp.staged_pieces s CROSS JOIN plots p ON p.plot_id = s.plot_id
      WHERE s.id > ${after} AND +s.plot_id IN (SELECT plot_id FROM temp.changed_pieces)
      ORDER BY s.id LIMIT ${ROWS_PER_READ}`);
    const whole = rows.filter(({ wkb }) => wkb === null).map((row) => row.plot_id);
    const wkbs = readPlotWkbs(db, whole);
    for (const { plot_id, plot_no, rules, area, width, wkb } of rows) {
      const attributes = [plot_id, plot_no, rules, area, width, runId];
      yield { wkb: wkb ?? (wkbs.get(plot_id) as Uint8Array), attributes };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
