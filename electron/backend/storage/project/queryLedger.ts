import type {
  LedgerCounts,
  LedgerFilter,
  LedgerPage,
  LedgerRow,
  LedgerTown,
} from '../../../../shared/contract/records/ledgerRecords.ts';
import { isOverdue } from '../../../../shared/domain/review/ledgerCase.ts';
import {
  type LedgerState,
  ledgerStates,
  pendingLedgerStates,
} from '../../../../shared/domain/review/ledgerState.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { type CaseRow, rowToCase } from './ledgerCases.ts';

/** States with something still to do. */
const pending = sql`c.state IN (SELECT value FROM json_each(${JSON.stringify(pendingLedgerStates)}))`;

/** Cases of a filter: returned ones first, as somebody waits for them, then by deadline. `today` is YYYY-MM-DD. */
export function queryLedger(
  db: ReadableDatabase,
  filter: LedgerFilter,
  today: string,
  offset: number,
  limit: number,
): LedgerPage {
  const from = sql`FROM ledger_cases c JOIN plots p ON p.plot_id = c.plot_id ${whereFilter(filter, today)}`;
  const totals = db.get<{ total: number; totalMu: number }>(
    sql`SELECT count(*) AS total, round(total(p.area_mu), 2) AS totalMu ${from}`,
  );
  const rows = db.all<LedgerTableRow>(sql`
    SELECT c.*, p.plot_no, p.town_name, p.village_name, p.area_square_meters, p.area_mu,
      (SELECT count(*) FROM photo_plots f WHERE f.plot_id = c.plot_id) AS photos
    ${from}
    ORDER BY c.state <> 'returned', NOT ${pending}, c.deadline, c.plot_id LIMIT ${limit} OFFSET ${offset}`);
  return {
    total: totals?.total ?? 0,
    totalMu: totals?.totalMu ?? 0,
    offset,
    rows: rows.map((row) => rowToLedger(row, today)),
  };
}

/** How many cases there are in each state, and whose. */
export function countLedger(db: ReadableDatabase, today: string): LedgerCounts {
  const states = Object.fromEntries(ledgerStates.map((state) => [state, 0])) as Record<LedgerState, number>;
  for (const { state, plots } of db.all<{ state: LedgerState; plots: number }>(
    sql`SELECT state, count(*) AS plots FROM ledger_cases GROUP BY state`,
  )) {
    states[state] = plots;
  }
  return {
    states,
    overdue:
      db.value<number>(sql`SELECT count(*) FROM ledger_cases c WHERE ${pending} AND c.deadline < ${today}`) ??
      0,
    assignees: db.all(sql`
      SELECT assignee AS name, count(*) AS plots FROM ledger_cases WHERE assignee <> ''
      GROUP BY assignee ORDER BY assignee`),
  };
}

/** The overdue board: one line per town, the worst first. `soon` is the last day that counts as near. */
export function readLedgerBoard(db: ReadableDatabase, today: string, soon: string): LedgerTown[] {
  return db.all<LedgerTown>(sql`
    SELECT p.town_name AS townName, count(*) AS total, round(total(p.area_mu), 2) AS totalMu,
      sum(${pending}) AS pending,
      sum(${pending} AND c.deadline BETWEEN ${today} AND ${soon}) AS dueSoon,
      sum(${pending} AND c.deadline < ${today}) AS overdue,
      sum(c.state = 'returned') AS returned, sum(c.state = 'closed') AS closed
    FROM ledger_cases c JOIN plots p ON p.plot_id = c.plot_id
    GROUP BY p.town_name ORDER BY overdue DESC, pending DESC, p.town_name`);
}

interface LedgerTableRow extends CaseRow {
  readonly plot_no: string;
  readonly town_name: string;
  readonly village_name: string;
  readonly area_square_meters: number | null;
  readonly area_mu: number | null;
  readonly photos: number;
}

function rowToLedger(row: LedgerTableRow, today: string): LedgerRow {
  const ledgerCase = rowToCase(row);
  return {
    ...ledgerCase,
    plotId: row.plot_id,
    plotNo: row.plot_no,
    townName: row.town_name,
    villageName: row.village_name,
    areaSquareMeters: row.area_square_meters,
    areaMu: row.area_mu,
    overdue: isOverdue(ledgerCase, today),
    photos: row.photos,
  };
}

function whereFilter(filter: LedgerFilter, today: string): SqlQuery {
  const conditions: SqlQuery[] = [];
  const { state, townName, assignee, overdue } = filter;
  if (state !== undefined) conditions.push(sql`c.state = ${state}`);
  if (townName !== undefined) conditions.push(sql`p.town_name = ${townName}`);
  if (assignee !== undefined) conditions.push(sql`c.assignee = ${assignee}`);
  if (overdue === true) conditions.push(sql`(${pending} AND c.deadline < ${today})`);
  const text = filter.text?.trim() ?? '';
  if (text !== '') {
    const pattern = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(p.plot_no LIKE ${pattern} ESCAPE '\\' OR p.village_name LIKE ${pattern} ESCAPE '\\'
      OR c.problem_type LIKE ${pattern} ESCAPE '\\')`);
  }
  return conditions.length === 0 ? sql`` : sql`WHERE ${joinSql(conditions, ' AND ')}`;
}
