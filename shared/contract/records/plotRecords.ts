import type { EligibilityVerdict } from '../../domain/eligibility/verdict.ts';
import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { Answers } from '../../domain/review/checkAnswers.ts';
import type { PlotSort } from '../../domain/review/plotSort.ts';
import type { ReviewStatus } from '../../domain/review/reviewStatus.ts';

/** Plots: a row of the queue, a filter over it, all about one. */

export interface PlotRow {
  readonly plotId: number;
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly areaSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  /** As printed in its bill and in every list. */
  readonly netMu: number | null;
  readonly eligibility: EligibilityVerdict | null;
  readonly status: ReviewStatus;
  readonly verdictCode: string | null;
  /** 标记: put there by hand, whatever the verdict. */
  readonly flagged: boolean;
  /** 排查补充: drawn by a reviewer, in none of the lists that were imported. */
  readonly added: boolean;
  /** What the record of an added plot says beside; '' for plots of the lists, whose records are read with the plot. */
  readonly addedRemark: string;
  readonly recordedSquareMeters: number | null;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  readonly note: string;
  readonly answers: Answers;
  readonly decidedBy: string | null;
  readonly decidedAtUtc: string | null;
  /** Who is to judge it; null where it was handed to nobody. */
  readonly assignee: string | null;
}

export interface PlotFilter {
  readonly status?: ReviewStatus;
  readonly townName?: string;
  readonly villageName?: string;
  readonly landClassCode?: string;
  /** 图斑类型 as the source record has it. */
  readonly plotType?: string;
  readonly minSquareMeters?: number;
  readonly maxSquareMeters?: number;
  readonly eligibility?: EligibilityVerdict;
  /** Code of a rule that took area from the plot in the newest run. */
  readonly rule?: string;
  /** Who gave the verdict. */
  readonly reviewer?: string;
  /** Whom the plot was handed to. */
  readonly assignee?: string;
  readonly flagged?: boolean;
  /** Part of a plot number, town or village name, or of a name's pinyin initials. */
  readonly text?: string;
  /** The order of the list; without it that of the import. */
  readonly sort?: PlotSort;
  readonly descending?: boolean;
}

/** A filter kept in the project under a name. */
export interface SavedFilter {
  readonly name: string;
  readonly filter: PlotFilter;
}

/** What a filter can be chosen from, with how many plots each has. */
export interface PlotFacets {
  readonly villages: readonly { readonly town: string; readonly name: string; readonly plots: number }[];
  readonly landClasses: readonly { readonly code: string; readonly plots: number }[];
  /** 图斑类型 of the source records; empty where no list has them. */
  readonly plotTypes: readonly { readonly code: string; readonly plots: number }[];
  readonly reviewers: readonly { readonly name: string; readonly plots: number }[];
  readonly rules: readonly { readonly code: string; readonly title: string; readonly plots: number }[];
  /** Whom plots were handed to. */
  readonly assignees: readonly { readonly name: string; readonly plots: number }[];
  readonly flagged: number;
}

export interface PlotPage {
  readonly total: number;
  readonly totalSquareMeters: number;
  /** Sum of the printed 亩 of the rows: what a reader adds up. */
  readonly totalMu: number;
  readonly offset: number;
  readonly rows: readonly PlotRow[];
}

export interface PlotDetail extends PlotRow {
  readonly layerId: string;
  readonly featureId: number;
  readonly bounds: Bounds;
  readonly planarSquareMeters: number | null;
  /** True where it is kept what was on the screen when the verdict was given. */
  readonly hasEvidence: boolean;
  /** What the source says the plot was judged before, in a verdict of the present scheme; null where it does not. */
  readonly previousVerdictCode: string | null;
  /** Why the plot was sent back; null while it was not. */
  readonly returnReason: string | null;
  /** All attributes of the source record, in source order. */
  readonly attributes: readonly { readonly name: string; readonly value: string | number | null }[];
}

/** Plots that may share a verdict with one that was judged. */
export interface SimilarPlots {
  readonly plotNo: string;
  /** The verdict of the plot they resemble; null where it has none, and then there are no others. */
  readonly verdictCode: string | null;
  readonly plots: readonly {
    readonly row: PlotRow;
    /** 0 to 1: how much nearer it is to this plot than to those judged otherwise. */
    readonly confidence: number;
    /** Sure enough to be chosen before anybody looked. */
    readonly preselected: boolean;
  }[];
}
