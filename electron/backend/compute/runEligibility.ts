import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations, eligibilityStages } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { createRunStaging } from '../storage/project/runStaging.ts';
import { storeRun } from '../storage/project/storeRun.ts';
import { choosePlots } from './choosePlots.ts';
import { chooseWorkers } from './chooseWorkers.ts';
import { computePieces } from './computePieces.ts';
import { createCutPool } from './createCutPool.ts';
import { createPlotJudge } from './createPlotJudge.ts';
import { describeRules } from './describeRules.ts';
import { createInputNotes, describePlotUse } from './inputNotes.ts';
import type { RunRequest } from './RunRequest.ts';
import { readRunBasis } from './readRunBasis.ts';
import { countExclusions, readRunExclusions, SourceRows } from './readRunExclusions.ts';
import { type PlotAtHand, readRunPlots } from './readRunPlots.ts';

export interface RunContext {
  readonly signal: CancelSignal;
  readonly reportProgress: (stage: string, done: number, total: number) => void;
}

const MAXIMUM_WORKERS = 16;
const PLOTS_PER_WORKER = 512;

const running = new WeakSet<OpenProject>();

/**
 * Computes the eligibility of the project's plots and stores it as the newest run: one command. A run that is
 * cancelled or fails leaves the project as it was.
 * Throws PLOTS_MISSING, PLOT_NOT_FOUND, RULES_NOT_FOUND, RULES_INVALID, RUN_IN_PROGRESS, OPERATION_CANCELLED.
 */
export async function runEligibility(
  project: OpenProject,
  request: RunRequest,
  context: RunContext,
): Promise<void> {
  if (running.has(project)) throw new AppError('RUN_IN_PROGRESS', {});
  running.add(project);
  try {
    await compute(project, request, context);
  } finally {
    running.delete(project);
  }
}

async function compute(project: OpenProject, request: RunRequest, context: RunContext): Promise<void> {
  const { database: db, crs } = project;
  const startedAtUtc = project.clock().toISOString();
  const startedAt = performance.now();
  const basis = readRunBasis(project, request);
  const { ruleSet, document, bound, exclusionLayers, layers, noteFields, county, edgeSplitMeters } = basis;
  const settings = {
    ...{ crs: crs.code, edgeSplitMeters },
    latitude: (county.minY + county.maxY) / 2,
    overlapMask: bound.rules.reduce((mask, { note }, bit) => (note === null ? mask : mask | (1 << bit)), 0),
  };
  const operation = eligibilityOperations.run;
  const pool = createCutPool(settings, { signal: context.signal, operation });
  const staging = createRunStaging(db, crs.epsg);
  try {
    // a worker loads while the plots are chosen: together they are most of a small run
    pool.warmUp();
    const { basedOn, order, moved, inputs } = choosePlots(project, request, basis);
    const { plotIds } = order;
    const noted = basedOn === null ? createInputNotes(db) : undefined;
    const wanted = clampWorkers(request.workers ?? chooseWorkers(plotIds.length));
    // a second worker takes longer to start than some hundred plots take to cut
    const workers =
      basedOn === null ? wanted : Math.min(wanted, Math.ceil(plotIds.length / PLOTS_PER_WORKER) || 1);
    const within = basedOn === null ? undefined : order.extent;
    const sources = new SourceRows();
    const atHand = new Map<number, PlotAtHand>();
    const judge = createPlotJudge(basis, { atHand, sources });
    const report = await computePieces(
      {
        ...settings,
        exclusions: readRunExclusions(db, exclusionLayers, within, sources, noted),
        exclusionCount: countExclusions(bound, layers),
        within,
        plots: readRunPlots(project, plotIds, noteFields, atHand, noted),
        plotCount: plotIds.length,
      },
      {
        ...{ workers, operation, signal: context.signal },
        onProgress: (stage, done, total) => context.reportProgress(eligibilityStages[stage], done, total),
        onPlot: (plotId, result) => staging.add(judge(plotId, result)),
      },
      pool,
    );
    staging.flush();
    context.reportProgress(eligibilityStages.saving, 0, 0);
    storeRun(project, {
      rulesId: ruleSet.id,
      rulesVersion: ruleSet.version,
      rulesJson: document.text,
      rulesSha256: document.sha256,
      missingRules: basis.scenario.missing,
      adjustment: basis.adjustment,
      rules: describeRules(bound, basis.scenario),
      ...{ basedOn, moved, startedAtUtc, edgeSplitMeters, workers },
      inputs: noted?.build(basis.rulesText, exclusionLayers, describePlotUse(noteFields)) ?? inputs,
      runLayers: basis.runLayers,
      areaMethod: createAreaMeter(crs, { edgeSplitMeters }).describe(),
      repairedExclusions: report.repairedExclusions.length,
      by: request.by,
      measure: () => ({
        elapsedMs: performance.now() - startedAt,
        peakRssBytes: process.resourceUsage().maxRSS * 1024,
      }),
    });
  } finally {
    await pool.close();
    pool.startSpare(() => db.isOpen && !running.has(project));
    if (db.isOpen) staging.drop();
  }
}

function clampWorkers(wanted: number): number {
  return Math.max(1, Math.min(wanted, MAXIMUM_WORKERS));
}
