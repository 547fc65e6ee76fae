import type { RunSummary } from '../../../../shared/contract/records/eligibilityRecords.ts';
import type { AdoptedAdjustment } from '../../../../shared/domain/eligibility/adjustment.ts';
import type { RuleSet } from '../../../../shared/domain/eligibility/ruleSet.ts';
import {
  type EligibilityReason,
  type EligibilityVerdict,
  eligibilityVerdicts,
} from '../../../../shared/domain/eligibility/verdict.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { listLayers } from './layers.ts';
import { wereInputsEdited } from './runInputs.ts';
import { linesOf, newestResults, resultsOf } from './runRows.ts';
import { readSettings } from './settings.ts';

/** A run as it is kept, with what is needed to compute with it again. */
export interface StoredRun {
  readonly runId: number;
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly rulesSha256: string;
  readonly ruleSet: RuleSet;
  readonly missingRules: readonly string[];
  /** The scenario that was made official by it; null: the rule set as it is. */
  readonly adjustment: AdoptedAdjustment | null;
  readonly areaMethod: string;
  readonly edgeSplitMeters: number | null;
  /** The table of its pieces; null for a run from before pieces were kept across runs. */
  readonly piecesTable: string | null;
}

/** One rule of a run: what it says and what it took. */
export interface StoredRunRule {
  readonly code: string;
  readonly title: string;
  readonly resultCode: string;
  readonly resultTitle: string;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
  /** Names of its layers. */
  readonly layers: string;
  readonly exclusiveSquareMeters: number;
  /** Sum of what is printed for each plot. */
  readonly exclusiveMu: number;
  readonly hitSquareMeters: number;
  readonly plots: number;
}

export interface StoredLine {
  readonly code: string;
  readonly exclusiveSquareMeters: number;
  readonly exclusiveMu: number;
  readonly hitSquareMeters: number;
  readonly pieces: number;
}

export interface StoredResult {
  readonly verdict: EligibilityVerdict;
  readonly grossSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  /** As printed: gross = net + Σ lines to the last digit. */
  readonly grossMu: number | null;
  readonly netMu: number | null;
  readonly closingErrorSquareMeters: number | null;
  readonly reasons: readonly EligibilityReason[];
  readonly notComputed: string | null;
  readonly notComputedDetail: string | null;
}

/** A layer as a run saw it. */
export interface RunLayer {
  readonly layerId: number;
  readonly name: string;
  readonly role: string;
  readonly rule: string | null;
  readonly contentSha256: string;
}

/** The newest run; undefined before the first. */
export function readLatestRun(db: ReadableDatabase): StoredRun | undefined {
  const row = db.get<RunRow>(sql`SELECT * FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`);
  return row === undefined ? undefined : rowToRun(row);
}

/** One of the kept runs; undefined for one that is not. */
export function readRun(db: ReadableDatabase, runId: number): StoredRun | undefined {
  const row = db.get<RunRow>(sql`SELECT * FROM eligibility_runs WHERE run_id = ${runId}`);
  return row === undefined ? undefined : rowToRun(row);
}

/** The kept runs, newest first. */
export function listRuns(db: ReadableDatabase): (StoredRun & {
  readonly finishedAtUtc: string;
  readonly plots: number;
  readonly notComputed: number;
  readonly netMu: number | null;
})[] {
  return db.all<RunRow>(sql`SELECT * FROM eligibility_runs ORDER BY run_id DESC`).map((row) => ({
    ...rowToRun(row),
    finishedAtUtc: row.finished_at_utc,
    plots: row.plots,
    notComputed: row.not_computed,
    netMu: row.net_mu,
  }));
}

/** The newest run in figures, for the project's summary; null before the first. */
export function readLatestRunSummary(db: ReadableDatabase): Omit<RunSummary, 'stale'> | null {
  const row = db.get<RunRow>(sql`SELECT * FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`);
  if (row === undefined) return null;
  const runId = row.run_id;
  const counts = db.all<{ verdict: EligibilityVerdict; plots: number }>(
    sql`SELECT verdict, count(*) AS plots FROM ${newestResults} GROUP BY verdict`,
  );
  const verdicts = Object.fromEntries(eligibilityVerdicts.map((verdict) => [verdict, 0])) as Record<
    EligibilityVerdict,
    number
  >;
  for (const { verdict, plots } of counts) verdicts[verdict] = plots;
  const notComputed = db.all<{ plotId: number; plotNo: string; code: string }>(sql`
    SELECT r.plot_id AS plotId, p.plot_no AS plotNo, r.not_computed AS code
    FROM ${newestResults} r JOIN plots p ON p.plot_id = r.plot_id
    WHERE r.not_computed IS NOT NULL ORDER BY r.plot_id`);
  return {
    runId: String(runId),
    rulesId: row.rules_id,
    rulesVersion: row.rules_version,
    finishedAtUtc: row.finished_at_utc,
    plots: row.plots,
    computed: row.plots - row.not_computed,
    notComputed,
    grossSquareMeters: row.gross_square_meters,
    netSquareMeters: row.net_square_meters,
    grossMu: row.gross_mu,
    netMu: row.net_mu,
    byRule: readRunRules(db, runId).map(
      ({ code, title, exclusiveSquareMeters, exclusiveMu, hitSquareMeters, plots }) => ({
        rule: code,
        title,
        exclusiveSquareMeters,
        exclusiveMu,
        hitSquareMeters,
        plots,
      }),
    ),
    verdicts,
    closingErrorSquareMeters: row.closing_error_square_meters,
    missingRules: splitCodes(row.missing_rules),
    adjustment: parseAdjustment(row),
    workers: row.workers,
    elapsedMs: row.elapsed_ms,
    peakRssBytes: row.peak_rss_bytes,
  };
}

/** The rules of a run in the order of attribution, thresholds last. */
export function readRunRules(db: ReadableDatabase, runId: number): StoredRunRule[] {
  return db.all<StoredRunRule>(sql`
    SELECT code, title, result_code AS resultCode, result_title AS resultTitle, document_number AS documentNumber,
      clause, clause_text AS clauseText, layers, exclusive_square_meters AS exclusiveSquareMeters,
      exclusive_mu AS exclusiveMu,
      hit_square_meters AS hitSquareMeters, plots
    FROM eligibility_run_rules WHERE run_id = ${runId} ORDER BY position`);
}

/** What a run found for one plot; undefined for a plot that came after it. */
export function readPlotResult(
  db: ReadableDatabase,
  runId: number,
  plotId: number,
): { readonly result: StoredResult; readonly lines: readonly StoredLine[] } | undefined {
  const row = db.get<ResultRow>(sql`SELECT * FROM ${resultsOf(runId)} WHERE plot_id = ${plotId}`);
  if (row === undefined) return undefined;
  const lines = db.all<StoredLine>(sql`
    SELECT code, exclusive_square_meters AS exclusiveSquareMeters, exclusive_mu AS exclusiveMu,
      hit_square_meters AS hitSquareMeters, pieces
    FROM ${linesOf(runId)} WHERE plot_id = ${plotId} ORDER BY position`);
  return { result: rowToResult(row), lines };
}

export interface RunResult {
  readonly plotNo: string;
  readonly grossSquareMeters: number | null;
  readonly netMu: number | null;
  readonly verdict: EligibilityVerdict;
  /** JSON of EligibilityReason[]. */
  readonly reasons: string;
}

/** Areas, verdicts and reasons of all plots of a run by plot id, with the plot numbers. */
export function readRunResults(db: ReadableDatabase, runId: number): Map<number, RunResult> {
  const rows = db.all<RunResult & { plotId: number }>(sql`
    SELECT r.plot_id AS plotId, p.plot_no AS plotNo, r.gross_square_meters AS grossSquareMeters,
      r.net_mu AS netMu, r.verdict, r.reasons
    FROM ${resultsOf(runId)} r JOIN plots p ON p.plot_id = r.plot_id ORDER BY r.plot_id`);
  return new Map(rows.map(({ plotId, ...rest }) => [plotId, rest]));
}

/** The layers a run was computed from. */
export function readRunLayers(db: ReadableDatabase, runId: number): RunLayer[] {
  return db.all<RunLayer>(sql`
    SELECT layer_id AS layerId, name, role, rule, content_sha256 AS contentSha256
    FROM eligibility_run_layers WHERE run_id = ${runId} ORDER BY layer_id`);
}

/** The layers of the project that an eligibility run depends on: plots, and all that are bound to a rule. */
export function listRunLayers(db: ReadableDatabase): RunLayer[] {
  return listLayers(db)
    .filter(({ role, rule }) => role === 'plots' || role === 'slope' || rule !== null)
    .map(({ id, name, role, rule, contentSha256 }) => ({
      layerId: Number(id),
      name,
      role,
      rule,
      contentSha256,
    }));
}

/** True where a layer, its binding, the plots or the area setting are not what the run was computed from. */
export function isRunStale(db: ReadableDatabase, run: StoredRun): boolean {
  if (readSettings(db).edgeSplitMeters !== run.edgeSplitMeters) return true;
  const describe = (layers: readonly RunLayer[]): string =>
    JSON.stringify(
      layers.map(({ layerId, role, rule, contentSha256 }) => [layerId, role, rule, contentSha256]),
    );
  const isOther = describe(readRunLayers(db, run.runId)) !== describe(listRunLayers(db));
  return isOther || wereInputsEdited(db, run.runId);
}

interface RunRow {
  readonly run_id: number;
  readonly rules_id: string;
  readonly rules_version: string;
  readonly rules_json: string;
  readonly rules_sha256: string;
  readonly missing_rules: string;
  readonly finished_at_utc: string;
  readonly area_method: string;
  readonly edge_split_meters: number | null;
  readonly workers: number;
  readonly elapsed_ms: number;
  readonly peak_rss_bytes: number;
  readonly plots: number;
  readonly not_computed: number;
  readonly gross_square_meters: number | null;
  readonly net_square_meters: number | null;
  readonly gross_mu: number | null;
  readonly net_mu: number | null;
  readonly closing_error_square_meters: number;
  readonly pieces_table: string | null;
  /** Absent while an older project is being checked before its migration. */
  readonly adjustment?: string | null;
}

const noRemarks = { recordNotes: [], layerNotes: [], openWarnings: 'note' } as const;

function rowToRun(row: RunRow): StoredRun {
  return {
    runId: row.run_id,
    rulesId: row.rules_id,
    rulesVersion: row.rules_version,
    rulesSha256: row.rules_sha256,
    // runs stored before there were remarks have none
    ruleSet: { ...noRemarks, ...(JSON.parse(row.rules_json) as Omit<RuleSet, keyof typeof noRemarks>) },
    missingRules: splitCodes(row.missing_rules),
    adjustment: parseAdjustment(row),
    areaMethod: row.area_method,
    edgeSplitMeters: row.edge_split_meters,
    piecesTable: row.pieces_table,
  };
}

interface ResultRow {
  readonly verdict: string;
  readonly gross_square_meters: number | null;
  readonly net_square_meters: number | null;
  readonly gross_mu: number | null;
  readonly net_mu: number | null;
  readonly closing_error_square_meters: number | null;
  readonly reasons: string;
  readonly not_computed: string | null;
  readonly not_computed_detail: string | null;
}

function rowToResult(row: ResultRow): StoredResult {
  return {
    verdict: row.verdict as EligibilityVerdict,
    grossSquareMeters: row.gross_square_meters,
    netSquareMeters: row.net_square_meters,
    grossMu: row.gross_mu,
    netMu: row.net_mu,
    closingErrorSquareMeters: row.closing_error_square_meters,
    reasons: JSON.parse(row.reasons) as EligibilityReason[],
    notComputed: row.not_computed,
    notComputedDetail: row.not_computed_detail,
  };
}

function parseAdjustment({ adjustment }: RunRow): AdoptedAdjustment | null {
  return adjustment === null || adjustment === undefined
    ? null
    : (JSON.parse(adjustment) as AdoptedAdjustment);
}

function splitCodes(text: string): string[] {
  return text === '' ? [] : text.split(',');
}
