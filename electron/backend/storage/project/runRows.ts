import { type SqlQuery, sql } from '../sqlite/sql.ts';

/** Results as a table: what still holds, one row for each plot of the newest run. */
export const newestResults: SqlQuery = sql`(SELECT * FROM eligibility_results WHERE last_run IS NULL)`;

/** How many results still hold, as a number: the narrow indexes tell sooner than the one that counts what holds. */
export const newestCount: SqlQuery = sql`(
  (SELECT count(*) FROM eligibility_results) - (SELECT count(*) FROM eligibility_results WHERE last_run IS NOT NULL))`;

/** Lines as a table, of the newest run. */
export const newestLines: SqlQuery = sql`(SELECT * FROM eligibility_lines WHERE last_run IS NULL)`;

/** Results of one of the kept runs as a table: a row holds from the run that found it to the last that found the same. */
export function resultsOf(runId: number): SqlQuery {
  return sql`(SELECT * FROM eligibility_results WHERE ${holdsIn(runId)})`;
}

/** Lines of one of the kept runs as a table. */
export function linesOf(runId: number): SqlQuery {
  return sql`(SELECT * FROM eligibility_lines WHERE ${holdsIn(runId)})`;
}

function holdsIn(runId: number): SqlQuery {
  return sql`first_run <= ${runId} AND (last_run IS NULL OR last_run >= ${runId})`;
}
