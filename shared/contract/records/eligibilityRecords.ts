import type { AdoptedAdjustment } from '../../domain/eligibility/adjustment.ts';
import type { FlowoutKind } from '../../domain/eligibility/judgeFlowout.ts';
import type { NoteEffect } from '../../domain/eligibility/ruleSet.ts';
import type { FlowoutSummary } from '../../domain/eligibility/summarizeFlowout.ts';
import type { FlowoutTableRow } from '../../domain/eligibility/tabulateFlowout.ts';
import type { EligibilityReason, EligibilityVerdict } from '../../domain/eligibility/verdict.ts';
import type { Bounds } from '../../domain/geometry/multiPolygon.ts';

/** Rules, runs and bills. Areas are unrounded ellipsoidal square metres unless the name says otherwise. */

export interface BillLine {
  readonly rule: string;
  readonly title: string;
  readonly resultCode: string;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
  readonly layer: string;
  /** Area charged to this rule after the rules before it took theirs. */
  readonly exclusiveSquareMeters: number;
  /** Whole area this rule hits, whatever other rules hit it too. */
  readonly hitSquareMeters: number;
  readonly pieces: number;
  /** How many features of the layer hit the plot. */
  readonly featureCount: number;
  /** The first of them, twenty at most. */
  readonly features: readonly BillFeature[];
}

/** A feature of a rule's layer that takes of a plot. */
export interface BillFeature {
  readonly layer: string;
  /** Of the layer as the run saw it. */
  readonly contentSha256: string;
  /** Its row in the layer, from 1. */
  readonly feature: number;
  /** What its source calls it; null where no identifying field is filled, or the layer is another one by now. */
  readonly identity: { readonly field: string; readonly value: string } | null;
}

/** Areas with two decimals that add up exactly: gross = net + Σ lines. */
export interface PrintedAreas {
  readonly gross: number;
  readonly net: number;
  readonly lines: readonly number[];
}

/** A remark on a plot that takes no area: a warning, a priority, a classification. */
export interface BillNote {
  readonly rule: string;
  readonly title: string;
  readonly resultCode: string;
  readonly resultTitle: string;
  readonly effect: NoteEffect;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
  /** How much of the plot lies in the layer; null for a remark on the plot's record. */
  readonly areaSquareMeters: number | null;
}

/** The area bill (面积算账单) of one plot: grossSquareMeters = Σ exclusive + net. */
export interface AreaBill {
  readonly plotId: number;
  readonly plotNo: string;
  readonly runId: string;
  readonly rulesId: string;
  readonly rulesTitle: string;
  readonly rulesVersion: string;
  /** The scenario the run made official; null: the rule set as it is. */
  readonly adjustment: AdoptedAdjustment | null;
  readonly areaMethod: string;
  readonly grossSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  readonly planarSquareMeters: number | null;
  /** The area recorded in the source (台账面积), untouched. */
  readonly tbmj: number | null;
  readonly lines: readonly BillLine[];
  /** gross − Σ pieces before closing; shown, never hidden. */
  readonly closingErrorSquareMeters: number | null;
  /** What is printed: 亩 with two decimals that add up exactly. */
  readonly printedMu: PrintedAreas | null;
  /** The same in square metres with two decimals. */
  readonly printedSquareMeters: PrintedAreas | null;
  /** 平差: the same areas in proportion to the recorded area (tbmj); null where nothing is recorded. */
  readonly controlled: { readonly squareMeters: PrintedAreas; readonly mu: PrintedAreas } | null;
  readonly verdict: EligibilityVerdict;
  readonly reasons: readonly EligibilityReason[];
  /** Those of the reasons that are remarks, with their clauses. */
  readonly notes: readonly BillNote[];
  /** Remarks and blocks nobody could look for: no layer is bound to them. They are not required for a verdict. */
  readonly unchecked: readonly { readonly rule: string; readonly title: string }[];
  /** Set when the plot could not be computed; then all areas above are null. */
  readonly notComputed: string | null;
  /** True when a layer, rule or plot changed after this run. */
  readonly stale: boolean;
}

export interface RunSummary {
  readonly runId: string;
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly finishedAtUtc: string;
  readonly plots: number;
  readonly computed: number;
  readonly notComputed: readonly {
    readonly plotId: number;
    readonly plotNo: string;
    readonly code: string;
  }[];
  /** null while any plot is not computed: a total with a hole is no total. */
  readonly grossSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  /** 亩 as printed: the sums of what is printed for each plot, the same in the window, in every list and here. */
  readonly grossMu: number | null;
  readonly netMu: number | null;
  readonly byRule: readonly {
    readonly rule: string;
    readonly title: string;
    readonly exclusiveSquareMeters: number;
    readonly exclusiveMu: number;
    readonly hitSquareMeters: number;
    readonly plots: number;
  }[];
  readonly verdicts: Readonly<Record<EligibilityVerdict, number>>;
  readonly closingErrorSquareMeters: number;
  readonly missingRules: readonly string[];
  /** The scenario it made official; null: the rule set as it is. */
  readonly adjustment: AdoptedAdjustment | null;
  readonly workers: number;
  readonly elapsedMs: number;
  readonly peakRssBytes: number;
  readonly stale: boolean;
}

/** What last year's 耕地 has become. */
export interface FlowoutReport {
  readonly year: number;
  /** P32: since 2021, to be restored promptly; P33: before, with care. */
  readonly policy: 'P32' | 'P33';
  /** Whether 非农化 of this year is after 2020-07-03. */
  readonly zeroTolerance: 'all' | 'byDate' | 'none';
  /** By kind and whether approvals cover it; null with the summary. */
  readonly table: readonly FlowoutTableRow[] | null;
  /** Null while a parcel is not computed: a total with a hole is no total. */
  readonly summary: FlowoutSummary | null;
  /** Parts of last year's parcels that are no longer tilled 耕地, by the parcel's row. */
  readonly parcels: readonly {
    readonly fid: number;
    readonly kind: FlowoutKind;
    readonly isReasonable: boolean;
    readonly isBasicFarmland: boolean;
    readonly areaSquareMeters: number;
    /** Of the whole parcel. */
    readonly bounds: Bounds | null;
  }[];
  /** Parcels with an empty or unknown class, or without geometry: they take no part. */
  readonly skipped: readonly { readonly layerId: string; readonly fid: number; readonly code: string }[];
  readonly notComputed: readonly { readonly layerId: string; readonly fid: number; readonly code: string }[];
}

export interface WhatIfReport {
  readonly order: readonly string[];
  readonly without: readonly string[];
  readonly minimumNetSquareMeters: number;
  /** Null while a plot of the run is not computed: a total with a hole is no total. */
  readonly netSquareMeters: number | null;
  /** Sum of what would be printed for each plot, as in a run. */
  readonly netMu: number | null;
  readonly verdicts: Readonly<Record<EligibilityVerdict, number>>;
  readonly byRule: readonly {
    readonly rule: string;
    readonly exclusiveSquareMeters: number;
    readonly exclusiveMu: number;
    readonly plots: number;
  }[];
  /** Plots whose net or verdict would be another. */
  readonly changedPlots: number;
  /** Those of them whose verdict would be another. */
  readonly flipped: readonly {
    readonly plotId: number;
    readonly plotNo: string;
    readonly from: EligibilityVerdict;
    readonly to: EligibilityVerdict;
    readonly fromNetMu: number;
    readonly toNetMu: number;
  }[];
}

export interface RuleSetSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly rules: number;
  /** Shipped with the program, or the project's own. */
  readonly origin: 'shipped' | 'project';
  readonly effectiveFrom: string;
  readonly effectiveTo: string | null;
  /** Null for a shipped one. */
  readonly savedBy: string | null;
  readonly savedAtUtc: string | null;
}
