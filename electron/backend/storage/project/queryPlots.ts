import type { PlotFacets, PlotFilter, PlotPage } from '../../../../shared/contract/records/plotRecords.ts';
import { matchesInitials } from '../../../../shared/text/pinyinInitials.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { readLastSequence, readStructureSequence } from './commandLog.ts';
import { selectPlotRows } from './plots.ts';
import { countPlotTypes, isOfType } from './plotTypes.ts';
import { newestLines } from './runRows.ts';

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

/** One page of the filtered list. */
export function queryPlots(
  db: ReadableDatabase,
  filter: PlotFilter,
  offset: number,
  limit: number,
): PlotPage {
  const ids = sql`
    SELECT plot_id FROM plots ${whereFilter(db, filter)} ${orderOf(filter)} LIMIT ${limit} OFFSET ${offset}`;
  return { ...readTotals(db, filter), offset, rows: selectPlotRows(db, ids) };
}

/**
 * Where a plot stands in the filtered list (-1 where the filter hides it) and its neighbours there. The next
 * unjudged plot is looked for after it, then from the beginning; null where there is no other.
 */
export function findPlotPosition(db: ReadableDatabase, plotId: number, filter: PlotFilter): PlotPosition {
  const { key, up, down } = orderTerms(filter);
  const place = db.get<{ place: string | number }>(
    sql`SELECT ${key} AS place FROM plots WHERE plot_id = ${plotId}`,
  );
  if (place === undefined) {
    return { index: -1, previousPlotId: null, nextPlotId: null, nextUnjudgedPlotId: null };
  }
  const first = (condition: SqlQuery, direction: SqlQuery) =>
    db.value<number>(sql`
      SELECT plot_id FROM plots ${whereFilter(db, filter, condition)}
      ORDER BY ${key} ${direction}, plot_id ${direction} LIMIT 1`) ?? null;
  const here = sql`(${key}, plot_id)`;
  const smaller = sql`${here} < (${place.place}, ${plotId})`;
  const larger = sql`${here} > (${place.place}, ${plotId})`;
  const [before, after] = filter.descending === true ? [larger, smaller] : [smaller, larger];
  // among drawn plots the next one to judge is the next that waits for a second verdict
  const isWaiting =
    filter.status === 'rechecking'
      ? sql`plot_id IN (SELECT plot_id FROM second_looks WHERE state = 'open')`
      : sql`status = 'unjudged'`;
  const isShown = first(sql`plot_id = ${plotId}`, up) !== null;
  return {
    index: isShown
      ? (db.value<number>(sql`SELECT count(*) FROM plots ${whereFilter(db, filter, before)}`) ?? 0)
      : -1,
    previousPlotId: first(before, down),
    nextPlotId: first(after, up),
    nextUnjudgedPlotId:
      first(sql`${isWaiting} AND ${after}`, up) ?? first(sql`${isWaiting} AND ${before}`, up),
  };
}

/** What a list can be filtered by, with counts over the whole project; the rules are those of the newest run. */
export function readPlotFacets(db: ReadableDatabase): PlotFacets {
  return {
    villages: db.all(sql`
      SELECT town_name AS town, village_name AS name, count(*) AS plots FROM plots
      GROUP BY town_name, village_name ORDER BY town_name, village_name`),
    landClasses: db.all(sql`
      SELECT land_class_code AS code, count(*) AS plots FROM plots GROUP BY land_class_code ORDER BY land_class_code`),
    plotTypes: countPlotTypes(db),
    reviewers: db.all(sql`
      SELECT decided_by AS name, count(*) AS plots FROM verdicts GROUP BY decided_by ORDER BY decided_by`),
    assignees: db.all(sql`
      SELECT assignee AS name, count(*) AS plots FROM assignments GROUP BY assignee ORDER BY assignee`),
    rules: db.all(sql`
      SELECT l.code, r.title, count(*) AS plots
      FROM ${newestLines} l JOIN eligibility_run_rules r ON r.run_id = ${newestRun} AND r.code = l.code
      WHERE l.hit_square_meters > 0
      GROUP BY l.code, r.title, r.position ORDER BY r.position`),
    flagged: db.value<number>(sql`SELECT count(*) FROM plots WHERE flagged = 1`) ?? 0,
  };
}

/** Number and land of given plots; 亩 are the printed ones, added up as a reader would. */
export function sumPlots(
  db: ReadableDatabase,
  plotIds: readonly number[],
): { plots: number; squareMeters: number; mu: number } {
  const row = db.get<{ plots: number; squareMeters: number; mu: number }>(sql`
    SELECT count(*) AS plots, total(area_square_meters) AS squareMeters, round(total(area_mu), 2) AS mu
    FROM plots WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`);
  return row ?? { plots: 0, squareMeters: 0, mu: 0 };
}

const newestRun = sql`(SELECT max(run_id) FROM eligibility_runs)`;

/** What the list is ordered by, ending in the plot id so that no two plots share a place. */
function orderTerms(filter: PlotFilter): { key: SqlQuery; up: SqlQuery; down: SqlQuery } {
  const keys = {
    number: sql`plot_no`,
    area: sql`coalesce(area_square_meters, -1)`,
    net: sql`coalesce(net_square_meters, -1)`,
    town: sql`town_name`,
    village: sql`village_name`,
    landClass: sql`land_class_code`,
    recorded: sql`coalesce(recorded_square_meters, -1)`,
    outflowYear: sql`coalesce(outflow_year, -1)`,
    eligibility: sql`coalesce(eligibility, '')`,
    status: sql`status`,
    verdict: ofVerdict('verdict_code'),
    reviewer: ofVerdict('decided_by'),
    decidedAt: ofVerdict('decided_at_utc'),
  };
  const key = filter.sort === undefined ? sql`plot_id` : keys[filter.sort];
  const [up, down] = filter.descending === true ? [sql`DESC`, sql`ASC`] : [sql`ASC`, sql`DESC`];
  return { key, up, down };
}

/** A column of the plot's verdict; '' where it has none, so that every plot has a place. */
function ofVerdict(column: 'verdict_code' | 'decided_by' | 'decided_at_utc'): SqlQuery {
  return sql`coalesce((SELECT ${identifier(column)} FROM verdicts
    WHERE verdicts.plot_id = plots.plot_id AND plots.status <> 'rechecking'), '')`;
}

function orderOf(filter: PlotFilter): SqlQuery {
  const { key, up } = orderTerms(filter);
  return sql`ORDER BY ${key} ${up}, plot_id ${up}`;
}

function readTotals(db: ReadableDatabase, filter: PlotFilter): Totals {
  // verdicts move plots between statuses, piles and people only; other lists stay as long as plots and runs do
  const moves =
    filter.status !== undefined ||
    filter.reviewer !== undefined ||
    filter.assignee !== undefined ||
    filter.flagged !== undefined;
  const validUpTo = moves ? readLastSequence(db) : readStructureSequence(db);
  const { sort: _sort, descending: _descending, ...conditions } = filter;
  const key = JSON.stringify([validUpTo, Object.entries(conditions).sort()]);
  const kept = totalsOf.get(db) ?? new Map<string, Totals>();
  totalsOf.set(db, kept);
  let totals = kept.get(key);
  if (totals === undefined) {
    totals = db.get<Totals>(sql`
      SELECT count(*) AS total, total(area_square_meters) AS totalSquareMeters,
        round(total(area_mu), 2) AS totalMu
      FROM plots ${whereFilter(db, filter)}`) ?? { total: 0, totalSquareMeters: 0, totalMu: 0 };
    if (kept.size >= totalsKept) kept.clear();
    kept.set(key, totals);
  }
  return totals;
}

function whereFilter(db: ReadableDatabase, filter: PlotFilter, extra?: SqlQuery): SqlQuery {
  const conditions: SqlQuery[] = extra === undefined ? [] : [extra];
  const add = <T>(value: T | undefined, condition: (value: T) => SqlQuery) => {
    if (value !== undefined) conditions.push(condition(value));
  };
  add(filter.status, (status) => sql`status = ${status}`);
  add(filter.townName, (town) => sql`town_name = ${town}`);
  add(filter.villageName, (village) => sql`village_name = ${village}`);
  add(filter.landClassCode, (code) => sql`land_class_code = ${code}`);
  add(filter.plotType, (type) => isOfType(db, type));
  add(filter.minSquareMeters, (least) => sql`coalesce(area_square_meters, -1) >= ${least}`);
  add(filter.maxSquareMeters, (most) => sql`coalesce(area_square_meters, -1) BETWEEN 0 AND ${most}`);
  add(filter.eligibility, (eligibility) => sql`eligibility = ${eligibility}`);
  add(filter.flagged, (flagged) => sql`flagged = ${flagged ? 1 : 0}`);
  add(filter.reviewer, (name) => sql`plot_id IN (SELECT plot_id FROM verdicts WHERE decided_by = ${name})`);
  add(filter.assignee, (name) => sql`plot_id IN (SELECT plot_id FROM assignments WHERE assignee = ${name})`);
  add(
    filter.rule,
    (code) => sql`plot_id IN (
      SELECT plot_id FROM ${newestLines} WHERE code = ${code} AND hit_square_meters > 0)`,
  );
  const text = filter.text?.trim() ?? '';
  if (text !== '') conditions.push(matchText(db, text));
  return conditions.length === 0 ? sql`` : sql`WHERE ${joinSql(conditions, ' AND ')}`;
}

function matchText(db: ReadableDatabase, text: string): SqlQuery {
  const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const parts = [
    sql`plot_no LIKE ${pattern} ESCAPE '\\'`,
    sql`town_name LIKE ${pattern} ESCAPE '\\'`,
    sql`village_name LIKE ${pattern} ESCAPE '\\'`,
  ];
  if (/^[a-z]+$/i.test(text)) {
    const { towns, villages } = readPlaceNames(db);
    const matching = (names: readonly string[]) =>
      JSON.stringify(names.filter((name) => matchesInitials(name, text)));
    parts.push(sql`town_name IN (SELECT value FROM json_each(${matching(towns)}))`);
    parts.push(sql`village_name IN (SELECT value FROM json_each(${matching(villages)}))`);
  }
  return sql`(${joinSql(parts, ' OR ')})`;
}

interface PlaceNames {
  readonly validUpTo: number;
  readonly towns: readonly string[];
  readonly villages: readonly string[];
}

const placeNamesOf = new WeakMap<ReadableDatabase, PlaceNames>();

/** The distinct names of a project: a few hundred, however many plots it has. */
function readPlaceNames(db: ReadableDatabase): PlaceNames {
  const validUpTo = readStructureSequence(db);
  const kept = placeNamesOf.get(db);
  if (kept?.validUpTo === validUpTo) return kept;
  const names = {
    validUpTo,
    towns: db.column<string>(sql`SELECT DISTINCT town_name FROM plots`),
    villages: db.column<string>(sql`SELECT DISTINCT village_name FROM plots`),
  };
  placeNamesOf.set(db, names);
  return names;
}
