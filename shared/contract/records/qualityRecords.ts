import type { Agreement } from '../../domain/review/agreement.ts';
import type { ErrorRate } from '../../domain/review/errorRate.ts';
import type { Adjudication, SampleFactor, SecondLookState } from '../../domain/review/secondLookState.ts';

/** Samples, second looks and what they say of the first ones; which plots and cells were looked at. */

/** What a sample is drawn by. */
export interface SampleSettings {
  readonly factors: readonly SampleFactor[];
  /** At least so many of each stratum … */
  readonly perStratum: number;
  /** … and at least this share of it (0 to 1). */
  readonly share: number;
  /** 面积临界: net (else whole) area within `thresholdShare` of `thresholdSquareMeters`. */
  readonly thresholdSquareMeters: number;
  readonly thresholdShare: number;
  /** 停留过短: judged faster than this. */
  readonly shortDwellMilliseconds: number;
}

/** `stratum` is 'factor=value' of each factor, joined by ' | '. */
export interface StratumCount {
  readonly stratum: string;
  readonly population: number;
  readonly drawn: number;
}

export interface SampleSummary extends SampleSettings {
  readonly sampleId: number;
  readonly seed: number;
  readonly drawnBy: string;
  readonly drawnAtUtc: string;
  readonly population: number;
  readonly counts: Readonly<Record<SecondLookState, number>>;
}

/** While a look is open, nobody is told what the first reviewer said. */
export interface SecondLookRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly areaSquareMeters: number | null;
  readonly state: SecondLookState;
  readonly stratum: string;
  readonly firstVerdictCode: string | null;
  readonly firstBy: string | null;
  readonly firstNote: string | null;
  readonly secondVerdictCode: string | null;
  readonly secondBy: string | null;
  readonly secondNote: string | null;
  readonly choice: Adjudication | null;
  readonly finalVerdictCode: string | null;
  readonly reason: string | null;
  readonly settledBy: string | null;
}

export interface ReviewerErrorRate extends ErrorRate {
  readonly reviewer: string;
}

export interface QualityReport {
  readonly sampleId: number;
  readonly drawn: number;
  readonly agreement: Agreement;
  readonly errorRate: ErrorRate;
  /** Counted plainly: the strata of one person are too few to weight. */
  readonly byReviewer: readonly ReviewerErrorRate[];
}

export interface TownCoverage {
  readonly townName: string;
  readonly plots: number;
  /** All epochs a comparison needs (two, or the only one). */
  readonly seen: number;
  readonly partly: number;
  readonly unseen: number;
}

export const coverageKinds = ['seen', 'partly', 'unseen'] as const;
export type CoverageKind = (typeof coverageKinds)[number];

export interface CoverageRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly kind: CoverageKind;
  /** Epochs looked at, the earliest first. */
  readonly epochs: readonly string[];
  readonly milliseconds: number;
  readonly lookers: readonly string[];
}

export type SweepMark = 'clear' | 'found';

export interface SweepCell {
  readonly cell: number;
  readonly mark: SweepMark;
  readonly note: string;
  readonly by: string;
}

/** Square cells in rows from the north-west, each row from west to east; lengths in units of the project CRS. */
export interface SweepGrid {
  readonly minX: number;
  readonly maxY: number;
  readonly cellSize: number;
  readonly columns: number;
  readonly rows: number;
  readonly marks: readonly SweepCell[];
}
