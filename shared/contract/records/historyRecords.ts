import type { LedgerState } from '../../domain/review/ledgerState.ts';
import type { ReviewStatus } from '../../domain/review/reviewStatus.ts';
import type { CommandRecord } from './reviewRecords.ts';

/** A time, or a row of the log after which the project stood as is asked. */
export type PastRequest = { readonly atUtc: string } | { readonly sequence: number };

/** A state of the project: after this row of the log. */
export interface Moment {
  readonly sequence: number;
  /** The time that was asked for; that of the row where the row was. */
  readonly atUtc: string;
  /** When the row was written: nothing changed from then until `atUtc`. */
  readonly commandAtUtc: string;
}

/** A layer that was there then and has been removed since: its features cannot be shown any more. */
export interface RemovedLayer {
  readonly name: string;
  readonly role: string;
  readonly features: number;
  readonly removedBySequence: number;
}

/** The moment that is looked at. */
export interface PastMoment extends Moment {
  /** Rows of the log since then. */
  readonly laterCommands: number;
  readonly removedLayers: readonly RemovedLayer[];
  /** False where the eligibility run of then is no longer kept: nothing is said of eligibility. */
  readonly runKept: boolean;
  /** Plots that are in a second look now: they are shown as 复核中 and do not tell what was said of them then. */
  readonly blindPlots: number;
}

/** What was said of a plot; null where the plot was not there. */
export interface PlotState {
  readonly status: ReviewStatus;
  readonly verdictCode: string | null;
  readonly reviewer: string | null;
  readonly note: string;
  readonly ledgerState: LedgerState | null;
}

/** A plot of which something else was said then than is now. */
export interface PlotDifference {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  /** 亩 as printed; null where it is not computed. */
  readonly areaMu: number | null;
  readonly past: PlotState | null;
  readonly present: PlotState | null;
  /** The newest row of the log about it since then. */
  readonly sequence: number;
  readonly by: string;
  readonly atUtc: string;
}

export interface LogFilter {
  /** In plot numbers, names, remarks: anywhere in a row. */
  readonly text?: string;
  readonly by?: string;
  readonly plotId?: number;
  readonly kind?: string;
  readonly fromUtc?: string;
  readonly toUtc?: string;
}

export interface LogRow extends CommandRecord {
  readonly plotId: number | null;
  /** null where the row is about no plot; of a plot that is gone its number is unknown, too. */
  readonly plotNo: string | null;
  /** Whether what was on the screen is kept with the row. */
  readonly hasEvidence: boolean;
}

export interface LogPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly LogRow[];
}

/** What the check of the chain of hashes found. */
export interface LogVerification {
  readonly ok: boolean;
  /** Rows whose place in the chain was checked. */
  readonly rows: number;
  /** Hash of the newest row: written down elsewhere, it proves the log up to there for ever. */
  readonly headHash: string;
  readonly broken: {
    readonly sequence: number;
    readonly why: 'missing' | 'changed' | 'cut';
    /** What the row says now, where it is there. */
    readonly row: LogRow | null;
  } | null;
}

/** What the log can be filtered by, with the number of rows. */
export interface LogFacets {
  readonly actors: readonly { readonly name: string; readonly rows: number }[];
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
}
