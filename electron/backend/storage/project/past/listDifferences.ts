import type { PlotDifference, PlotState } from '../../../../../shared/contract/records/historyRecords.ts';
import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { type SqlQuery, sql } from '../../sqlite/sql.ts';

/** Plots of which verdict, status, reviewer, remark or case were others at the past's moment than they are now, in plot order. */
export function listDifferences(
  past: PastDatabase,
  sequence: number,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): { total: number; rows: PlotDifference[] } {
  const total = past.value<number>(sql`SELECT count(*) FROM ${different}`) ?? 0;
  const rows = past.all<DifferenceRow>(sql`
    SELECT d.*, c.sequence, c.actor AS by, c.at_utc AS atUtc
    FROM (SELECT * FROM ${different} ORDER BY plotId LIMIT ${limit} OFFSET ${offset}) d
    LEFT JOIN live.command_log c ON c.sequence = (
      SELECT max(sequence) FROM live.command_log
      WHERE target IN ('plot:' || plotId, 'case:' || plotId, 'added:' || plotId) AND sequence > ${sequence})
    ORDER BY plotId`);
  return { total, rows: rows.map(rowToDifference) };
}

const plotColumns = sql`p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName,
  p.village_name AS villageName, p.area_mu AS areaMu`;
const thenColumns = sql`p.status AS thenStatus, v.verdict_code AS thenVerdict, v.decided_by AS thenReviewer,
  v.note AS thenNote, c.state AS thenLedger`;
const nowColumns = sql`q.status AS nowStatus, w.verdict_code AS nowVerdict, w.decided_by AS nowReviewer,
  w.note AS nowNote, d.state AS nowLedger`;
/** Of a plot in a second look nobody is told the first verdict. */
const verdictThen = sql`main.verdicts v ON v.plot_id = p.plot_id AND p.status <> 'rechecking'`;
const verdictNow = sql`live.verdicts w ON w.plot_id = q.plot_id AND q.status <> 'rechecking'`;

/** Plots that were there then, and those that have come since. */
const different: SqlQuery = sql`(
  SELECT ${plotColumns}, ${thenColumns}, ${nowColumns}
  FROM main.plots p LEFT JOIN ${verdictThen} LEFT JOIN main.ledger_cases c ON c.plot_id = p.plot_id
  LEFT JOIN live.plots q ON q.plot_id = p.plot_id
  LEFT JOIN ${verdictNow} LEFT JOIN live.ledger_cases d ON d.plot_id = q.plot_id
  WHERE (p.status, v.verdict_code, v.decided_by, coalesce(v.note, ''), c.state)
    IS NOT (q.status, w.verdict_code, w.decided_by, coalesce(w.note, ''), d.state)
  UNION ALL
  SELECT p.plot_id, p.plot_no, p.town_name, p.village_name, p.area_mu, NULL, NULL, NULL, NULL, NULL,
    p.status, w.verdict_code, w.decided_by, w.note, d.state
  FROM live.plots p LEFT JOIN live.verdicts w ON w.plot_id = p.plot_id AND p.status <> 'rechecking'
  LEFT JOIN live.ledger_cases d ON d.plot_id = p.plot_id
  WHERE p.plot_id NOT IN (SELECT plot_id FROM main.plots))`;

interface DifferenceRow
  extends Pick<
    PlotDifference,
    'plotId' | 'plotNo' | 'townName' | 'villageName' | 'areaMu' | 'sequence' | 'by' | 'atUtc'
  > {
  readonly thenStatus: PlotState['status'] | null;
  readonly thenVerdict: string | null;
  readonly thenReviewer: string | null;
  readonly thenNote: string | null;
  readonly thenLedger: PlotState['ledgerState'];
  readonly nowStatus: PlotState['status'] | null;
  readonly nowVerdict: string | null;
  readonly nowReviewer: string | null;
  readonly nowNote: string | null;
  readonly nowLedger: PlotState['ledgerState'];
}

function rowToDifference(row: DifferenceRow): PlotDifference {
  const { plotId, plotNo, townName, villageName, areaMu, sequence, by, atUtc } = row;
  return {
    ...{ plotId, plotNo, townName, villageName, areaMu, sequence, by, atUtc },
    past: toState(row.thenStatus, row.thenVerdict, row.thenReviewer, row.thenNote, row.thenLedger),
    present: toState(row.nowStatus, row.nowVerdict, row.nowReviewer, row.nowNote, row.nowLedger),
  };
}

function toState(
  status: PlotState['status'] | null,
  verdictCode: string | null,
  reviewer: string | null,
  note: string | null,
  ledgerState: PlotState['ledgerState'],
): PlotState | null {
  return status === null ? null : { status, verdictCode, reviewer, note: note ?? '', ledgerState };
}
