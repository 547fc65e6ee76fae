import type { RequestOf } from '../../../shared/contract/backendApi.ts';
import type { WhatIfReport } from '../../../shared/contract/records/eligibilityRecords.ts';
import { adjustOrder, adjustThresholds } from '../../../shared/domain/eligibility/adjustment.ts';
import { enableRules } from '../../../shared/domain/eligibility/enableRules.ts';
import { evaluatePlot, type Scenario } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import { printBill } from '../../../shared/domain/eligibility/printBill.ts';
import { type EligibilityVerdict, eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { readRunRules, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { loadRunPieces } from './runPieces.ts';

/**
 * What-if over the pieces of the newest run: another order, rules left out, other thresholds. Stores nothing. What
 * the request does not name is as in the rule set of the run, also where the run itself was made with a scenario.
 * Throws RUN_MISSING, ARGUMENT_INVALID for a rule the run does not have.
 */
export function compareScenario(
  database: ReadableDatabase,
  run: StoredRun,
  request: RequestOf<'eligibility.whatif'>,
): WhatIfReport {
  if (run.piecesTable === null) throw new AppError('RUN_MISSING', {});
  const stored = loadRunPieces(database, run, run.piecesTable);
  const scenario = createScenario(database, run, stored.codes, request);
  const { thresholds } = scenario;
  const verdicts = Object.fromEntries(eligibilityVerdicts.map((verdict) => [verdict, 0])) as Record<
    EligibilityVerdict,
    number
  >;
  const sums = new Map<string, RuleSum>();
  const flipped: WhatIfReport['flipped'][number][] = [];
  let changedPlots = 0;
  let netSquareMeters = 0;
  let netUnits = 0;
  stored.plots.forEach((plot, index) => {
    const { grossSquareMeters, hasOpenWarning, plotId, plotNo } = plot;
    const pieces = stored.piecesOf(index);
    const outcome = evaluatePlot({ grossSquareMeters, pieces, hasOpenWarning }, scenario);
    const { netMu, linesMu } = printBill(
      grossSquareMeters,
      outcome.netSquareMeters,
      outcome.lines.map(({ exclusiveSquareMeters }) => exclusiveSquareMeters),
    );
    netSquareMeters += outcome.netSquareMeters;
    netUnits += Math.round(netMu * 100);
    verdicts[outcome.verdict] += 1;
    outcome.lines.forEach(({ code, exclusiveSquareMeters }, line) => {
      const sum = sums.get(code) ?? { squareMeters: 0, units: 0, plots: 0 };
      sum.squareMeters += exclusiveSquareMeters;
      sum.units += Math.round((linesMu[line] as number) * 100);
      sum.plots += 1;
      sums.set(code, sum);
    });
    const flips = outcome.verdict !== plot.verdict;
    if (flips || netMu !== plot.netMu) changedPlots += 1;
    if (flips) {
      const change = { from: plot.verdict, to: outcome.verdict, fromNetMu: plot.netMu, toNetMu: netMu };
      flipped.push({ plotId, plotNo, ...change });
    }
  });
  for (const verdict of stored.notComputed) verdicts[verdict] += 1;
  // a total with a hole in it is no total
  const whole = stored.notComputed.length === 0;
  const codes = scenario.order.map((bit) => stored.codes[bit] as string);
  const charging = [thresholds.sliver, thresholds.minimumNet].flatMap((threshold) => threshold?.code ?? []);
  return {
    order: codes,
    without: [...scenario.without],
    minimumNetSquareMeters: thresholds.minimumNet?.squareMeters ?? 0,
    netSquareMeters: whole ? netSquareMeters : null,
    netMu: whole ? netUnits / 100 : null,
    verdicts,
    byRule: [...codes, ...charging].map((rule) => {
      const { squareMeters, units, plots } = sums.get(rule) ?? { squareMeters: 0, units: 0, plots: 0 };
      return { rule, exclusiveSquareMeters: squareMeters, exclusiveMu: units / 100, plots };
    }),
    changedPlots,
    flipped: flipped.sort((a, b) => (a.plotNo < b.plotNo ? -1 : a.plotNo > b.plotNo ? 1 : 0)),
  };
}

interface RuleSum {
  squareMeters: number;
  units: number;
  plots: number;
}

function createScenario(
  database: ReadableDatabase,
  run: StoredRun,
  codes: readonly string[],
  request: RequestOf<'eligibility.whatif'>,
): Scenario & { readonly without: readonly string[] } {
  // what the run's own scenario did not ask for is asked for again, unless the request leaves it out too
  const silenced = (run.adjustment?.without ?? []).filter((code) => !codes.includes(code));
  const missing = [...run.missingRules, ...silenced];
  const adjusted = adjustOrder(inOwnOrder(run, codes), missing, request);
  if ('argument' in adjusted) {
    throw new AppError('ARGUMENT_INVALID', { argument: adjusted.argument, detail: adjusted.code });
  }
  const basisOf = new Map(readRunRules(database, run.runId).map((rule) => [rule.code, rule]));
  return {
    rules: codes.flatMap((code) => basisOf.get(code) ?? []),
    order: adjusted.order.map((code) => codes.indexOf(code)),
    without: adjusted.without,
    thresholds: adjustThresholds(enableRules(run.ruleSet).thresholds, request),
    missing: adjusted.missing,
  };
}

/** The order of the rule set: a run made with a scenario has its rules in the order of the scenario. */
function inOwnOrder({ ruleSet, adjustment }: StoredRun, codes: readonly string[]): readonly string[] {
  if (adjustment?.order === undefined && adjustment?.without === undefined) return codes;
  const blocking = ruleSet.layerNotes.filter(({ effect }) => effect === 'block');
  const own = [...ruleSet.plotRules, ...blocking, ...ruleSet.exclusions].map(({ code }) => code);
  const place = (code: string): number => own.indexOf(code.replace(/-\d+$/, ''));
  const member = (code: string): number => Number(/-(\d+)$/.exec(code)?.[1] ?? 0);
  return [...codes].sort((a, b) => place(a) - place(b) || member(a) - member(b));
}
