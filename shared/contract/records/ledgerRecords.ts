import type { LedgerCase } from '../../domain/review/ledgerCase.ts';
import type { LedgerState } from '../../domain/review/ledgerState.ts';

/** 台账: cases of plots, their board and their timelines. */

export interface LedgerFilter {
  readonly state?: LedgerState;
  readonly townName?: string;
  readonly assignee?: string;
  /** Only what is past its deadline and not done. */
  readonly overdue?: boolean;
  /** Part of a plot number, village or problem type. */
  readonly text?: string;
}

export interface LedgerRow extends LedgerCase {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly areaSquareMeters: number | null;
  readonly areaMu: number | null;
  readonly overdue: boolean;
  readonly photos: number;
}

export interface LedgerPage {
  readonly total: number;
  /** Sum of the printed 亩 of the rows. */
  readonly totalMu: number;
  readonly offset: number;
  readonly rows: readonly LedgerRow[];
}

export interface LedgerCounts {
  readonly states: Readonly<Record<LedgerState, number>>;
  readonly overdue: number;
  readonly assignees: readonly { readonly name: string; readonly plots: number }[];
}

/** One line of the overdue board. */
export interface LedgerTown {
  readonly townName: string;
  readonly total: number;
  readonly totalMu: number;
  readonly pending: number;
  /** Pending, due within the next seven days. */
  readonly dueSoon: number;
  readonly overdue: number;
  readonly returned: number;
  readonly closed: number;
}

/** One mark on the strip of a plot, in order of time. */
export interface TimelineEvent {
  readonly kind: 'image' | 'verdict' | 'second' | 'case' | 'photo' | 'undo';
  /** Day or moment, as far as it is known. */
  readonly at: string;
  readonly by: string;
  /** Epoch, verdict code, state of the case, name of the photo; 'none' where it was taken away, 'hidden' in a second look. */
  readonly what: string;
  readonly reason: string;
  readonly photoId: number | null;
}
