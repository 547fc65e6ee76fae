import type { ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import {
  type LedgerMove,
  ledgerCaseToJson,
  moveLedgerCase,
} from '../../../../shared/domain/review/ledgerCase.ts';
import { targetOfCase } from '../../../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import {
  ledgerActionTitles,
  ledgerFieldTitles,
  ledgerStateLabels,
} from '../../../../shared/text/ledger.zh-CN.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import type { CommandTarget } from './commandLog.ts';
import { readLedgerCase } from './ledgerCases.ts';
import { findPlotNumber } from './plots.ts';
import { changePlots, type PlotChange } from './reviewCommands.ts';

/**
 * Moves the cases of several plots one step: all or none, and one step to undo.
 * Throws LEDGER_MOVE_REFUSED, LEDGER_FIELD_MISSING, LEDGER_PROOF_MISSING, PLOT_NOT_FOUND.
 */
export function moveCases(
  project: CommandTarget,
  plotIds: readonly number[],
  move: Omit<LedgerMove, 'atUtc'>,
): ReviewChange {
  const db = project.database;
  const atUtc = project.clock().toISOString();
  const changes = plotIds.map((plotId): PlotChange => {
    const plotNo = findPlotNumber(db, plotId);
    if (plotNo === undefined) throw new AppError('PLOT_NOT_FOUND', { plotNo: `#${plotId}` });
    if (move.action === 'evidence' && (move.note ?? '').trim() === '' && countPhotos(db, plotId) === 0) {
      throw new AppError('LEDGER_PROOF_MISSING', { plotNo });
    }
    const outcome = moveLedgerCase(readLedgerCase(db, plotId), { ...move, atUtc });
    if (outcome.ok) return { plotId, target: targetOfCase(plotId), value: ledgerCaseToJson(outcome.value) };
    const action = ledgerActionTitles[move.action];
    if (outcome.kind === 'missing') {
      throw new AppError('LEDGER_FIELD_MISSING', { action, field: ledgerFieldTitles[outcome.need] });
    }
    const state = outcome.state === null ? '未下发' : ledgerStateLabels[outcome.state].title;
    throw new AppError('LEDGER_MOVE_REFUSED', { plotNo, action, state });
  });
  return changePlots(project, 'review.case', changes, move.by);
}

function countPhotos(db: ReadableDatabase, plotId: number): number {
  return db.value<number>(sql`SELECT count(*) FROM photo_plots WHERE plot_id = ${plotId}`) ?? 0;
}
