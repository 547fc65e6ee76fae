import type { CommandRecord, ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import {
  plotIdOfFlagTarget,
  plotIdOfTarget,
  targetOfPlot,
} from '../../../../shared/domain/review/replayReviewLog.ts';
import { parseReviewTarget, targetOfAddedPlot } from '../../../../shared/domain/review/reviewTarget.ts';
import { parseReviewValue } from '../../../../shared/domain/review/reviewValue.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import {
  type CommandTarget,
  findCommandBefore,
  findReviewCommandBefore,
  iterateCommandsOf,
  listBatch,
  readLastSequence,
} from './commandLog.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots, type PlotChange, requireOpen } from './reviewCommands.ts';
import { readVerdict } from './verdicts.ts';

/**
 * Takes back the actor's newest step that still stands (all plots of a batch together): new rows that name the
 * ones they undo. Works across restarts and without limit. Throws UNDO_NOTHING, and UNDO_CONFLICT where somebody
 * else has judged a plot since.
 */
export function undoReview(project: CommandTarget, by: string): ReviewChange {
  const command = findUndoable(project.database, by);
  if (command === undefined) throw new AppError('UNDO_NOTHING', { actor: by });
  return reverse(project, 'review.undo', rowsOfStep(project.database, command), by);
}

/** Takes back the actor's newest undo, unless they have judged since. Throws REDO_NOTHING, UNDO_CONFLICT. */
export function redoReview(project: CommandTarget, by: string): ReviewChange {
  const command = findRedoable(project.database, by);
  if (command === undefined) throw new AppError('REDO_NOTHING', { actor: by });
  return reverse(project, 'review.redo', rowsOfStep(project.database, command), by);
}

/**
 * 只撤销这一块: gives a plot the verdict it had before its newest one, whatever was judged since elsewhere. That
 * is a step of its own, which undo takes back like any other. Throws UNDO_NOTHING, UNDO_CONFLICT.
 */
export function undoPlot(project: CommandTarget, plotId: number, by: string): ReviewChange {
  const db = project.database;
  requireOpen(db, plotId);
  let before = readLastSequence(db) + 1;
  for (;;) {
    const command = findCommandBefore(db, targetOfPlot(plotId), before);
    if (command === undefined) throw new AppError('UNDO_NOTHING', { actor: by });
    if (command.undoes !== null) before = command.undoes;
    else if (command.by !== by) throw conflict(db, by, plotId, command.by);
    else {
      // a settlement, or a draw, changes the verdict and the second look together
      const rows = rowsOfStep(db, command).filter((row) => plotIdOf(row) === plotId);
      return reverse(project, 'review.undoPlot', rows, by);
    }
  }
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

/**
 * The rows to take back together, newest first. In that order the rows taken back nest too: the last row of an
 * undo names the first row of the step it undoes.
 */
function rowsOfStep(db: ReadableDatabase, command: CommandRecord): readonly CommandRecord[] {
  if (command.batch === null) return [command];
  return listBatch(db, command.batch).filter(
    (row) => row.kind.startsWith('review.') && plotStillExists(db, row),
  );
}

function reverse(
  project: CommandTarget,
  kind: 'review.undo' | 'review.redo' | 'review.undoPlot',
  rows: readonly CommandRecord[],
  by: string,
): ReviewChange {
  const db = project.database;
  const changes = rows.map((row): PlotChange => {
    const plotId = requirePlotId(db, row);
    // undoPlot has looked for the newest verdict itself
    const isSought = kind === 'review.undoPlot' && plotIdOfTarget(row.target) !== undefined;
    if (!isSought && !isNewest(db, row)) {
      throw conflict(db, by, plotId, readVerdict(db, plotId)?.by ?? '');
    }
    if (plotIdOfFlagTarget(row.target) !== undefined) {
      return { plotId, flagged: row.oldValue === 'true', undoes: row.sequence };
    }
    if (plotIdOfTarget(row.target) === undefined) {
      const value = row.oldValue === null ? null : (JSON.parse(row.oldValue) as JsonValue);
      if (value === null && row.target === targetOfAddedPlot(plotId)) requireNothingStands(db, plotId);
      return { plotId, target: row.target, value, undoes: row.sequence };
    }
    const verdict = parseReviewValue(row.oldValue);
    if (verdict === undefined) throw corrupt(db, row);
    return { plotId, verdict, undoes: row.sequence };
  });
  return changePlots(project, kind, changes, by);
}

/**
 * True where nothing that still stands has happened to the same thing since. Equal values would not do: after
 * 'clear' every state looks alike, and taking back a row under another one would leave that one hanging.
 */
function isNewest(db: ReadableDatabase, row: CommandRecord): boolean {
  let before = readLastSequence(db) + 1;
  for (;;) {
    const command = findCommandBefore(db, row.target, before);
    if (command === undefined || command.sequence === row.sequence) return command !== undefined;
    if (command.kind !== 'review.undo' && command.kind !== 'review.redo') return false;
    before = requireUndone(command);
  }
}

function plotIdOf(command: CommandRecord): number | undefined {
  return parseReviewTarget(command.target)?.plotId;
}

/**
 * False where the plot went with its layer, for good. Throws UNDO_CONFLICT where it was drawn and then taken away: it may
 * come back, and a row that had been passed over would then be left hanging.
 */
function plotStillExists(db: ReadableDatabase, command: CommandRecord): boolean {
  const target = parseReviewTarget(command.target);
  if (target === undefined) return false;
  // a plot that was drawn is made and taken away by such a row itself
  if (target.subject === 'added' || findPlotNumber(db, target.plotId) !== undefined) return true;
  const taking = findCommandBefore(db, targetOfAddedPlot(target.plotId), readLastSequence(db) + 1);
  if (taking !== undefined) throw conflict(db, command.by, target.plotId, taking.by);
  return false;
}

/**
 * The making of a plot is taken back only after every step on it has been: one whose marks were merely cleared has rows
 * that nobody could take back without it. Throws ADDED_PLOT_IN_USE.
 */
function requireNothingStands(db: ReadableDatabase, plotId: number): void {
  const cancelled = new Set<number>();
  for (const command of [...iterateCommandsOf(db, plotId)].reverse()) {
    if (cancelled.has(command.sequence) || !command.kind.startsWith('review.')) continue;
    if (command.kind === 'review.undo' || command.kind === 'review.redo')
      cancelled.add(requireUndone(command));
    else if (command.target !== targetOfAddedPlot(plotId)) {
      throw new AppError('ADDED_PLOT_IN_USE', { plotNo: findPlotNumber(db, plotId) ?? `#${plotId}` });
    }
  }
}

function requirePlotId(db: ReadableDatabase, command: CommandRecord): number {
  const plotId = plotIdOf(command);
  if (plotId === undefined) throw corrupt(db, command);
  return plotId;
}

function requireUndone(command: CommandRecord): number {
  if (command.undoes === null) throw new Error(`command ${command.sequence} names nothing it undoes`);
  return command.undoes;
}

function conflict(db: ReadableDatabase, actor: string, plotId: number, other: string): AppError {
  return new AppError('UNDO_CONFLICT', { actor, plotNo: findPlotNumber(db, plotId) ?? '', other });
}

function corrupt(db: ReadableDatabase, command: CommandRecord): AppError {
  return new AppError('PROJECT_CORRUPT', { file: db.file, detail: `command_log ${command.sequence}` });
}
