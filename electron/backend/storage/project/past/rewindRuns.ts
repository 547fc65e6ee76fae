import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { quoteIdentifier, sql } from '../../sqlite/sql.ts';

/**
 * Shows the eligibility run that was the newest after a row of the log, as far as the project still keeps it. Returns
 * false where there was one that is no longer kept: then nothing is said of eligibility, rather than what a later run found.
 */
export function rewindRuns(past: PastDatabase, sequence: number): boolean {
  const newest = past.value<number | null>(sql`SELECT max(run_id) FROM live.eligibility_runs`) ?? null;
  const target = past.value<string>(sql`
    SELECT target FROM live.command_log WHERE kind = 'eligibility.run' AND sequence <= ${sequence}
    ORDER BY sequence DESC LIMIT 1`);
  const then = target === undefined ? null : Number(target.slice('run:'.length));
  if (then === newest) return true;
  const isKept =
    then !== null &&
    past.value(sql`SELECT 1 FROM live.eligibility_runs WHERE run_id = ${then}`) !== undefined;
  showRun(past, isKept ? then : 0);
  return isKept || then === null;
}

/** Views under the names of the tables, which end with one run; run 0 is none. The number is one of ours, not a user's. */
function showRun(past: PastDatabase, runId: number): void {
  const pieces = past.value<string | null>(
    sql`SELECT pieces_table FROM live.eligibility_runs WHERE run_id = ${runId}`,
  );
  past.script(`
    CREATE TEMP VIEW eligibility_runs AS SELECT * FROM live.eligibility_runs WHERE run_id <= ${runId};
    CREATE TEMP VIEW eligibility_hits AS SELECT * FROM live.eligibility_hits WHERE 0;
    ${viewOf(past, 'eligibility_results', runId)}
    ${viewOf(past, 'eligibility_lines', runId)}
    UPDATE plots SET (eligibility, net_square_meters, net_mu) = (
      SELECT verdict, net_square_meters, net_mu FROM eligibility_results r
      WHERE r.plot_id = plots.plot_id AND r.last_run IS NULL);`);
  if (pieces == null) return;
  const columns = 'plot_id, rules, area_square_meters, width_meters, geom, first_run';
  past.script(`
    CREATE TEMP VIEW ${quoteIdentifier(pieces)} AS
      SELECT fid, ${columns} FROM live.${quoteIdentifier(pieces)} WHERE first_run <= ${runId}
      UNION ALL SELECT -former_piece_id, ${columns} FROM live.eligibility_former_pieces
      WHERE first_run <= ${runId} AND last_run >= ${runId};`);
}

/** Rows that held in the run hold on in the view, as those of the newest run do. */
function viewOf(past: PastDatabase, table: string, runId: number): string {
  const columns = past
    .column<string>(sql`SELECT name FROM pragma_table_info(${table}, 'live') ORDER BY cid`)
    .map((name) =>
      name === 'last_run'
        ? `CASE WHEN last_run < ${runId} THEN last_run END AS last_run`
        : quoteIdentifier(name),
    );
  return `CREATE TEMP VIEW ${table} AS SELECT ${columns.join(', ')} FROM live.${table} WHERE first_run <= ${runId};`;
}
