import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { RunSummary } from '../../../shared/contract/records/eligibilityRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { compareScenario } from '../compute/compareScenario.ts';
import { createRuleOrder } from '../compute/createRuleOrder.ts';
import { runEligibility } from '../compute/runEligibility.ts';
import { runFlowout } from '../compute/runFlowout.ts';
import { readRuleSets } from '../files/readRuleSets.ts';
import {
  isRunStale,
  readLatestRun,
  readLatestRunSummary,
  type StoredRun,
} from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotPieces } from '../storage/project/pieces.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { listProjectRuleSets } from '../storage/project/projectRuleSets.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { readBill } from './readBill.ts';

type EligibilityMethod =
  | 'eligibility.run'
  | 'eligibility.summary'
  | 'eligibility.bill'
  | 'eligibility.whatif'
  | 'eligibility.flowout'
  | 'plot.pieces';

/** Runs, their summary, the bill and pieces of a plot, and what-if. */
export function createEligibilityHandlers(context: BackendContext): Pick<Handlers, EligibilityMethod> {
  const { session } = context;
  return {
    async 'eligibility.run'(request, call) {
      const project = session.require(eligibilityOperations.run);
      await runEligibility(project, request, call);
      context.emit('project.changed', { what: 'run' });
      return requireSummary(project);
    },
    'eligibility.flowout': (request, call) =>
      runFlowout(session.require(eligibilityOperations.flowout), request, call),
    'eligibility.summary': () => requireSummary(session.require(eligibilityOperations.summary)),
    'eligibility.bill': ({ plotId }) => {
      const { database } = session.require(eligibilityOperations.bill);
      const run = requireRun(database);
      return readBill(database, run, plotId, isStale(database, run));
    },
    'eligibility.whatif': (request) => {
      const { database } = session.require(eligibilityOperations.whatif);
      return compareScenario(database, requireRun(database), request);
    },
    'plot.pieces': ({ plotId }) => {
      const { database } = session.require(eligibilityOperations.pieces);
      getPlotDetail(database, plotId); // throws PLOT_NOT_FOUND
      const run = requireRun(database);
      if (run.piecesTable === null) throw new AppError('RUN_MISSING', {});
      const pieces = readPlotPieces(database, run.piecesTable, plotId);
      const inOrder = createRuleOrder(database, run);
      return {
        pieces: pieces.map(({ rules, areaSquareMeters, wkb }) => ({
          rules: inOrder(rules),
          areaSquareMeters,
          wkb,
        })),
      };
    },
  };
}

function requireRun(database: ReadableDatabase): StoredRun {
  const run = readLatestRun(database);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  return run;
}

function requireSummary({ database }: OpenProject): RunSummary {
  requireRun(database);
  return readRunSummary(database) as RunSummary;
}

/** The newest run in figures, and whether its rules are still those; null before the first. */
export function readRunSummary(database: ReadableDatabase): RunSummary | null {
  const run = readLatestRun(database);
  const summary = readLatestRunSummary(database);
  return run === undefined || summary === null ? null : { ...summary, stale: isStale(database, run) };
}

/** Beside what the project knows of layers: whether the rule set of that name has changed since, or is gone. */
export function isStale(database: ReadableDatabase, run: StoredRun): boolean {
  const documents = [...listProjectRuleSets(database), ...readRuleSets()];
  const document = documents.find(({ ruleSet }) => ruleSet.id === run.rulesId);
  return document?.sha256 !== run.rulesSha256 || isRunStale(database, run);
}
