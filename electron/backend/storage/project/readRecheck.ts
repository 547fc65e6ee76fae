import type { RecheckRow } from '../../../../shared/contract/records/occupationRecords.ts';
import type { RecheckOutcome } from '../../../../shared/domain/eligibility/recheckOutcome.ts';
import type { EligibilityReason, EligibilityVerdict } from '../../../../shared/domain/eligibility/verdict.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { resultsOf } from './runRows.ts';

/** Result code of a remark: the plot has become forest or orchard, 恢复 or 核减 (003 二(二)). */
const GROWN_OVER = 'W24';

/** The plots of a run made with the 占补平衡 rules, each with what becomes of it. */
export function readRecheckRows(db: ReadableDatabase, runId: number): RecheckRow[] {
  const rows = db.all<ResultRow>(sql`
    SELECT p.plot_id, p.plot_no, p.town_name, p.land_class_code, r.verdict, r.gross_mu, r.net_mu, r.reasons
    FROM ${resultsOf(runId)} r JOIN plots p ON p.plot_id = r.plot_id
    ORDER BY r.plot_id`);
  return rows.map((row) => {
    const resultCodes = (JSON.parse(row.reasons) as EligibilityReason[]).map(({ resultCode }) => resultCode);
    const known = row.gross_mu !== null && row.net_mu !== null;
    const writeOffMu = known ? subtractMu(row.gross_mu as number, row.net_mu as number) : null;
    const grownOver = resultCodes.includes(GROWN_OVER);
    return {
      plotId: row.plot_id,
      plotNo: row.plot_no,
      townName: row.town_name,
      landClassCode: row.land_class_code,
      outcome: decide(row, grownOver, writeOffMu),
      grossMu: row.gross_mu,
      writeOffMu,
      restoreMu: known ? (grownOver ? row.net_mu : 0) : null,
      resultCodes: [...new Set(resultCodes)],
    };
  });
}

/** What is struck off is struck off whatever grows there; a missing layer leaves everything open. */
function decide({ verdict }: ResultRow, grownOver: boolean, writeOffMu: number | null): RecheckOutcome {
  if (verdict === 'undetermined' || writeOffMu === null) return 'undetermined';
  if (verdict === 'ineligible') return 'writeOff';
  if (grownOver) return 'restoreOrWriteOff';
  return writeOffMu > 0 ? 'partWriteOff' : 'keep';
}

function subtractMu(a: number, b: number): number {
  return (Math.round(a * 100) - Math.round(b * 100)) / 100;
}

interface ResultRow {
  readonly plot_id: number;
  readonly plot_no: string;
  readonly town_name: string;
  readonly land_class_code: string;
  readonly verdict: EligibilityVerdict;
  readonly gross_mu: number | null;
  readonly net_mu: number | null;
  readonly reasons: string;
}
