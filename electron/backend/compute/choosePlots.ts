import { isRunStale, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findPlotByNumber } from '../storage/project/plots.ts';
import { iteratePlotBoxes, listPlotBoxes, type PlotBox } from '../storage/project/readPlotWkbs.ts';
import { type RunInputs, readRunInputs } from '../storage/project/runInputs.ts';
import type { MovedFeature } from '../storage/project/storeRun.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { describePlotUse, listPlotFeatures } from './inputNotes.ts';
import { orderAlongCurve, type PlotOrder } from './orderAlongCurve.ts';
import { planChangedRun } from './planChangedRun.ts';
import type { RunRequest } from './RunRequest.ts';
import type { RunBasis } from './readRunBasis.ts';

/** The plots of a run, and what it takes from the run before. */
export interface ChosenPlots {
  /** Null: nothing, all plots are computed. */
  readonly basedOn: StoredRun | null;
  /** The plots to compute. */
  readonly order: PlotOrder;
  readonly moved: readonly MovedFeature[];
  /** What the results depend on where it is known already; null where it is not, or is noted during a full run. */
  readonly inputs: RunInputs | null;
}

/** Throws PLOT_NOT_FOUND. */
export function choosePlots(
  project: OpenProject,
  request: Pick<RunRequest, 'only' | 'changedOnly'>,
  basis: RunBasis,
): ChosenPlots {
  const { database: db } = project;
  const { previous, noteFields } = basis;
  const plan =
    request.changedOnly === true && request.only === undefined && previous !== undefined
      ? planChangedRun(db, {
          ...{ previous, rules: basis.rulesText, exclusions: basis.exclusionLayers },
          plotUse: describePlotUse(noteFields),
          readPlotLayer: (group) => listPlotFeatures(project, group, noteFields),
        })
      : undefined;
  const basedOn = plan?.basedOn ?? chooseBase(project, request, basis);
  const only = basedOn === null ? undefined : request.only;
  return {
    ...{ basedOn, moved: plan?.moved ?? [] },
    order: orderAlongCurve(plan?.boxes ?? selectBoxes(db, only), basis.county),
    inputs: plan?.inputs ?? (basedOn === null ? null : (readRunInputs(db, basedOn.runId) ?? null)),
  };
}

/** A run of some plots only can lean on the run before where nothing it was computed from has changed. */
function chooseBase(
  project: OpenProject,
  { only }: Pick<RunRequest, 'only'>,
  { previous, document, adjustment }: RunBasis,
): StoredRun | null {
  if (only === undefined || previous === undefined) return null;
  const isGood =
    previous.rulesSha256 === document.sha256 &&
    JSON.stringify(previous.adjustment) === JSON.stringify(adjustment) &&
    !isRunStale(project.database, previous);
  return isGood ? previous : null;
}

/** Throws PLOT_NOT_FOUND. */
function selectBoxes(db: ReadableDatabase, only: readonly string[] | undefined): Iterable<PlotBox> {
  if (only === undefined) return iteratePlotBoxes(db);
  return listPlotBoxes(
    db,
    only.map((plotNo) => findPlotByNumber(db, plotNo)),
  );
}
