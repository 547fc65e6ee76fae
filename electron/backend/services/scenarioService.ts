import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { RecheckRow } from '../../../shared/contract/records/occupationRecords.ts';
import type { RunListItem } from '../../../shared/contract/records/scenarioRecords.ts';
import { diffRuleSets } from '../../../shared/domain/eligibility/diffRuleSets.ts';
import type { RecheckOutcome } from '../../../shared/domain/eligibility/recheckOutcome.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations as operations } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import type { BackendContext } from '../backendContext.ts';
import { createRuleOrder } from '../compute/createRuleOrder.ts';
import { runOccupation } from '../compute/runOccupation.ts';
import {
  compareRunLayers,
  readPlotChanges,
  readRuleSums,
  readRunFailures,
  readRunTotals,
  readTownResults,
  readTransitions,
} from '../storage/project/compareRuns.ts';
import { listRuns, readLatestRun, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import { readPiecesInBounds } from '../storage/project/readPiecesInBounds.ts';
import { readRecheckRows } from '../storage/project/readRecheck.ts';
import { listScenarios, removeScenario, renameScenario, saveScenario } from '../storage/project/scenarios.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { isStale } from './eligibilityService.ts';

type ScenarioMethod =
  | 'scenario.list'
  | 'scenario.save'
  | 'scenario.rename'
  | 'scenario.remove'
  | 'eligibility.runs'
  | 'eligibility.compare'
  | 'eligibility.towns'
  | 'eligibility.failures'
  | 'eligibility.piecesIn'
  | 'eligibility.occupation'
  | 'eligibility.recheck';

const CHANGES_PER_PAGE = 1_000;

/** Scenarios, kept runs and their comparison, and statistics over the newest run. */
export function createScenarioHandlers(context: BackendContext): Pick<Handlers, ScenarioMethod> {
  const { session, emit } = context;
  const read = (operation: string): ReadableDatabase => session.require(operation).database;
  return {
    'scenario.list': () => ({ scenarios: listScenarios(read(operations.whatif)) }),
    'scenario.save': ({ name, adjustment, by }) => {
      const project = session.require(operations.whatif);
      const { rulesId } = requireRun(project.database);
      const saved = saveScenario(project, { name, rulesId, adjustment }, by);
      emit('project.changed', { what: 'project' });
      return saved;
    },
    'scenario.rename': ({ name, newName, by }) => {
      renameScenario(session.require(operations.whatif), name, newName, by);
      emit('project.changed', { what: 'project' });
      return {};
    },
    'scenario.remove': ({ name, by }) => {
      removeScenario(session.require(operations.whatif), name, by);
      emit('project.changed', { what: 'project' });
      return {};
    },
    'eligibility.runs': () => ({ runs: listRuns(read(operations.compare)).map(toListItem) }),
    'eligibility.compare': (request) => {
      const db = read(operations.compare);
      const runs = listRuns(db);
      const later = chooseRun(runs, request.later, 0);
      const earlier = chooseRun(runs, request.earlier, runs.indexOf(later) + 1);
      return compareRuns(db, earlier, later, {
        offset: request.offset ?? 0,
        limit: request.limit ?? CHANGES_PER_PAGE,
      });
    },
    'eligibility.towns': () => {
      const db = read(operations.summary);
      return { towns: readTownResults(db, requireRun(db).runId) };
    },
    'eligibility.failures': () => {
      const db = read(operations.summary);
      return { failures: readRunFailures(db, requireRun(db).runId) };
    },
    'eligibility.piecesIn': ({ bounds, limit }) => {
      const db = read(operations.pieces);
      const run = requireRun(db);
      if (run.piecesTable === null) throw new AppError('RUN_MISSING', {});
      const found = readPiecesInBounds(db, run.piecesTable, bounds, limit + 1);
      const inOrder = createRuleOrder(db, run);
      const pieces = found.slice(0, limit).map((piece) => ({ ...piece, rules: inOrder(piece.rules) }));
      return { pieces: pieces.filter(({ rules }) => rules.length > 0), more: found.length > limit };
    },
    'eligibility.occupation': ({ layerId }, call) =>
      runOccupation(session.require(operations.occupation), layerId, call),
    'eligibility.recheck': () => {
      const db = read(operations.recheck);
      const run = listRuns(db).find(isRecheck);
      if (run === undefined) throw new AppError('RECHECK_RUN_MISSING', {});
      const rows = readRecheckRows(db, run.runId);
      return {
        ...{ runId: String(run.runId), rulesId: run.rulesId, rulesVersion: run.rulesVersion },
        ...{ missingRules: run.missingRules, stale: isStale(db, run), rows },
        totals: sumRecheck(rows),
      };
    },
  };
}

function requireRun(db: ReadableDatabase): StoredRun {
  const run = readLatestRun(db);
  if (run === undefined) throw new AppError('RUN_MISSING', {});
  return run;
}

type KeptRun = ReturnType<typeof listRuns>[number];

function toListItem(run: KeptRun): RunListItem {
  const { rulesId, rulesVersion, adjustment, finishedAtUtc, plots, notComputed, netMu } = run;
  return {
    ...{ runId: String(run.runId), rulesId, rulesVersion, rulesTitle: run.ruleSet.title },
    ...{ adjustment, finishedAtUtc, plots, notComputed, netMu },
  };
}

function chooseRun(runs: readonly KeptRun[], runId: string | undefined, otherwise: number): KeptRun {
  const run = runId === undefined ? runs[otherwise] : runs.find((kept) => String(kept.runId) === runId);
  if (run !== undefined) return run;
  if (runId !== undefined) throw new AppError('RUN_NOT_KEPT', { runId });
  throw runs.length === 0 ? new AppError('RUN_MISSING', {}) : new AppError('RUNS_TOO_FEW', {});
}

function compareRuns(
  db: ReadableDatabase,
  earlier: KeptRun,
  later: KeptRun,
  page: { readonly offset: number; readonly limit: number },
) {
  const before = readRunTotals(db, earlier.runId);
  const after = readRunTotals(db, later.runId);
  const { total, rows } = readPlotChanges(db, earlier.runId, later.runId, page);
  return {
    earlier: { ...toListItem(earlier), totals: before },
    later: { ...toListItem(later), totals: after },
    netMuDifference:
      before.netMu === null || after.netMu === null
        ? null
        : (Math.round(after.netMu * 100) - Math.round(before.netMu * 100)) / 100,
    byRule: readRuleSums(db, earlier.runId, later.runId),
    transitions: readTransitions(db, earlier.runId, later.runId),
    rules: diffRuleSets(earlier.ruleSet, later.ruleSet),
    layers: compareRunLayers(db, earlier.runId, later.runId),
    changedPlots: total,
    changed: rows,
  };
}

/** Rules that strike off an indicator have results H01, H02 … (核减). */
function isRecheck({ ruleSet }: StoredRun): boolean {
  return ruleSet.exclusions.some(({ resultCode }) => resultCode.startsWith('H'));
}

function sumRecheck(rows: readonly RecheckRow[]) {
  const plots: Record<RecheckOutcome, number> = {
    ...{ writeOff: 0, partWriteOff: 0, restoreOrWriteOff: 0, keep: 0, undetermined: 0 },
  };
  let writeOff = 0;
  let restore = 0;
  for (const { outcome, writeOffMu, restoreMu } of rows) {
    plots[outcome] += 1;
    writeOff += Math.round((writeOffMu ?? 0) * 100);
    restore += Math.round((restoreMu ?? 0) * 100);
  }
  const whole = rows.every(({ grossMu }) => grossMu !== null);
  return { plots, writeOffMu: whole ? writeOff / 100 : null, restoreMu: whole ? restore / 100 : null };
}
