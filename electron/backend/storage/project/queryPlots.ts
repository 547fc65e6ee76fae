import type { PlotFilter, PlotPage } from '../../../../shared/contract/records.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { readLastSequence, readStructureSequence } from './commandLog.ts';
import { selectPlotRows } from './plots.ts';

export interface PlotPosition {
  readonly index: number;
  readonly previousPlotId: number | null;
  readonly nextPlotId: number | null;
  readonly nextUnjudgedPlotId: number | null;
}

interface Totals {
  readonly total: number;
  readonly totalSquareMeters: number;
  readonly totalMu: number;
}

/** Totals of filters asked for lately, with the command up to which they hold. */
const totalsOf = new WeakMap<ReadableDatabase, Map<string, Totals>>();
const totalsKept = 50;

/** One page of the filtered list, in the order the plots were imported in. */
export function queryPlots(
  db: ReadableDatabase,
  filter: PlotFilter,
  offset: number,
  limit: number,
): PlotPage {
  const ids = sql`
    SELECT plot_id FROM plots ${whereFilter(filter)} ORDER BY plot_id LIMIT ${limit} OFFSET ${offset}`;
  return { ...readTotals(db, filter), offset, rows: selectPlotRows(db, ids) };
}

/**
 * Where a plot stands in the filtered list (-1 where the filter hides it) and its neighbours there. The next
 * unjudged plot is looked for after it, then from the beginning; null where there is no other.
 */
export function findPlotPosition(db: ReadableDatabase, plotId: number, filter: PlotFilter): PlotPosition {
  const first = (condition: SqlQuery, order: SqlQuery) =>
    db.value<number>(
      sql`SELECT plot_id FROM plots ${whereFilter(filter, condition)} ORDER BY plot_id ${order} LIMIT 1`,
    ) ?? null;
  const upwards = sql`ASC`;
  const isShown = first(sql`plot_id = ${plotId}`, upwards) !== null;
  const before = sql`plot_id < ${plotId}`;
  const after = sql`plot_id > ${plotId}`;
  return {
    index: isShown
      ? (db.value<number>(sql`SELECT count(*) FROM plots ${whereFilter(filter, before)}`) ?? 0)
      : -1,
    previousPlotId: first(before, sql`DESC`),
    nextPlotId: first(after, upwards),
    nextUnjudgedPlotId:
      first(sql`status = 'unjudged' AND ${after}`, upwards) ??
      first(sql`status = 'unjudged' AND ${before}`, upwards),
  };
}

function readTotals(db: ReadableDatabase, filter: PlotFilter): Totals {
  // verdicts move plots between statuses only; other lists stay as long as plots and runs do
  const validUpTo = filter.status === undefined ? readStructureSequence(db) : readLastSequence(db);
  const key = JSON.stringify([validUpTo, filter.status, filter.townName, filter.eligibility, filter.text]);
  const kept = totalsOf.get(db) ?? new Map<string, Totals>();
  totalsOf.set(db, kept);
  let totals = kept.get(key);
  if (totals === undefined) {
    totals = db.get<Totals>(sql`
      SELECT count(*) AS total, total(area_square_meters) AS totalSquareMeters,
        round(total(area_mu), 2) AS totalMu
      FROM plots ${whereFilter(filter)}`) ?? { total: 0, totalSquareMeters: 0, totalMu: 0 };
    if (kept.size >= totalsKept) kept.clear();
    kept.set(key, totals);
  }
  return totals;
}

function whereFilter(filter: PlotFilter, extra?: SqlQuery): SqlQuery {
  const conditions: SqlQuery[] = extra === undefined ? [] : [extra];
  if (filter.status !== undefined) conditions.push(sql`status = ${filter.status}`);
  if (filter.townName !== undefined) conditions.push(sql`town_name = ${filter.townName}`);
  if (filter.eligibility !== undefined) conditions.push(sql`eligibility = ${filter.eligibility}`);
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(plot_no LIKE ${pattern} ESCAPE '\\' OR town_name LIKE ${pattern} ESCAPE '\\'
      OR village_name LIKE ${pattern} ESCAPE '\\')`);
  }
  return conditions.length === 0 ? sql`` : sql`WHERE ${joinSql(conditions, ' AND ')}`;
}
