import type { ReviewChange, ReviewRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import { canonicalJson, type JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { Answers } from '../../../../shared/domain/review/checkAnswers.ts';
import type { CommandKind } from '../../../../shared/domain/review/commandKinds.ts';
import { targetOfFlag, targetOfPlot } from '../../../../shared/domain/review/replayReviewLog.ts';
import { targetOfAddedPlot } from '../../../../shared/domain/review/reviewTarget.ts';
import { canJudge } from '../../../../shared/domain/review/reviewTransitions.ts';
import {
  type ReviewValue,
  reviewValueToJson,
  statusOfVerdict,
} from '../../../../shared/domain/review/reviewValue.ts';
import type { VerdictEvidence, VerdictView } from '../../../../shared/domain/review/verdictView.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { reviewStatusTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import {
  type Command,
  type CommandMoment,
  type CommandTarget,
  readLastSequence,
  runCommands,
} from './commandLog.ts';
import { completeEvidence, hashEvidence, storeEvidence } from './evidence.ts';
import { findPlotNumber } from './plots.ts';
import { readThing, writeThing } from './reviewThings.ts';
import { readFlag, readVerdict, writeFlag, writeVerdict } from './verdicts.ts';

export interface Decision {
  readonly verdictCode: string;
  /** Absent: each plot keeps the remark it has. */
  readonly note?: string;
  readonly answers?: Answers;
  readonly view?: VerdictView;
  readonly by: string;
}

/** A change to one plot: to its verdict (null: none), to its flag, or to a thing of reviewThings (null: none). */
export type PlotChange = {
  readonly plotId: number;
  readonly undoes?: number;
  /** Where a step holds rows of several kinds, that of this one. */
  readonly kind?: CommandKind;
} & (
  | { readonly verdict: ReviewValue | null }
  | { readonly flagged: boolean }
  | { readonly target: string; readonly value: JsonValue }
);

/** What a step does beside its changes, in the same transaction. */
export interface Alongside {
  /** A row of its own before those of the changes; undo leaves it standing. */
  readonly command?: Command;
  readonly write?: (moment: CommandMoment) => void;
}

/** Gives a plot a verdict; the caller has checked code and answers. When this returns, it is on the disk. Throws PLOT_NOT_FOUND. */
export function decidePlot(
  project: CommandTarget,
  request: Decision & { readonly plotId: number },
): ReviewRecord {
  return decidePlots(project, [request.plotId], request);
}

/** True for a plot of which a view showed any. */
function isWithin(db: ReadableDatabase, plotId: number, view: VerdictView | undefined): boolean {
  if (view === undefined) return false;
  const { minX, minY, maxX, maxY } = view.extent;
  const found = db.value(sql`
    SELECT 1 FROM plots WHERE plot_id = ${plotId}
      AND min_x <= ${maxX} AND max_x >= ${minX} AND min_y <= ${maxY} AND max_y >= ${minY}`);
  return found !== undefined;
}

/**
 * Gives several plots one verdict: all of them or none, and one step to undo. `viewOf` is what was on the screen of
 * each plot, where that differs from plot to plot; else the plots the one view showed have it for evidence, and plots
 * that were chosen beyond it have none. Throws PLOT_NOT_FOUND, PLOT_NOT_OPEN.
 */
export function decidePlots(
  project: CommandTarget,
  plotIds: readonly number[],
  decision: Decision,
  viewOf: (plotId: number) => VerdictView | undefined = (plotId) =>
    plotIds.length === 1 || isWithin(project.database, plotId, decision.view) ? decision.view : undefined,
): ReviewChange {
  const db = project.database;
  const { verdictCode, note, answers = {}, by } = decision;
  const atUtc = project.clock().toISOString();
  const evidences: VerdictEvidence[] = [];
  const changes = plotIds.map((plotId) => {
    requireOpen(db, plotId);
    const view = viewOf(plotId);
    const evidence = view === undefined ? undefined : completeEvidence(db, view);
    if (evidence !== undefined) evidences.push(evidence);
    const verdict: ReviewValue = {
      status: statusOfVerdict(verdictCode),
      verdictCode,
      note: note ?? readVerdict(db, plotId)?.note ?? '',
      answers,
      evidenceSha256: evidence === undefined ? null : hashEvidence(evidence),
      by,
      atUtc,
    };
    return { plotId, verdict };
  });
  return changePlots(project, 'review.decide', changes, by, {
    write: () => {
      for (const evidence of evidences) storeEvidence(db, evidence);
    },
  });
}

/** Takes the verdicts of plots away again; of an unjudged plot nothing changes and nothing is logged. Throws PLOT_NOT_FOUND. */
export function clearPlots(project: CommandTarget, plotIds: readonly number[], by: string): ReviewChange {
  for (const plotId of plotIds) requireOpen(project.database, plotId);
  const changes = plotIds.map((plotId) => ({ plotId, verdict: null }));
  return changePlots(project, 'review.clear', changes, by);
}

/** Changes the remark and answers of a judged plot. The verdict, who gave it, when, and its evidence stay. */
export function annotatePlot(
  project: CommandTarget,
  plotId: number,
  annotation: Pick<ReviewValue, 'note' | 'answers'>,
  by: string,
): ReviewRecord {
  const old = readVerdict(project.database, plotId);
  if (old === null) throw new Error(`plot ${plotId} has no verdict to annotate`);
  requireOpen(project.database, plotId);
  const verdict = { ...old, ...annotation };
  return changePlots(project, 'review.annotate', [{ plotId, verdict }], by);
}

/** Sets or takes away the flag on a plot; where it is so already nothing is logged. Throws PLOT_NOT_FOUND. */
export function flagPlot(project: CommandTarget, plotId: number, flagged: boolean, by: string): ReviewRecord {
  return changePlots(project, 'review.flag', [{ plotId, flagged }], by);
}

/** Applies changes as one step of the log: one transaction, one row each; one record per plot. Throws PLOT_NOT_FOUND. */
export function changePlots(
  project: CommandTarget,
  kind: CommandKind,
  changes: readonly PlotChange[],
  by: string,
  alongside: Alongside = {},
): ReviewChange {
  const db = project.database;
  const first = changes[0];
  if (first === undefined) throw new Error('a change of no plot');
  const numbers = new Map(changes.map((change) => [change.plotId, numberOf(db, change)]));
  const real = changes.filter((change) => change.undoes !== undefined || changesSomething(db, change));
  if (real.length === 0) {
    const moment = { sequence: readLastSequence(db), atUtc: project.clock().toISOString() };
    return { ...describePlot(db, first.plotId, numbers, by, moment), others: [] };
  }
  const { command, write } = alongside;
  const leading = command === undefined ? 0 : 1;
  const commands = real.map((change) => toCommand(db, change.kind ?? kind, change, by));
  const moments = runCommands(
    project,
    command === undefined ? commands : [command, ...commands],
    (_, moment, index) => {
      if (index === 0) write?.(moment);
      const change = real[index - leading];
      if (change !== undefined) applyChange(db, change, moment);
      return moment;
    },
  );
  const records = new Map<number, ReviewRecord>();
  real.forEach(({ plotId }, index) => {
    const moment = moments[index + leading] as CommandMoment;
    if (!records.has(plotId)) records.set(plotId, describePlot(db, plotId, numbers, by, moment));
  });
  const [record, ...others] = records.values();
  return { ...(record as ReviewRecord), others };
}

function applyChange(db: WritableDatabase, change: PlotChange, moment: CommandMoment): void {
  if ('flagged' in change) writeFlag(db, change.plotId, change.flagged);
  else if ('target' in change) writeThing(db, change.target, change.value, moment);
  else writeVerdict(db, change.plotId, change.verdict, moment.sequence);
}

function toCommand(db: ReadableDatabase, kind: CommandKind, change: PlotChange, by: string): Command {
  const { plotId, undoes } = change;
  if ('flagged' in change) {
    const oldValue = readFlag(db, plotId);
    return { kind, target: targetOfFlag(plotId), by, oldValue, newValue: change.flagged, undoes };
  }
  if ('target' in change) {
    const { target, value } = change;
    return { kind, target, by, oldValue: readThing(db, target), newValue: value, undoes };
  }
  const oldValue = reviewValueToJson(readVerdict(db, plotId));
  const newValue = reviewValueToJson(change.verdict);
  return { kind, target: targetOfPlot(plotId), by, oldValue, newValue, undoes };
}

function changesSomething(db: ReadableDatabase, change: PlotChange): boolean {
  if ('flagged' in change) return readFlag(db, change.plotId) !== change.flagged;
  if ('target' in change) return canonicalJson(readThing(db, change.target)) !== canonicalJson(change.value);
  return change.verdict !== null || readVerdict(db, change.plotId) !== null;
}

/** A plot that this very change makes or takes away has its number in the change. */
function numberOf(db: ReadableDatabase, change: PlotChange): string {
  const { plotId } = change;
  if (!('target' in change) || change.target !== targetOfAddedPlot(plotId))
    return requirePlotNumber(db, plotId);
  const value = change.value ?? readThing(db, change.target);
  return (value as { plotNo: string } | null)?.plotNo ?? requirePlotNumber(db, plotId);
}

function describePlot(
  db: ReadableDatabase,
  plotId: number,
  numbers: ReadonlyMap<number, string>,
  by: string,
  moment: { readonly sequence: number; readonly atUtc: string },
): ReviewRecord {
  const value = readVerdict(db, plotId);
  // in a second look nobody is told the first verdict, not even by the reply to a flag
  const told = value?.status === 'rechecking' ? null : value;
  return {
    ...moment,
    plotId,
    plotNo: numbers.get(plotId) ?? requirePlotNumber(db, plotId),
    ...(findPlotNumber(db, plotId) === undefined ? { gone: true as const } : {}),
    status: value?.status ?? 'unjudged',
    verdictCode: told?.verdictCode ?? null,
    note: told?.note ?? '',
    answers: told?.answers ?? {},
    flagged: readFlag(db, plotId),
    by,
  };
}

/** Throws PLOT_NOT_OPEN for a plot that is being looked at again or is locked. */
export function requireOpen(db: ReadableDatabase, plotId: number): void {
  const status = readVerdict(db, plotId)?.status ?? 'unjudged';
  if (canJudge(status)) return;
  const plotNo = requirePlotNumber(db, plotId);
  throw new AppError('PLOT_NOT_OPEN', { plotNo, status: reviewStatusTitles[status] });
}

function requirePlotNumber(db: ReadableDatabase, plotId: number): string {
  const plotNo = findPlotNumber(db, plotId);
  if (plotNo === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
  return plotNo;
}
