import type { CommandRecord, ReviewRecord } from '../../../../shared/contract/records.ts';
import { plotIdOfTarget, targetOfPlot } from '../../../../shared/domain/review/replayReviewLog.ts';
import {
  parseReviewValue,
  type ReviewValue,
  reviewValueText,
  reviewValueToJson,
  statusOfVerdict,
} from '../../../../shared/domain/review/reviewValue.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { type CommandTarget, findReviewCommandBefore, readLastSequence, runCommand } from './commandLog.ts';
import { findPlotNumber } from './plots.ts';
import { readVerdict, writeVerdict } from './verdicts.ts';

/** Gives a plot a verdict; the caller has checked the code. When this returns, it is on the disk. Throws PLOT_NOT_FOUND. */
export function decidePlot(
  project: CommandTarget,
  request: {
    readonly plotId: number;
    readonly verdictCode: string;
    readonly note: string;
    readonly by: string;
  },
): ReviewRecord {
  const { plotId, verdictCode, note, by } = request;
  const status = statusOfVerdict(verdictCode);
  const value = { status, verdictCode, note, by, atUtc: project.clock().toISOString() };
  return changeVerdict(project, { kind: 'review.decide', plotId, by, newValue: value });
}

/** Takes a plot's verdict away again; of an unjudged plot nothing changes and nothing is logged. Throws PLOT_NOT_FOUND. */
export function clearPlot(project: CommandTarget, plotId: number, by: string): ReviewRecord {
  return changeVerdict(project, { kind: 'review.clear', plotId, by, newValue: null });
}

/**
 * Takes back the actor's newest verdict command that still stands: a new row that names the one it undoes.
 * Works across restarts and without limit. Throws UNDO_NOTHING, and UNDO_CONFLICT where somebody else has
 * judged the plot since.
 */
export function undoReview(project: CommandTarget, by: string): ReviewRecord {
  const command = findUndoable(project.database, by);
  if (command === undefined) throw new AppError('UNDO_NOTHING', { actor: by });
  return reverseCommand(project, 'review.undo', command, by);
}

/** Takes back the actor's newest undo, unless they have judged since. Throws REDO_NOTHING, UNDO_CONFLICT. */
export function redoReview(project: CommandTarget, by: string): ReviewRecord {
  const command = findRedoable(project.database, by);
  if (command === undefined) throw new AppError('REDO_NOTHING', { actor: by });
  return reverseCommand(project, 'review.redo', command, by);
}

/**
 * The rows of one actor nest like brackets: each undo closes the newest row still open. So from an undo the
 * search jumps to before the row it undid; everything between them cancels out.
 */
function findUndoable(db: ReadableDatabase, actor: string): CommandRecord | undefined {
  let before = readLastSequence(db) + 1;
  for (;;) {
    const command = findReviewCommandBefore(db, actor, before);
    if (command === undefined) return undefined;
    if (command.kind === 'review.undo') before = requireUndone(command);
    else if (plotStillExists(db, command)) return command;
    else before = command.sequence;
  }
}

/** A redo cancels the undo it names; the first row that is neither ends what can be redone. */
function findRedoable(db: ReadableDatabase, actor: string): CommandRecord | undefined {
  let before = readLastSequence(db) + 1;
  for (;;) {
    const command = findReviewCommandBefore(db, actor, before);
    if (command === undefined) return undefined;
    if (command.kind === 'review.redo') before = requireUndone(command);
    else if (command.kind !== 'review.undo') return undefined;
    else if (plotStillExists(db, command)) return command;
    else before = command.sequence;
  }
}

function reverseCommand(
  project: CommandTarget,
  kind: 'review.undo' | 'review.redo',
  command: CommandRecord,
  by: string,
): ReviewRecord {
  const plotId = plotIdOfTarget(command.target);
  const newValue = parseReviewValue(command.oldValue);
  if (plotId === undefined || newValue === undefined) {
    throw new AppError('PROJECT_CORRUPT', {
      file: project.database.file,
      detail: `command_log ${command.sequence}`,
    });
  }
  const current = readVerdict(project.database, plotId);
  if (reviewValueText(current) !== command.newValue) {
    const plotNo = findPlotNumber(project.database, plotId) ?? '';
    throw new AppError('UNDO_CONFLICT', { actor: by, plotNo, other: current?.by ?? '' });
  }
  return changeVerdict(project, { kind, plotId, by, newValue, undoes: command.sequence });
}

function changeVerdict(
  project: CommandTarget,
  change: {
    readonly kind: string;
    readonly plotId: number;
    readonly by: string;
    readonly newValue: ReviewValue | null;
    readonly undoes?: number;
  },
): ReviewRecord {
  const { kind, plotId, by, newValue, undoes } = change;
  const db = project.database;
  const plotNo = findPlotNumber(db, plotId);
  if (plotNo === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
  const oldValue = readVerdict(db, plotId);
  const describe = (sequence: number, atUtc: string): ReviewRecord => ({
    sequence,
    plotId,
    plotNo,
    status: newValue?.status ?? 'unjudged',
    verdictCode: newValue?.verdictCode ?? null,
    note: newValue?.note ?? '',
    by,
    atUtc,
  });
  if (oldValue === null && newValue === null && undoes === undefined) {
    return describe(readLastSequence(db), project.clock().toISOString());
  }
  const command = {
    kind,
    target: targetOfPlot(plotId),
    by,
    oldValue: reviewValueToJson(oldValue),
    newValue: reviewValueToJson(newValue),
    undoes,
  };
  return runCommand(project, command, (_, { sequence, atUtc }) => {
    writeVerdict(db, plotId, newValue, sequence);
    return describe(sequence, atUtc);
  });
}

function plotStillExists(db: ReadableDatabase, command: CommandRecord): boolean {
  const plotId = plotIdOfTarget(command.target);
  return plotId !== undefined && findPlotNumber(db, plotId) !== undefined;
}

function requireUndone(command: CommandRecord): number {
  if (command.undoes === null) throw new Error(`command ${command.sequence} names nothing it undoes`);
  return command.undoes;
}
