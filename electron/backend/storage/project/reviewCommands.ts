import type { ReviewChange, ReviewRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import type { Answers } from '../../../../shared/domain/review/checkAnswers.ts';
import { targetOfFlag, targetOfPlot } from '../../../../shared/domain/review/replayReviewLog.ts';
import {
  type ReviewValue,
  reviewValueToJson,
  statusOfVerdict,
} from '../../../../shared/domain/review/reviewValue.ts';
import type { VerdictView } from '../../../../shared/domain/review/verdictView.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type Command, type CommandTarget, readLastSequence, runCommands } from './commandLog.ts';
import { completeEvidence, hashEvidence, storeEvidence } from './evidence.ts';
import { findPlotNumber } from './plots.ts';
import { readFlag, readVerdict, writeFlag, writeVerdict } from './verdicts.ts';

export interface Decision {
  readonly verdictCode: string;
  readonly note: string;
  readonly answers?: Answers;
  readonly view?: VerdictView;
  readonly by: string;
}

/** A change to one plot: to its verdict (null: none) or to its flag. */
export type PlotChange = {
  readonly plotId: number;
  readonly undoes?: number;
} & ({ readonly verdict: ReviewValue | null } | { readonly flagged: boolean });

/** Gives a plot a verdict; the caller has checked code and answers. When this returns, it is on the disk. Throws PLOT_NOT_FOUND. */
export function decidePlot(
  project: CommandTarget,
  request: Decision & { readonly plotId: number },
): ReviewRecord {
  return decidePlots(project, [request.plotId], request);
}

/** Gives several plots one verdict: all of them or none, and one step to undo. Throws PLOT_NOT_FOUND. */
export function decidePlots(
  project: CommandTarget,
  plotIds: readonly number[],
  decision: Decision,
): ReviewChange {
  const { verdictCode, note, answers = {}, view, by } = decision;
  const evidence = view === undefined ? undefined : completeEvidence(project.database, view);
  const verdict: ReviewValue = {
    status: statusOfVerdict(verdictCode),
    verdictCode,
    note,
    answers,
    evidenceSha256: evidence === undefined ? null : hashEvidence(evidence),
    by,
    atUtc: project.clock().toISOString(),
  };
  const changes = plotIds.map((plotId) => ({ plotId, verdict }));
  return changePlots(project, 'review.decide', changes, by, () => {
    if (evidence !== undefined) storeEvidence(project.database, evidence);
  });
}

/** Takes the verdicts of plots away again; of an unjudged plot nothing changes and nothing is logged. Throws PLOT_NOT_FOUND. */
export function clearPlots(project: CommandTarget, plotIds: readonly number[], by: string): ReviewChange {
  const changes = plotIds.map((plotId) => ({ plotId, verdict: null }));
  return changePlots(project, 'review.clear', changes, by);
}

/** Sets or takes away the flag on a plot; where it is so already nothing is logged. Throws PLOT_NOT_FOUND. */
export function flagPlot(project: CommandTarget, plotId: number, flagged: boolean, by: string): ReviewRecord {
  return changePlots(project, 'review.flag', [{ plotId, flagged }], by);
}

/** Applies changes as one step of the log: one transaction, one row each. Throws PLOT_NOT_FOUND. */
export function changePlots(
  project: CommandTarget,
  kind: string,
  changes: readonly PlotChange[],
  by: string,
  before: () => void = () => {},
): ReviewChange {
  const db = project.database;
  const first = changes[0];
  if (first === undefined) throw new Error('a change of no plot');
  for (const { plotId } of changes) requirePlotNumber(db, plotId);
  const real = changes.filter((change) => change.undoes !== undefined || changesSomething(db, change));
  if (real.length === 0) {
    const moment = { sequence: readLastSequence(db), atUtc: project.clock().toISOString() };
    return { ...describePlot(db, first.plotId, by, moment), others: [] };
  }
  const commands = real.map((change) => toCommand(db, kind, change, by));
  const [record, ...others] = runCommands(project, commands, (_, moment, index) => {
    if (index === 0) before();
    const change = real[index] as PlotChange;
    if ('flagged' in change) writeFlag(db, change.plotId, change.flagged);
    else writeVerdict(db, change.plotId, change.verdict, moment.sequence);
    return describePlot(db, change.plotId, by, moment);
  });
  return { ...(record as ReviewRecord), others };
}

function toCommand(db: ReadableDatabase, kind: string, change: PlotChange, by: string): Command {
  const { plotId, undoes } = change;
  if ('flagged' in change) {
    const oldValue = readFlag(db, plotId);
    return { kind, target: targetOfFlag(plotId), by, oldValue, newValue: change.flagged, undoes };
  }
  const oldValue = reviewValueToJson(readVerdict(db, plotId));
  const newValue = reviewValueToJson(change.verdict);
  return { kind, target: targetOfPlot(plotId), by, oldValue, newValue, undoes };
}

function changesSomething(db: ReadableDatabase, change: PlotChange): boolean {
  if ('flagged' in change) return readFlag(db, change.plotId) !== change.flagged;
  return change.verdict !== null || readVerdict(db, change.plotId) !== null;
}

function describePlot(
  db: ReadableDatabase,
  plotId: number,
  by: string,
  moment: { readonly sequence: number; readonly atUtc: string },
): ReviewRecord {
  const value = readVerdict(db, plotId);
  return {
    ...moment,
    plotId,
    plotNo: requirePlotNumber(db, plotId),
    status: value?.status ?? 'unjudged',
    verdictCode: value?.verdictCode ?? null,
    note: value?.note ?? '',
    answers: value?.answers ?? {},
    flagged: readFlag(db, plotId),
    by,
  };
}

function requirePlotNumber(db: ReadableDatabase, plotId: number): string {
  const plotNo = findPlotNumber(db, plotId);
  if (plotNo === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
  return plotNo;
}
