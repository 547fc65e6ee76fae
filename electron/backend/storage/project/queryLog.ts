import type {
  LogFacets,
  LogFilter,
  LogPage,
  LogRow,
  LogVerification,
} from '../../../../shared/contract/records/historyRecords.ts';
import { parseReviewTarget } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { findChainBreak, readCommands, readLogHead } from './commandLog.ts';
import { withoutBlindValues } from './secondLooks.ts';

/** One page of the log, newest first; of plots in a second look no row says what the verdict was. */
export function queryLog(db: ReadableDatabase, filter: LogFilter, offset: number, limit: number): LogPage {
  const where = whereLog(db, filter);
  const total = db.value<number>(sql`SELECT count(*) FROM command_log c ${where}`) ?? 0;
  const page = readCommands(
    db,
    sql`
    FROM command_log c ${where} ORDER BY c.sequence DESC LIMIT ${limit} OFFSET ${offset}`,
  );
  return { total, offset, rows: describeRows(db, page) };
}

export function readLogFacets(db: ReadableDatabase): LogFacets {
  return {
    actors: db.all(
      sql`SELECT actor AS name, count(*) AS rows FROM command_log GROUP BY actor ORDER BY count(*) DESC, actor`,
    ),
    kinds: db.all(
      sql`SELECT kind, count(*) AS rows FROM command_log GROUP BY kind ORDER BY count(*) DESC, kind`,
    ),
  };
}

/** Recomputes every hash of the log. What stands in the first row that does not fit is told as it is now. */
export function verifyLog(db: ReadableDatabase): LogVerification {
  const head = readLogHead(db);
  const rows = db.value<number>(sql`SELECT count(*) FROM command_log`) ?? 0;
  const found = findChainBreak(db);
  if (found === undefined) return { ok: true, rows, headHash: head.hash, broken: null };
  const { sequence, detail } = found;
  const [row] = describeRows(db, readCommands(db, sql`FROM command_log c WHERE c.sequence = ${sequence}`));
  const why = detail === 'missing' || detail === 'changed' ? detail : 'cut';
  return { ok: false, rows, headHash: head.hash, broken: { sequence, why, row: row ?? null } };
}

function describeRows(db: ReadableDatabase, commands: ReturnType<typeof readCommands>): LogRow[] {
  const plotIds = commands.map(({ target }) => parseReviewTarget(target)?.plotId ?? null);
  const numbers = new Map(
    db
      .all<{ plotId: number; plotNo: string }>(sql`
        SELECT plot_id AS plotId, plot_no AS plotNo FROM plots
        WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`)
      .map(({ plotId, plotNo }) => [plotId, plotNo]),
  );
  return withoutBlindValues(db, commands).map((command, index) => {
    const plotId = plotIds[index] ?? null;
    // by its text: a row that was tampered with may hold no JSON any more
    const hasEvidence =
      command.target.startsWith('plot:') && /"evidenceSha256":"/.test(command.newValue ?? '');
    return {
      ...command,
      plotId,
      plotNo: plotId === null ? null : (numbers.get(plotId) ?? null),
      hasEvidence,
    };
  });
}

function whereLog(db: ReadableDatabase, filter: LogFilter): SqlQuery {
  const conditions: SqlQuery[] = [];
  const { text, by, plotId, kind, fromUtc, toUtc } = filter;
  if (by !== undefined) conditions.push(sql`c.actor = ${by}`);
  if (kind !== undefined) conditions.push(sql`c.kind = ${kind}`);
  if (fromUtc !== undefined) conditions.push(sql`c.at_utc >= ${fromUtc}`);
  if (toUtc !== undefined) conditions.push(sql`c.at_utc <= ${toUtc}`);
  if (plotId !== undefined) conditions.push(isAboutPlots(JSON.stringify([plotId])));
  const wanted = text?.trim() ?? '';
  if (wanted !== '') {
    const pattern = `%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const plots = db.column<number>(
      sql`SELECT plot_id FROM plots WHERE plot_no LIKE ${pattern} ESCAPE '\\' OR village_name LIKE ${pattern} ESCAPE '\\'`,
    );
    conditions.push(sql`(
      c.actor LIKE ${pattern} ESCAPE '\\' OR CAST(c.sequence AS TEXT) = ${wanted}
      OR (${mayBeTold} AND (c.new_value LIKE ${pattern} ESCAPE '\\' OR c.old_value LIKE ${pattern} ESCAPE '\\'))
      OR ${isAboutPlots(JSON.stringify(plots))})`);
  }
  return conditions.length === 0 ? sql`` : sql`WHERE ${joinSql(conditions, ' AND ')}`;
}

/** The number between ':' and '/' of targets like 'plot:17' and 'markup:17/523'. */
function isAboutPlots(plotIds: string): SqlQuery {
  return sql`(c.kind GLOB 'review.*' AND
    CAST(substr(c.target, instr(c.target, ':') + 1) AS INTEGER) IN (SELECT value FROM json_each(${plotIds})))`;
}

/** A search must not find by its remark what a second look keeps blind. */
const mayBeTold = sql`(c.kind NOT GLOB 'review.*' OR CAST(substr(c.target, instr(c.target, ':') + 1) AS INTEGER)
  NOT IN (SELECT plot_id FROM second_looks WHERE state IN ('open', 'disputed')))`;
