import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { LedgerMethods } from '../../../shared/contract/methods/ledgerMethods.ts';
import { isOverdue } from '../../../shared/domain/review/ledgerCase.ts';
import type { BackendContext } from '../backendContext.ts';
import { readLedgerCase } from '../storage/project/ledgerCases.ts';
import { moveCases } from '../storage/project/ledgerCommands.ts';
import { countLedger, queryLedger, readLedgerBoard } from '../storage/project/queryLedger.ts';
import { readTimeline } from '../storage/project/readTimeline.ts';

/** A deadline within so many days is near. */
const soonDays = 7;

export function createLedgerHandlers({
  session,
  emit,
  clock,
}: BackendContext): Pick<Handlers, keyof LedgerMethods> {
  const database = () => session.require('查看台账').database;
  const today = () => toLocalDay(clock());
  return {
    'ledger.move': ({ plotIds, ...move }) => {
      const change = moveCases(session.require('台账'), [...new Set(plotIds)], move);
      emit('project.changed', { what: 'ledger' });
      return change;
    },
    'ledger.query': ({ filter, offset, limit }) =>
      queryLedger(database(), filter ?? {}, today(), offset, limit),
    'ledger.counts': () => countLedger(database(), today()),
    'ledger.board': () => {
      const soon = new Date(clock());
      soon.setDate(soon.getDate() + soonDays);
      return { today: today(), towns: readLedgerBoard(database(), today(), toLocalDay(soon)) };
    },
    'ledger.timeline': ({ plotId }) => {
      const db = database();
      const ledgerCase = readLedgerCase(db, plotId);
      return {
        case: ledgerCase,
        overdue: ledgerCase !== null && isOverdue(ledgerCase, today()),
        events: readTimeline(db, plotId),
      };
    },
  };
}

/** A deadline is a day of the bureau's own calendar, not of UTC. */
function toLocalDay(date: Date): string {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
