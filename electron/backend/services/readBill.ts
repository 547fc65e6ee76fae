import type {
  AreaBill,
  BillNote,
  PrintedAreas,
} from '../../../shared/contract/records/eligibilityRecords.ts';
import { distributeByLargestRemainder } from '../../../shared/domain/area/totals.ts';
import { AREA_DECIMALS, squareMetersToMu } from '../../../shared/domain/area/units.ts';
import type { RuleSet } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { EligibilityReason } from '../../../shared/domain/eligibility/verdict.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import {
  readPlotResult,
  readRunLayers,
  readRunRules,
  type StoredRun,
} from '../storage/project/eligibilityRuns.ts';
import { getPlotDetail } from '../storage/project/plots.ts';
import { readHitFeatures } from '../storage/project/readHitFeatures.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/** 面积算账单 of one plot in the newest run. Throws PLOT_NOT_FOUND, RUN_MISSING for a plot that came after it. */
export function readBill(
  database: ReadableDatabase,
  run: StoredRun,
  plotId: number,
  stale: boolean,
): AreaBill {
  const plot = getPlotDetail(database, plotId);
  const found = readPlotResult(database, run.runId, plotId);
  if (found === undefined) throw new AppError('RUN_MISSING', {});
  const { result } = found;
  const rules = new Map(readRunRules(database, run.runId).map((rule) => [rule.code, rule]));
  const hits = readHitFeatures(database, run.runId, plotId);
  const lines = found.lines.map((line) => {
    const rule = rules.get(line.code);
    if (rule === undefined) throw new Error(`run ${run.runId} has a line of the unknown rule ${line.code}`);
    const { code, title, resultCode, documentNumber, clause, clauseText, layers } = rule;
    const { exclusiveSquareMeters, hitSquareMeters, pieces } = line;
    const hit = hits.get(code);
    return {
      ...{ rule: code, title, resultCode, documentNumber, clause, clauseText, layer: layers },
      ...{ exclusiveSquareMeters, hitSquareMeters, pieces },
      ...{ featureCount: hit?.count ?? 0, features: hit?.features ?? [] },
    };
  });
  const { grossSquareMeters: gross, netSquareMeters: net } = result;
  const parts = [...lines.map((line) => line.exclusiveSquareMeters), net ?? 0];
  const recorded = plot.recordedSquareMeters;
  return {
    plotId,
    plotNo: plot.plotNo,
    runId: String(run.runId),
    rulesId: run.rulesId,
    rulesTitle: run.ruleSet.title,
    rulesVersion: run.rulesVersion,
    adjustment: run.adjustment,
    areaMethod: run.areaMethod,
    grossSquareMeters: gross,
    netSquareMeters: net,
    planarSquareMeters: plot.planarSquareMeters,
    tbmj: recorded,
    lines,
    closingErrorSquareMeters: result.closingErrorSquareMeters,
    printedMu:
      result.grossMu === null || result.netMu === null
        ? null
        : { gross: result.grossMu, net: result.netMu, lines: found.lines.map((line) => line.exclusiveMu) },
    printedSquareMeters: gross === null ? null : printClosed(parts, AREA_DECIMALS.squareMeters, gross),
    controlled: gross === null || gross === 0 || recorded === null ? null : controlTo(recorded, parts),
    verdict: result.verdict,
    reasons: result.reasons,
    notes: describeNotes(run.ruleSet, result.reasons),
    unchecked: listUnchecked(database, run),
    notComputed: result.notComputed,
    stale,
  };
}

/** Absence of a layer must not read as absence of what it would show. */
function listUnchecked(database: ReadableDatabase, { runId, ruleSet }: StoredRun): AreaBill['unchecked'] {
  const bound = new Set(readRunLayers(database, runId).map(({ rule }) => rule));
  return ruleSet.layerNotes
    .filter(({ code }) => !bound.has(code) && !(ruleSet.disabled ?? []).includes(code))
    .map(({ code, title }) => ({ rule: code, title }));
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

/** 平差: every part in proportion, so that they add up to the recorded area in either unit. */
function controlTo(recordedSquareMeters: number, parts: readonly number[]): AreaBill['controlled'] {
  return {
    squareMeters: printClosed(parts, AREA_DECIMALS.squareMeters, recordedSquareMeters),
    mu: printClosed(parts.map(squareMetersToMu), AREA_DECIMALS.mu, squareMetersToMu(recordedSquareMeters)),
  };
}

/** Lines and net (the last part) rounded, adding up to the total as printed. */
function printClosed(parts: readonly number[], decimals: number, total: number): PrintedAreas {
  const rounded = distributeByLargestRemainder(parts, decimals, total);
  const units = 10 ** decimals;
  const gross = rounded.reduce((sum, part) => sum + Math.round(part * units), 0) / units;
  return { gross, net: rounded.at(-1) ?? 0, lines: rounded.slice(0, -1) };
}
