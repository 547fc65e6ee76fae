import type { LedgerCase } from '../../domain/review/ledgerCase.ts';
import type { ClosingWay, LedgerAction } from '../../domain/review/ledgerState.ts';
import type {
  LedgerCounts,
  LedgerFilter,
  LedgerPage,
  LedgerTown,
  TimelineEvent,
} from '../records/ledgerRecords.ts';
import type { ReviewChange } from '../records/reviewRecords.ts';

/** 台账: 下发 → 整改 → 举证 → 复核 → 销号 or 退回. */
export interface LedgerMethods {
  /** One move for several plots: all or none, and one step to undo. */
  'ledger.move': (request: {
    plotIds: number[];
    action: LedgerAction;
    /** YYYY-MM-DD. */
    deadline?: string;
    reason?: string;
    way?: ClosingWay;
    source?: string;
    problemType?: string;
    assignee?: string;
    note?: string;
    by: string;
  }) => ReviewChange;
  /** Returned ones first, then by deadline. */
  'ledger.query': (request: { filter?: LedgerFilter; offset: number; limit: number }) => LedgerPage;
  'ledger.counts': (request: Record<never, never>) => LedgerCounts;
  'ledger.board': (request: Record<never, never>) => { today: string; towns: LedgerTown[] };
  'ledger.timeline': (request: { plotId: number }) => {
    case: LedgerCase | null;
    overdue: boolean;
    events: TimelineEvent[];
  };
}
