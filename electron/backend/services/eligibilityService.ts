import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { AreaBill, BillNote, RunSummary } from '../../../shared/contract/records/eligibilityRecords.ts';
import { distributeByLargestRemainder } from '../../../shared/domain/area/totals.ts';
import { AREA_DECIMALS } from '../../../shared/domain/area/units.ts';
import type { RuleSet } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { EligibilityReason } from '../../../shared/domain/eligibility/verdict.ts';
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
  readPlotResult,
  readRunRules,
  type StoredRun,
} from '../storage/project/eligibilityRuns.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readPlotPieces } from '../storage/project/pieces.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { listProjectRuleSets } from '../storage/project/projectRuleSets.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

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
    'eligibility.bill': ({ plotId }) =>
      readBill(session.require(eligibilityOperations.bill).database, plotId),
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
  const run = requireRun(database);
  const summary = readLatestRunSummary(database) as RunSummary;
  return { ...summary, stale: isStale(database, run) };
}

/** Beside what the project knows of layers: whether the rule set of that name has changed since, or is gone. */
export function isStale(database: ReadableDatabase, run: StoredRun): boolean {
  const documents = [...listProjectRuleSets(database), ...readRuleSets()];
  const document = documents.find(({ ruleSet }) => ruleSet.id === run.rulesId);
  return document?.sha256 !== run.rulesSha256 || isRunStale(database, run);
}

function readBill(database: ReadableDatabase, plotId: number): AreaBill {
  const run = requireRun(database);
  const plot = getPlotDetail(database, plotId);
  const found = readPlotResult(database, run.runId, plotId);
  if (found === undefined) throw new AppError('RUN_MISSING', {});
  const { result } = found;
  const rules = new Map(readRunRules(database, run.runId).map((rule) => [rule.code, rule]));
  const lines = found.lines.map((line) => {
    const rule = rules.get(line.code);
    if (rule === undefined) throw new Error(`run ${run.runId} has a line of the unknown rule ${line.code}`);
    const { code, title, resultCode, documentNumber, clause, clauseText, layers } = rule;
    const { exclusiveSquareMeters, hitSquareMeters, pieces } = line;
    return {
      ...{ rule: code, title, resultCode, documentNumber, clause, clauseText, layer: layers },
      ...{ exclusiveSquareMeters, hitSquareMeters, pieces },
    };
  });
  const { grossSquareMeters: gross, netSquareMeters: net } = result;
  const parts = [...lines.map((line) => line.exclusiveSquareMeters), net ?? 0];
  return {
    plotId,
    plotNo: plot.plotNo,
    runId: String(run.runId),
    rulesId: run.rulesId,
    rulesVersion: run.rulesVersion,
    areaMethod: run.areaMethod,
    grossSquareMeters: gross,
    netSquareMeters: net,
    planarSquareMeters: plot.planarSquareMeters,
    tbmj: plot.recordedSquareMeters,
    lines,
    closingErrorSquareMeters: result.closingErrorSquareMeters,
    printedMu:
      result.grossMu === null || result.netMu === null
        ? null
        : { gross: result.grossMu, net: result.netMu, lines: found.lines.map((line) => line.exclusiveMu) },
    printedSquareMeters: gross === null ? null : printClosed(parts, gross),
    verdict: result.verdict,
    reasons: result.reasons,
    notes: describeNotes(run.ruleSet, result.reasons),
    notComputed: result.notComputed,
    stale: isStale(database, run),
  };
}

function describeNotes(ruleSet: RuleSet, reasons: readonly EligibilityReason[]): BillNote[] {
  return reasons.flatMap(({ ruleCode, resultCode, areaSquareMeters }) => {
    const onRecord = ruleSet.recordNotes.find(({ code }) => code === ruleCode);
    const outcome = onRecord?.outcomes.find((candidate) => candidate.resultCode === resultCode);
    const onLayer = ruleSet.layerNotes.find(({ code }) => code === ruleCode);
    const note = onRecord ?? onLayer;
    const resultTitle = outcome?.resultTitle ?? onLayer?.resultTitle;
    if (note === undefined || resultTitle === undefined || note.effect === 'block') return [];
    const { code, title, effect, documentNumber, clause, clauseText } = note;
    return [
      {
        ...{ rule: code, title, resultCode, resultTitle, effect, documentNumber, clause, clauseText },
        areaSquareMeters,
      },
    ];
  });
}

/** Lines and net (the last part) with two decimals, adding up to the total as printed. */
function printClosed(
  parts: readonly number[],
  total: number,
): { gross: number; net: number; lines: readonly number[] } {
  const rounded = distributeByLargestRemainder(parts, AREA_DECIMALS.mu, total);
  const gross = rounded.reduce((sum, part) => sum + Math.round(part * 100), 0) / 100;
  return { gross, net: rounded.at(-1) ?? 0, lines: rounded.slice(0, -1) };
}
