import type { AdoptedAdjustment } from '../../../../shared/domain/eligibility/adjustment.ts';
import type { RuleBasis } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, runCommand } from './commandLog.ts';
import type { RunLayer, StoredRun } from './eligibilityRuns.ts';
import type { OpenProject } from './openProject.ts';
import { writePlotEligibility } from './plots.ts';
import { replaceOutcomes } from './replaceOutcomes.ts';
import { type RunInputs, writeRunInputs } from './runInputs.ts';
import { newestCount } from './runRows.ts';
import { toJson } from './scenarios.ts';
import { removeFormerPieces, writePieces } from './writePieces.ts';

/** A feature that is the same as before under another number, as after a layer was imported anew. */
export interface MovedFeature {
  readonly oldLayerId: number;
  readonly oldFid: number;
  readonly newLayerId: number;
  readonly newFid: number;
}

/** A finished run whose plots are staged. */
export interface FinishedRun {
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly rulesJson: string;
  readonly rulesSha256: string;
  readonly missingRules: readonly string[];
  /** The scenario this run makes official; null: the rule set as it is. */
  readonly adjustment: AdoptedAdjustment | null;
  /** In the order of attribution, thresholds last; `layers` are names for the bill. */
  readonly rules: readonly (RuleBasis & { readonly layers: string })[];
  /** The run that plots not staged are taken from; null where all plots are staged. */
  readonly basedOn: StoredRun | null;
  /** Features that copied hits name under another number now. */
  readonly moved: readonly MovedFeature[];
  /** What the next run compares itself with; null where nothing is known of the run this one is based on. */
  readonly inputs: RunInputs | null;
  /** As they were when the run began. */
  readonly runLayers: readonly RunLayer[];
  readonly startedAtUtc: string;
  readonly areaMethod: string;
  readonly edgeSplitMeters: number | null;
  readonly workers: number;
  readonly repairedExclusions: number;
  readonly by: string;
  readonly measure: () => { readonly elapsedMs: number; readonly peakRssBytes: number };
}

/** Results and pieces of this many runs are kept: for comparison, and to make their releases again. */
export const RUNS_KEPT = 5;

/**
 * Makes the staged plots the project's newest run: one command, one transaction. Only what differs from the run before
 * is written. Hits are those of the newest run; results and pieces that only runs older than the newest five have go.
 */
export function storeRun(project: OpenProject, run: FinishedRun): number {
  const toCommand = (runId: number): Command => ({
    kind: 'eligibility.run',
    target: `run:${runId}`,
    by: run.by,
    oldValue: null,
    newValue: {
      ...{ rulesId: run.rulesId, rulesVersion: run.rulesVersion, rulesSha256: run.rulesSha256 },
      ...(run.adjustment === null ? {} : { adjustment: describeAdopted(run.adjustment) }),
    },
  });
  return runCommand(project, toCommand, (db, { atUtc }) => {
    const plotsHaveGone = havePlotsGone(db);
    const runId = insertRun(db, run, atUtc);
    replaceOutcomes(db, runId);
    replaceHits(db, run);
    const piecesTable = writePieces(db, { runId, crs: project.crs, atUtc, plotsHaveGone });
    insertRules(db, runId, run.rules);
    if (run.inputs !== null) writeRunInputs(db, runId, run.inputs);
    removeOldRuns(db);
    writeTotals(db, runId, piecesTable);
    // the table of plots knows the outcome of the others already
    writePlotEligibility(
      db,
      sql`
        SELECT plot_id, verdict AS eligibility, net AS net_square_meters, net_mu
        FROM temp.changed_plots JOIN temp.staged_results USING (plot_id)`,
    );
    const { elapsedMs, peakRssBytes } = run.measure();
    db.run(sql`
      UPDATE eligibility_runs SET elapsed_ms = ${Math.round(elapsedMs)}, peak_rss_bytes = ${peakRssBytes}
      WHERE run_id = ${runId}`);
    return runId;
  });
}

/** Whether plots of the newest run are no longer: results go with their plots, pieces stay in their table. */
function havePlotsGone(db: WritableDatabase): boolean {
  return (
    db.value<number>(
      sql`SELECT plots <> ${newestCount} FROM eligibility_runs ORDER BY run_id DESC LIMIT 1`,
    ) === 1
  );
}

function describeAdopted({ scenarioName, ...adjustment }: AdoptedAdjustment): JsonValue {
  return { scenarioName, ...toJson(adjustment) };
}

function insertRun(db: WritableDatabase, run: FinishedRun, atUtc: string): number {
  const { lastInsertRowid: runId } = db.run(sql`
    INSERT INTO eligibility_runs (rules_id, rules_version, rules_json, rules_sha256, missing_rules, based_on_run,
      started_at_utc, finished_at_utc, area_method, edge_split_meters, workers, elapsed_ms, peak_rss_bytes,
      repaired_exclusions, plots, not_computed, closing_error_square_meters, adjustment)
    VALUES (${run.rulesId}, ${run.rulesVersion}, ${run.rulesJson}, ${run.rulesSha256},
      ${run.missingRules.join(',')}, ${run.basedOn?.runId ?? null}, ${run.startedAtUtc}, ${atUtc},
      ${run.areaMethod}, ${run.edgeSplitMeters}, ${run.workers}, 0, 0, ${run.repairedExclusions}, 0, 0, 0,
      ${run.adjustment === null ? null : JSON.stringify(run.adjustment)})`);
  for (const { layerId, name, role, rule, contentSha256 } of run.runLayers) {
    db.run(sql`
      INSERT INTO eligibility_run_layers (run_id, layer_id, name, role, rule, content_sha256)
      VALUES (${runId}, ${layerId}, ${name}, ${role}, ${rule}, ${contentSha256})`);
  }
  return runId;
}

/** Those of plots that were not repeated stay as they are: one moved polygon leaves a hundred thousand of them alone. */
function replaceHits(db: WritableDatabase, { basedOn, moved }: FinishedRun): void {
  if (basedOn === null) db.run(sql`DELETE FROM eligibility_hits`);
  else {
    db.run(sql`DELETE FROM eligibility_hits WHERE plot_id IN (SELECT plot_id FROM temp.staged_results)`);
    renumberHits(db, moved);
  }
  db.run(sql`
    INSERT INTO eligibility_hits (plot_id, code, layer_id, fid)
    SELECT plot_id, code, layer_id, fid FROM temp.staged_hits ORDER BY plot_id, id`);
}

/** Hits name features by their rows now. */
function renumberHits(db: WritableDatabase, moved: readonly MovedFeature[]): void {
  if (moved.length === 0) return;
  db.script(`
    CREATE TEMP TABLE moved_features (old_layer_id INTEGER, old_fid INTEGER, new_layer_id INTEGER, new_fid INTEGER,
      PRIMARY KEY (old_layer_id, old_fid)) WITHOUT ROWID`);
  const insert = db.prepareRun('INSERT INTO temp.moved_features VALUES (?, ?, ?, ?)');
  for (const { oldLayerId, oldFid, newLayerId, newFid } of moved) {
    insert([oldLayerId, oldFid, newLayerId, newFid]);
  }
  // the hits of these layers are picked out before any is looked up among the features
  db.run(sql`
    UPDATE eligibility_hits SET (layer_id, fid) = (new_layer_id, new_fid) FROM temp.moved_features
    WHERE layer_id IN (SELECT DISTINCT old_layer_id FROM temp.moved_features)
      AND old_layer_id = layer_id AND old_fid = fid`);
  db.script('DROP TABLE temp.moved_features');
}

interface RuleSums {
  readonly code: string;
  readonly exclusive: number;
  readonly exclusiveMu: number;
  readonly hit: number;
  readonly plots: number;
}

function insertRules(db: WritableDatabase, runId: number, rules: FinishedRun['rules']): void {
  const rows = db.all<RuleSums>(sql`
    SELECT code, total(exclusive_square_meters) AS exclusive, round(total(exclusive_mu), 2) AS exclusiveMu,
      total(hit_square_meters) AS hit, count(*) AS plots
    FROM eligibility_lines INDEXED BY eligibility_lines_newest WHERE last_run IS NULL GROUP BY code`);
  const sums = new Map(rows.map((row) => [row.code, row]));
  rules.forEach((rule, position) => {
    const { exclusive, exclusiveMu, hit, plots } = sums.get(rule.code) ?? NO_LINES;
    db.run(sql`
      INSERT INTO eligibility_run_rules (run_id, position, code, title, result_code, result_title,
        document_number, clause, clause_text, layers, exclusive_square_meters, exclusive_mu, hit_square_meters, plots)
      VALUES (${runId}, ${position}, ${rule.code}, ${rule.title}, ${rule.resultCode}, ${rule.resultTitle},
        ${rule.documentNumber}, ${rule.clause}, ${rule.clauseText}, ${rule.layers},
        ${exclusive}, ${exclusiveMu}, ${hit}, ${plots})`);
  });
}

const NO_LINES = { exclusive: 0, exclusiveMu: 0, hit: 0, plots: 0 };

/** Totals from the stored rows, in plot order. A total with a hole in it is no total: then it stays null. */
function writeTotals(db: WritableDatabase, runId: number, piecesTable: string): void {
  db.run(sql`
    UPDATE eligibility_runs SET pieces_table = ${piecesTable},
      (plots, not_computed, gross_square_meters, net_square_meters, gross_mu, net_mu, closing_error_square_meters) = (
        SELECT count(*), count(not_computed),
          CASE WHEN count(not_computed) = 0 THEN total(gross_square_meters) END,
          CASE WHEN count(not_computed) = 0 THEN total(net_square_meters) END,
          CASE WHEN count(not_computed) = 0 THEN round(total(gross_mu), 2) END,
          CASE WHEN count(not_computed) = 0 THEN round(total(net_mu), 2) END,
          total(closing_error_square_meters)
        FROM eligibility_results INDEXED BY eligibility_results_newest WHERE last_run IS NULL)
    WHERE run_id = ${runId}`);
}

function removeOldRuns(db: WritableDatabase): void {
  const oldest = db.value<number>(
    sql`SELECT run_id FROM eligibility_runs ORDER BY run_id DESC LIMIT 1 OFFSET ${RUNS_KEPT - 1}`,
  );
  if (oldest === undefined) return;
  db.run(sql`DELETE FROM eligibility_results WHERE last_run < ${oldest}`);
  db.run(sql`DELETE FROM eligibility_lines WHERE last_run < ${oldest}`);
  removeFormerPieces(db, oldest);
  db.run(sql`DELETE FROM eligibility_runs WHERE run_id < ${oldest}`);
}
