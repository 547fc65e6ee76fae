import type {
  PlotChange,
  RunComparison,
  RunFailure,
  RunTotals,
  TownResult,
} from '../../../../shared/contract/records/scenarioRecords.ts';
import {
  type EligibilityVerdict,
  eligibilityVerdicts,
} from '../../../../shared/domain/eligibility/verdict.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type SqlQuery, sql } from '../sqlite/sql.ts';
import { readRunLayers } from './eligibilityRuns.ts';
import { linesOf, resultsOf } from './runRows.ts';

/** Totals of a run over the plots that are still there: what plot differences can be added up to. */
export function readRunTotals(db: ReadableDatabase, runId: number): RunTotals {
  return db.get<RunTotals>(sql`
    SELECT count(*) AS plots, count(not_computed) AS notComputed,
      CASE WHEN count(not_computed) = 0 THEN total(net_square_meters) END AS netSquareMeters,
      CASE WHEN count(not_computed) = 0 THEN round(total(net_mu), 2) END AS netMu,
      CASE WHEN count(not_computed) = 0 THEN round(total(gross_mu), 2) END AS grossMu
    FROM ${resultsOf(runId)}`) as RunTotals;
}

/** Half of the last printed digit: what is added up in another order differs by less, and is no change. */
const LEAST_SQUARE_METERS = 0.005;

/** Plots whose net or verdict differs between two runs, and those only one of them has; one page, and how many. */
export function readPlotChanges(
  db: ReadableDatabase,
  earlier: number,
  later: number,
  page: { readonly offset: number; readonly limit: number },
): { readonly total: number; readonly rows: PlotChange[] } {
  const from = sql`${joinRuns(earlier, later)}
    WHERE (a.plot_id IS NOT NULL OR b.plot_id IS NOT NULL)
      AND (a.verdict IS NOT b.verdict OR a.net_mu IS NOT b.net_mu
        OR abs(a.net_square_meters - b.net_square_meters) >= ${LEAST_SQUARE_METERS})`;
  const rows = db.all<PlotChange>(sql`
    SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName,
      a.verdict AS fromVerdict, b.verdict AS toVerdict,
      a.net_square_meters AS fromNetSquareMeters, b.net_square_meters AS toNetSquareMeters,
      a.net_mu AS fromNetMu, b.net_mu AS toNetMu
    ${from} ORDER BY p.plot_id LIMIT ${page.limit} OFFSET ${page.offset}`);
  return { total: db.value<number>(sql`SELECT count(*) ${from}`) ?? 0, rows };
}

/** How many plots went from which verdict to which, those that stayed included. */
export function readTransitions(
  db: ReadableDatabase,
  earlier: number,
  later: number,
): RunComparison['transitions'] {
  return db.all(sql`
    SELECT a.verdict AS "from", b.verdict AS "to", count(*) AS plots
    ${joinRuns(earlier, later)} WHERE a.plot_id IS NOT NULL OR b.plot_id IS NOT NULL
    GROUP BY a.verdict, b.verdict ORDER BY count(*) DESC`);
}

/** What each rule took in the two runs, in the order of the later one; rules only the earlier one has come last. */
export function readRuleSums(db: ReadableDatabase, earlier: number, later: number): RunComparison['byRule'] {
  const read = (runId: number): Map<string, { title: string; mu: number }> => {
    const rows = db.all<{ code: string; title: string; mu: number }>(sql`
      SELECT r.code, r.title, round(total(l.exclusive_mu), 2) AS mu
      FROM eligibility_run_rules r LEFT JOIN ${linesOf(runId)} l ON l.code = r.code
      WHERE r.run_id = ${runId} GROUP BY r.code, r.title, r.position ORDER BY r.position`);
    return new Map(rows.map(({ code, title, mu }) => [code, { title, mu }]));
  };
  const [before, after] = [read(earlier), read(later)];
  return [...new Set([...after.keys(), ...before.keys()])].map((rule) => ({
    rule,
    title: after.get(rule)?.title ?? before.get(rule)?.title ?? '',
    fromMu: before.get(rule)?.mu ?? null,
    toMu: after.get(rule)?.mu ?? null,
  }));
}

/** Layers that came, went, or have another content or rule. A layer imported anew under its old name has changed. */
export function compareRunLayers(
  db: ReadableDatabase,
  earlier: number,
  later: number,
): RunComparison['layers'] {
  const describe = (runId: number): Map<string, string> => {
    const byName = Map.groupBy(readRunLayers(db, runId), ({ name }) => name);
    return new Map(
      [...byName].map(([name, layers]) => [
        name,
        JSON.stringify(layers.map(({ role, rule, contentSha256 }) => [role, rule, contentSha256])),
      ]),
    );
  };
  const [before, after] = [describe(earlier), describe(later)];
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    return [
      { name, change: old === undefined ? 'added' : now === undefined ? 'removed' : 'changed' } as const,
    ];
  });
}

/** The towns of a run in the order of their names. */
export function readTownResults(db: ReadableDatabase, runId: number): TownResult[] {
  const rows = db.all<Omit<TownResult, 'verdicts'> & Record<`count_${EligibilityVerdict}`, number>>(sql`
    SELECT p.town_name AS townName, count(*) AS plots, count(r.not_computed) AS notComputed,
      CASE WHEN count(r.not_computed) = 0 THEN round(total(r.gross_mu), 2) END AS grossMu,
      CASE WHEN count(r.not_computed) = 0 THEN round(total(r.net_mu), 2) END AS netMu,
      sum(r.verdict = 'eligible') AS count_eligible, sum(r.verdict = 'partial') AS count_partial,
      sum(r.verdict = 'ineligible') AS count_ineligible, sum(r.verdict = 'undetermined') AS count_undetermined
    FROM ${resultsOf(runId)} r JOIN plots p ON p.plot_id = r.plot_id GROUP BY p.town_name ORDER BY p.town_name`);
  return rows.map((row) => {
    const { townName, plots, notComputed, grossMu, netMu } = row;
    const counts = eligibilityVerdicts.map((verdict) => [verdict, row[`count_${verdict}`]]);
    const verdicts = Object.fromEntries(counts) as Record<EligibilityVerdict, number>;
    return { townName, plots, notComputed, grossMu, netMu, verdicts };
  });
}

/** The plots a run could not compute, in plot order. */
export function readRunFailures(db: ReadableDatabase, runId: number): RunFailure[] {
  return db.all(sql`
    SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName, r.not_computed AS code,
      coalesce(r.not_computed_detail, '') AS detail
    FROM ${resultsOf(runId)} r JOIN plots p ON p.plot_id = r.plot_id
    WHERE r.not_computed IS NOT NULL ORDER BY r.plot_id`);
}

function joinRuns(earlier: number, later: number): SqlQuery {
  return sql`FROM plots p
    LEFT JOIN ${resultsOf(earlier)} a ON a.plot_id = p.plot_id
    LEFT JOIN ${resultsOf(later)} b ON b.plot_id = p.plot_id`;
}
