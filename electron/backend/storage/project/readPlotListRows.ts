import type { EligibilityVerdict } from '../../../../shared/domain/eligibility/verdict.ts';
import type { Answers } from '../../../../shared/domain/review/checkAnswers.ts';
import type { ReviewStatus } from '../../../../shared/domain/review/reviewStatus.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { linesOf, resultsOf } from './runRows.ts';

/** What lists need of a plot: its record, its verdict and what a run found for it; areas as printed. */
export interface StoredPlotListRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  readonly recordedSquareMeters: number | null;
  /** 排查补充: drawn by a reviewer, in none of the imported lists. */
  readonly added: boolean;
  readonly status: ReviewStatus;
  readonly verdictCode: string | null;
  readonly note: string | null;
  readonly answers: Answers;
  readonly eligibility: EligibilityVerdict | null;
  readonly grossSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  /** 亩 as printed: gross = net + Σ exclusive to the last digit; null where the plot was not computed. */
  readonly grossMu: number | null;
  readonly netMu: number | null;
  /** By rule code; a rule that took nothing is absent. */
  readonly exclusiveMu: ReadonlyMap<string, number>;
}

type StoredRow = Omit<StoredPlotListRow, 'exclusiveMu' | 'answers' | 'added'> & {
  readonly answers: string | null;
  readonly added: number;
};

/** All plots in the order of their numbers' import, with the results of one run. */
export function readPlotListRows(db: ReadableDatabase, runId: number): StoredPlotListRow[] {
  const rows = db.all<StoredRow>(sql`
    SELECT p.plot_id AS plotId, p.plot_no AS plotNo, p.town_name AS townName, p.village_name AS villageName,
      p.land_class_code AS landClassCode, p.former_land_class_code AS formerLandClassCode,
      p.restoration_attribute AS restorationAttribute, p.outflow_year AS outflowYear,
      p.recorded_square_meters AS recordedSquareMeters,
      p.layer_id IN (SELECT layer_id FROM layers WHERE source_file = '') AS added, p.status,
      v.verdict_code AS verdictCode, v.note, v.answers,
      r.verdict AS eligibility, r.gross_square_meters AS grossSquareMeters,
      r.net_square_meters AS netSquareMeters, r.gross_mu AS grossMu, r.net_mu AS netMu
    FROM plots p
    LEFT JOIN verdicts v ON v.plot_id = p.plot_id AND p.status <> 'rechecking'
    LEFT JOIN ${resultsOf(runId)} r ON r.plot_id = p.plot_id
    ORDER BY p.plot_id`);
  const lines = db.all<{ plotId: number; code: string; mu: number }>(sql`
    SELECT plot_id AS plotId, code, exclusive_mu AS mu FROM ${linesOf(runId)} ORDER BY plot_id, position`);
  const linesByPlot = Map.groupBy(lines, (line) => line.plotId);
  return rows.map((row) => ({
    ...row,
    added: row.added === 1,
    answers: row.answers === null ? {} : (JSON.parse(row.answers) as Answers),
    exclusiveMu: new Map((linesByPlot.get(row.plotId) ?? []).map(({ code, mu }) => [code, mu])),
  }));
}
