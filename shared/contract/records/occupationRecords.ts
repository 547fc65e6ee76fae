import type { RecheckOutcome } from '../../domain/eligibility/recheckOutcome.ts';

/** Statistics on the engine of eligibility runs. Areas are unrounded ellipsoidal square metres; 亩 as printed. */

export interface OccupationRow {
  readonly townName: string;
  readonly landClassCode: string;
  /** Plots that lie in the layer, wholly or in part. */
  readonly plots: number;
  readonly squareMeters: number;
  /** Sum of the printed 亩 of the plots. */
  readonly mu: number;
}

/** How much of the plots lies in one layer. */
export interface OccupationReport {
  readonly layerId: string;
  readonly layerName: string;
  readonly rows: readonly OccupationRow[];
  /** Null while a plot is not computed: a total with a hole is no total. */
  readonly totalMu: number | null;
  readonly totalSquareMeters: number | null;
  readonly plots: readonly {
    readonly plotId: number;
    readonly plotNo: string;
    readonly townName: string;
    readonly landClassCode: string;
    readonly grossSquareMeters: number;
    readonly insideSquareMeters: number;
    readonly insideMu: number;
  }[];
  readonly notComputed: readonly {
    readonly plotId: number;
    readonly plotNo: string;
    readonly code: string;
  }[];
}

export interface RecheckRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly landClassCode: string;
  readonly outcome: RecheckOutcome;
  readonly grossMu: number | null;
  /** Struck off by slope and red line. */
  readonly writeOffMu: number | null;
  /** To be restored, or else struck off as well. */
  readonly restoreMu: number | null;
  /** Codes of the results it rests on. */
  readonly resultCodes: readonly string[];
}

export interface RecheckReport {
  readonly runId: string;
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly missingRules: readonly string[];
  readonly stale: boolean;
  readonly rows: readonly RecheckRow[];
  readonly totals: {
    readonly plots: Readonly<Record<RecheckOutcome, number>>;
    /** Null while any plot is not computed. */
    readonly writeOffMu: number | null;
    readonly restoreMu: number | null;
  };
}
