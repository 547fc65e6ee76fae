import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { Answers } from '../../domain/review/checkAnswers.ts';
import type { ReviewStatus } from '../../domain/review/reviewStatus.ts';

/** Verdicts and the command log. */

export interface ReviewRecord {
  readonly sequence: number;
  readonly plotId: number;
  readonly plotNo: string;
  /** There where the step took the plot itself away: one that a reviewer had drawn. */
  readonly gone?: true;
  readonly status: ReviewStatus;
  readonly verdictCode: string | null;
  readonly note: string;
  readonly answers: Answers;
  readonly flagged: boolean;
  readonly by: string;
  readonly atUtc: string;
}

/** What a map says of a plot: as told to whoever may look at it again, without the verdict of a plot in a second look. */
export type VerdictMark = Pick<ReviewRecord, 'plotId' | 'status' | 'verdictCode'>;

/** A step that may have changed several plots at once: the first one, and the others. */
export interface ReviewChange extends ReviewRecord {
  readonly others: readonly ReviewRecord[];
}

/** What the screen showed of the ground when a verdict was given, in one epoch: a small WebP picture without marks. */
export interface EvidenceChip {
  readonly side: 'earlier' | 'later';
  readonly epoch: string;
  /** Where its edges were on the ground (project CRS), as the screen showed it: the earlier epoch moved by its offset. */
  readonly extent: Bounds;
  readonly webp: Uint8Array;
}

/** One row of the append-only command log. */
export interface CommandRecord {
  readonly sequence: number;
  readonly atUtc: string;
  readonly by: string;
  readonly kind: string;
  readonly target: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
  readonly undoes: number | null;
  /** First sequence of the step this row is a part of; null where it is the whole step. */
  readonly batch: number | null;
  readonly hash: string;
}
