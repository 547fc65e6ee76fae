import type { EligibilityVerdict } from '../../../shared/domain/eligibility/verdict.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { LedgerCase } from '../../../shared/domain/review/ledgerCase.ts';
import type { ReviewStatus } from '../../../shared/domain/review/reviewStatus.ts';
import type { ListLayer } from './layers/listLayer.ts';
import type { TownShape } from './townShapes.ts';
import type { VerdictColors } from './verdictColors.ts';

/** What a rule of the run says, for readers of the list. */
export interface RuleNote {
  readonly code: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly clause: string;
  readonly clauseText: string;
  /** Names of its layers. */
  readonly layers: string;
}

/** One plot as a list shows it. Printed 亩 have two decimals and close: gross = net + Σ deductions. */
export interface PlotListRow {
  readonly plotNo: string;
  readonly townName: string;
  readonly villageName: string;
  readonly landClassCode: string;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  readonly recordedSquareMeters: number | null;
  /** As computed, not rounded; null where the plot was not computed. */
  readonly grossSquareMeters: number | null;
  readonly netSquareMeters: number | null;
  readonly grossMu: number | null;
  /** In the order of the list's rules; null where the plot was not computed. */
  readonly deductionsMu: readonly (number | null)[];
  readonly netMu: number | null;
  readonly eligibility: EligibilityVerdict | null;
  readonly status: ReviewStatus;
  /** The verdict in the words of the project's scheme; null where there is none. */
  readonly verdictTitle: string | null;
  /** The answers to the verdict's questions as one text. */
  readonly answers: string;
  readonly note: string;
  /** 排查补充: drawn by a reviewer, in none of the imported lists. */
  readonly added: boolean;
  /** Its case in the 台账; null where it has none. */
  readonly ledgerCase: LedgerCase | null;
  readonly geometry: MultiPolygon;
}

export interface PlotListSnapshot {
  readonly title: string;
  readonly crsCode: string;
  /** By which rules, and which adopted scenario, the areas came about: said wherever areas are printed. */
  readonly basis: string;
  /** The rules that have a column of their own: those that took something in this run. */
  readonly rules: readonly { readonly code: string; readonly title: string }[];
  /** Every rule of the run, in its order. */
  readonly ruleNotes: readonly RuleNote[];
  readonly rows: readonly PlotListRow[];
  /** In which colours maps and styles show the verdicts: a release keeps those it was first made in. */
  readonly verdictColors: VerdictColors;
  /** What maps show under the plots. */
  readonly towns: readonly TownShape[];
  /** Shapes of their own that belong to these plots; none where they were not asked for. */
  readonly layers: readonly ListLayer[];
}
