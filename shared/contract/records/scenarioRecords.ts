import type { Adjustment, AdoptedAdjustment } from '../../domain/eligibility/adjustment.ts';
import type { RuleDifference } from '../../domain/eligibility/diffRuleSets.ts';
import type { EligibilityVerdict } from '../../domain/eligibility/verdict.ts';

/** Scenarios of the sandbox, kept runs and what differs between two of them. */

export interface ScenarioRecord {
  readonly name: string;
  /** The rule set it was tried on. */
  readonly rulesId: string;
  readonly adjustment: Adjustment;
  readonly savedBy: string;
  readonly savedAtUtc: string;
}

/** A kept run as it is chosen from a list. */
export interface RunListItem {
  readonly runId: string;
  readonly rulesId: string;
  readonly rulesVersion: string;
  readonly rulesTitle: string;
  readonly adjustment: AdoptedAdjustment | null;
  readonly finishedAtUtc: string;
  readonly plots: number;
  readonly notComputed: number;
  /** Null while any plot is not computed. */
  readonly netMu: number | null;
}

/** A plot whose net or verdict two runs give differently; null: not computed, or not in that run. */
export interface PlotChange {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly fromVerdict: EligibilityVerdict | null;
  readonly toVerdict: EligibilityVerdict | null;
  readonly fromNetSquareMeters: number | null;
  readonly toNetSquareMeters: number | null;
  readonly fromNetMu: number | null;
  readonly toNetMu: number | null;
}

/** Totals over the plots that are still in the project. Null where any of them is not computed. */
export interface RunTotals {
  readonly plots: number;
  readonly notComputed: number;
  readonly netSquareMeters: number | null;
  readonly netMu: number | null;
  readonly grossMu: number | null;
}

export interface RunComparison {
  readonly earlier: RunListItem & { readonly totals: RunTotals };
  readonly later: RunListItem & { readonly totals: RunTotals };
  /** Later − earlier; what the differences of the changed plots add up to. Null where a total is. */
  readonly netMuDifference: number | null;
  readonly byRule: readonly {
    readonly rule: string;
    readonly title: string;
    /** Null: the run has no such rule. */
    readonly fromMu: number | null;
    readonly toMu: number | null;
  }[];
  readonly transitions: readonly {
    readonly from: EligibilityVerdict | null;
    readonly to: EligibilityVerdict | null;
    readonly plots: number;
  }[];
  /** What the rule sets of the two runs say differently. */
  readonly rules: readonly RuleDifference[];
  /** Layers that were not the same. */
  readonly layers: readonly { readonly name: string; readonly change: 'added' | 'removed' | 'changed' }[];
  readonly changedPlots: number;
  /** The page asked for, in plot order. */
  readonly changed: readonly PlotChange[];
}

/** One town in the newest run; null where a plot of the town is not computed. */
export interface TownResult {
  readonly townName: string;
  readonly plots: number;
  readonly notComputed: number;
  readonly grossMu: number | null;
  readonly netMu: number | null;
  readonly verdicts: Readonly<Record<EligibilityVerdict, number>>;
}

/** A plot the newest run could not compute. */
export interface RunFailure {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly code: string;
  readonly detail: string;
}
