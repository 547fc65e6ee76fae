import type { RequestOf } from '../../../shared/contract/backendApi.ts';
import type { WhatIfReport } from '../../../shared/contract/records/eligibilityRecords.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { evaluatePlot, type Scenario } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import type { Piece } from '../../../shared/domain/eligibility/piece.ts';
import type { RuleSet, RuleThresholds } from '../../../shared/domain/eligibility/ruleSet.ts';
import {
  type EligibilityReason,
  type EligibilityVerdict,
  eligibilityVerdicts,
} from '../../../shared/domain/eligibility/verdict.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import {
  readRunResults,
  readRunRules,
  type StoredRun,
  type StoredRunRule,
} from '../storage/project/eligibilityRuns.ts';
import { iteratePieces } from '../storage/project/pieces.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/**
 * What-if over the pieces of the newest run: another order, rules left out, another minimum area. Stores nothing.
 * A rule group names all its members (E99 for E99-1, E99-2 …); rules not named in `order` follow in their own.
 * Throws RUN_MISSING, ARGUMENT_INVALID for a rule the run does not have.
 */
export function compareScenario(
  database: ReadableDatabase,
  run: StoredRun,
  request: RequestOf<'eligibility.whatif'>,
): WhatIfReport {
  if (run.piecesTable === null) throw new AppError('RUN_MISSING', {});
  const thresholds = changeThresholds(run.ruleSet.thresholds, request.minimumNetSquareMeters);
  const charging = new Set([thresholds.minimumNet?.code, thresholds.sliver?.code]);
  const rules = readRunRules(database, run.runId).filter(({ code }) => !charging.has(code));
  const without = expand('without', request.without ?? [], rules, run.missingRules);
  const named = expand('order', request.order ?? [], rules, run.missingRules);
  const all = [...named, ...rules.map(({ code }) => code).filter((code) => !named.includes(code))];
  const codes = all.filter((code) => rules.some((rule) => rule.code === code) && !without.includes(code));
  const bitOf = new Map(rules.map(({ code }, bit) => [code, bit]));
  const scenario: Scenario = {
    rules,
    order: codes.map((code) => bitOf.get(code) as number),
    thresholds,
    missing: run.missingRules.filter((code) => !without.includes(code)),
  };

  const warns = createWarningTest(run.ruleSet);
  const results = readRunResults(database, run.runId);
  const verdicts = Object.fromEntries(eligibilityVerdicts.map((verdict) => [verdict, 0])) as Record<
    EligibilityVerdict,
    number
  >;
  const exclusive = new Map<string, number>();
  const flipped: { plotNo: string; from: EligibilityVerdict; to: EligibilityVerdict }[] = [];
  let netSquareMeters = 0;
  for (const [plotId, pieces] of groupByPlot(database, run.piecesTable, bitOf)) {
    const result = results.get(plotId);
    if (result === undefined || result.grossSquareMeters === null) continue;
    const hasOpenWarning = warns(result.reasons);
    const { grossSquareMeters } = result;
    const outcome = evaluatePlot({ grossSquareMeters, pieces, hasOpenWarning }, scenario);
    netSquareMeters += outcome.netSquareMeters;
    verdicts[outcome.verdict] += 1;
    for (const line of outcome.lines) {
      exclusive.set(line.code, (exclusive.get(line.code) ?? 0) + line.exclusiveSquareMeters);
    }
    if (outcome.verdict !== result.verdict) {
      flipped.push({ plotNo: result.plotNo, from: result.verdict, to: outcome.verdict });
    }
  }
  for (const { grossSquareMeters, verdict } of results.values()) {
    if (grossSquareMeters === null) verdicts[verdict] += 1;
  }
  const reported = [...codes, ...[thresholds.sliver?.code, thresholds.minimumNet?.code].filter(isCode)];
  return {
    order: codes,
    without,
    minimumNetSquareMeters: thresholds.minimumNet?.squareMeters ?? 0,
    netSquareMeters,
    netMu: squareMetersToMu(netSquareMeters),
    verdicts,
    byRule: reported.map((rule) => ({ rule, exclusiveSquareMeters: exclusive.get(rule) ?? 0 })),
    flipped: flipped.sort((a, b) => (a.plotNo < b.plotNo ? -1 : a.plotNo > b.plotNo ? 1 : 0)),
  };
}

function isCode(code: string | undefined): code is string {
  return code !== undefined;
}

/** Whether the reasons of a plot hold a warning that must be settled before there is a verdict. */
function createWarningTest({ openWarnings, recordNotes, layerNotes }: RuleSet): (reasons: string) => boolean {
  if (openWarnings === 'note') return () => false;
  const warnings = new Set(
    [...recordNotes, ...layerNotes].filter(({ effect }) => effect === 'warn').map(({ code }) => code),
  );
  return (reasons) =>
    (JSON.parse(reasons) as EligibilityReason[]).some(({ ruleCode }) => warnings.has(ruleCode ?? ''));
}

/** A minimum of 0 switches T01 off; a rule set without T01 gets one that says where it comes from. */
function changeThresholds(thresholds: RuleThresholds, minimum: number | undefined): RuleThresholds {
  if (minimum === undefined) return thresholds;
  if (minimum === 0) return { ...thresholds, minimumNet: null };
  const basis = thresholds.minimumNet ?? {
    code: 'T01',
    title: '',
    resultCode: 'N11',
    resultTitle: '',
    documentNumber: '',
    clause: '',
    clauseText: '',
  };
  return { ...thresholds, minimumNet: { ...basis, squareMeters: minimum } };
}

function expand(
  argument: string,
  wanted: readonly string[],
  rules: readonly StoredRunRule[],
  missing: readonly string[],
): string[] {
  return wanted.flatMap((name) => {
    const members = rules
      .map(({ code }) => code)
      .filter((code) => code === name || code.startsWith(`${name}-`));
    if (members.length > 0) return members;
    if (missing.includes(name)) return [name];
    throw new AppError('ARGUMENT_INVALID', { argument, detail: name });
  });
}

function* groupByPlot(
  database: ReadableDatabase,
  table: string,
  bitOf: ReadonlyMap<string, number>,
): Generator<[number, Piece[]]> {
  let plotId: number | undefined;
  let pieces: Piece[] = [];
  for (const { plotId: next, rules, areaSquareMeters, widthMeters } of iteratePieces(database, table)) {
    if (plotId !== undefined && next !== plotId) {
      yield [plotId, pieces];
      pieces = [];
    }
    plotId = next;
    const mask = rules.reduce((bits, code) => bits | (1 << (bitOf.get(code) as number)), 0);
    pieces.push({ mask, areaSquareMeters, widthMeters });
  }
  if (plotId !== undefined) yield [plotId, pieces];
}
