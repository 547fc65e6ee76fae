import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { linesOf, resultsOf } from './runRows.ts';

/**
 * Kept runs whose rows do not say what the run says of itself: a plot with two results at once, or totals that are not
 * the sums of what is printed for the plots. A run that has lost plots since is compared no further.
 */
export function* findBrokenRuns(db: ReadableDatabase): Generator<{ where: string; detail: string }> {
  const twice = db.column<number>(sql`
    SELECT DISTINCT a.plot_id FROM eligibility_results a JOIN eligibility_results b
      ON b.plot_id = a.plot_id AND b.first_run > a.first_run
    WHERE a.last_run IS NULL OR a.last_run >= b.first_run`);
  for (const plotId of twice) yield { where: `plot:${plotId}`, detail: 'two results in one run' };
  const runs = db.all<RunTotals & { runId: number }>(sql`
    SELECT run_id AS runId, plots, not_computed AS notComputed, gross_mu AS grossMu, net_mu AS netMu
    FROM eligibility_runs ORDER BY run_id`);
  for (const { runId, ...stored } of runs) {
    const actual = readTotals(db, runId);
    if (actual.plots < stored.plots) continue;
    const where = `run:${runId}`;
    const [says, is] = [JSON.stringify(stored), JSON.stringify(actual)];
    if (says !== is) yield { where, detail: `${says} ≠ ${is}` };
    for (const rule of listWrongRules(db, runId)) yield { where, detail: `rule ${rule}` };
  }
}

interface RunTotals {
  readonly plots: number;
  readonly notComputed: number;
  readonly grossMu: number | null;
  readonly netMu: number | null;
}

function readTotals(db: ReadableDatabase, runId: number): RunTotals {
  return db.get<RunTotals>(sql`
    SELECT count(*) AS plots, count(not_computed) AS notComputed,
      CASE WHEN count(not_computed) = 0 THEN round(total(gross_mu), 2) END AS grossMu,
      CASE WHEN count(not_computed) = 0 THEN round(total(net_mu), 2) END AS netMu
    FROM ${resultsOf(runId)}`) as RunTotals;
}

/** Codes of rules that took other 亩, or from another number of plots, than their lines say. */
function listWrongRules(db: ReadableDatabase, runId: number): string[] {
  return db.column<string>(sql`
    SELECT r.code FROM eligibility_run_rules r
    LEFT JOIN (SELECT code, round(total(exclusive_mu), 2) AS mu, count(*) AS plots FROM ${linesOf(runId)} GROUP BY code) l
      ON l.code = r.code
    WHERE r.run_id = ${runId} AND (r.exclusive_mu, r.plots) IS NOT (coalesce(l.mu, 0.0), coalesce(l.plots, 0))`);
}
