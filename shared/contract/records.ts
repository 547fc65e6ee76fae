import type { FlowoutKind } from '../domain/eligibility/judgeFlowout.ts';
import type { LayerRole, NoteEffect } from '../domain/eligibility/ruleSet.ts';
import type { FlowoutSummary } from '../domain/eligibility/summarizeFlowout.ts';
import type { EligibilityReason, EligibilityVerdict } from '../domain/eligibility/verdict.ts';
import type { Bounds } from '../domain/geometry/multiPolygon.ts';
import type { Answers } from '../domain/review/checkAnswers.ts';
import type { PlotSort } from '../domain/review/plotSort.ts';
import type { ReviewStatus } from '../domain/review/reviewStatus.ts';

/** Records that cross the contract. Areas are unrounded ellipsoidal square metres unless the name says otherwise. */

export interface LayerSummary {
  readonly id: string;
  readonly name: string;
  readonly role: LayerRole;
  readonly rule: string | null;
  readonly features: number;
  readonly crs: string;
  readonly sourceFile: string;
  readonly sourceSha256: string;
  readonly bounds: Bounds | null;
  readonly importedAtUtc: string;
}

export interface ImagerySummary {
  readonly id: string;
  readonly name: string;
  readonly epoch: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolutionMeters: number;
  readonly bounds: Bounds;
  /** Tile scheme: square tiles of tileSize pixels, origin at the top left of `tileOrigin`, resolutions coarse to fine. */
  readonly tileOrigin: readonly [number, number];
  readonly tileSize: number;
  readonly resolutions: readonly number[];
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceSha256: string;
}

export interface ProjectSummary {
  readonly directory: string;
  readonly name: string;
  readonly crs: string;
  readonly crsName: string;
  readonly proj4Definition: string;
  readonly schemaVersion: number;
  readonly layers: readonly LayerSummary[];
  readonly imagery: readonly ImagerySummary[];
  readonly bounds: Bounds | null;
  readonly counts: {
    readonly plots: number;
    readonly judged: number;
    readonly commands: number;
  };
  readonly settings: ProjectSettings;
  /** The newest eligibility run, if there is one. */
  readonly run: RunSummary | null;
}

export interface ProjectSettings {
  /** Longest edge before it is split for the ellipsoidal area; null: vertices only. */
  readonly edgeSplitMeters: number | null;
}

export interface CheckFinding {
  readonly code: string;
  readonly where: string;
  readonly detail: string;
}

export interface FieldSummary {
  readonly name: string;
  readonly type: 'text' | 'integer' | 'real' | 'date' | 'binary';
  readonly samples: readonly string[];
}

export interface DatasetSummary {
  readonly file: string;
  readonly layer: string;
  readonly driver: string;
  readonly features: number;
  readonly geometryType: string;
  readonly crs: string | null;
  readonly crsGuess: readonly string[];
  readonly encoding: string | null;
  readonly encodingGuess: string | null;
  readonly fields: readonly FieldSummary[];
  readonly findings: readonly {
    readonly code: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
}

export interface RepairedFeature {
  readonly index: number;
  readonly why: string;
  readonly areaBefore: number | null;
  readonly areaAfter: number | null;
}

export interface VectorImportReport {
  readonly layerId: string;
  readonly read: number;
  readonly imported: number;
  readonly repaired: readonly RepairedFeature[];
  readonly skipped: readonly { readonly index: number; readonly why: string }[];
  readonly crs: string;
  readonly crsFrom: 'file' | 'user';
  readonly encoding: string;
  readonly encodingFrom: 'file' | 'guess' | 'user' | 'format';
  /** Standard plot field → source field it was taken from; empty for other roles. */
  readonly fieldRoles: Readonly<Record<string, string>>;
  /** Findings about the whole file (codes of shared/text/vectorImport): a number of times, with examples. */
  readonly findings: readonly {
    readonly code: string;
    readonly count: number;
    readonly examples: readonly string[];
  }[];
  readonly sourceSha256: string;
  readonly elapsedMs: number;
}

export interface ImageryImportReport {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly crs: string;
  readonly resolutionMeters: number;
  readonly bounds: Bounds;
  readonly tiles: number;
  readonly bytes: number;
  readonly sourceSha256: string;
  /** Files that became this one epoch. */
  readonly sheets: number;
  /** Bands shown, from 1. */
  readonly bandsUsed: readonly number[];
  /** True where the same source was imported before and its pack serves. */
  readonly reused: boolean;
  readonly elapsedMs: number;
}

export interface DemImportReport {
  readonly layerId: string;
  readonly cellMeters: number;
  readonly steepSquareMeters: number;
  readonly thresholdDegrees: number;
  /** Plots of grade 1, 2, 3, 4 and 5 by the largest share; those beyond the height model are in none. */
  readonly plotsByGrade: readonly number[];
}

/** Slope of a plot by the height model imported last. */
export interface PlotSlope {
  /** 1 ≤2°, 2 ≤6°, 3 ≤15°, 4 ≤25°, 5 above, by the largest share. */
  readonly grade: number | null;
  /** Shares of grades 1 to 5 of the part whose slope is known. */
  readonly shares: readonly number[];
  readonly layerId: string;
  readonly cellMeters: number;
}

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
}

export interface PlotFilter {
  readonly status?: ReviewStatus;
  readonly townName?: string;
  readonly villageName?: string;
  readonly landClassCode?: string;
  readonly minSquareMeters?: number;
  readonly maxSquareMeters?: number;
  readonly eligibility?: EligibilityVerdict;
  /** Code of a rule that took area from the plot in the newest run. */
  readonly rule?: string;
  /** Who gave the verdict. */
  readonly reviewer?: string;
  readonly flagged?: boolean;
  /** Part of a plot number, town or village name, or of a name's pinyin initials. */
  readonly text?: string;
  /** The order of the list; without it that of the import. */
  readonly sort?: PlotSort;
  readonly descending?: boolean;
}

/** What a filter can be chosen from, with how many plots each has. */
export interface PlotFacets {
  readonly villages: readonly { readonly town: string; readonly name: string; readonly plots: number }[];
  readonly landClasses: readonly { readonly code: string; readonly plots: number }[];
  readonly reviewers: readonly { readonly name: string; readonly plots: number }[];
  readonly rules: readonly { readonly code: string; readonly title: string; readonly plots: number }[];
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
  readonly recordedSquareMeters: number | null;
  readonly planarSquareMeters: number | null;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
  readonly note: string;
  readonly answers: Answers;
  /** True where it is kept what was on the screen when the verdict was given. */
  readonly hasEvidence: boolean;
  /** What the source says the plot was judged before, in a verdict of the present scheme; null where it does not. */
  readonly previousVerdictCode: string | null;
  readonly decidedBy: string | null;
  readonly decidedAtUtc: string | null;
  /** All attributes of the source record, in source order. */
  readonly attributes: readonly { readonly name: string; readonly value: string | number | null }[];
}

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
  readonly rulesVersion: string;
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
  readonly printedMu: {
    readonly gross: number;
    readonly net: number;
    readonly lines: readonly number[];
  } | null;
  /** The same in square metres with two decimals. */
  readonly printedSquareMeters: {
    readonly gross: number;
    readonly net: number;
    readonly lines: readonly number[];
  } | null;
  readonly verdict: EligibilityVerdict;
  readonly reasons: readonly EligibilityReason[];
  /** Those of the reasons that are remarks, with their clauses. */
  readonly notes: readonly BillNote[];
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
  /** Null while a parcel is not computed: a total with a hole is no total. */
  readonly summary: FlowoutSummary | null;
  /** Parts of last year's parcels that are no longer tilled 耕地, by the parcel's row. */
  readonly parcels: readonly {
    readonly fid: number;
    readonly kind: FlowoutKind;
    readonly isReasonable: boolean;
    readonly isBasicFarmland: boolean;
    readonly areaSquareMeters: number;
  }[];
  /** Parcels with an empty or unknown class, or without geometry: they take no part. */
  readonly skipped: readonly { readonly layerId: string; readonly fid: number; readonly code: string }[];
  readonly notComputed: readonly { readonly layerId: string; readonly fid: number; readonly code: string }[];
}

export interface WhatIfReport {
  readonly order: readonly string[];
  readonly without: readonly string[];
  readonly minimumNetSquareMeters: number;
  readonly netSquareMeters: number;
  readonly netMu: number;
  readonly verdicts: Readonly<Record<EligibilityVerdict, number>>;
  readonly byRule: readonly { readonly rule: string; readonly exclusiveSquareMeters: number }[];
  readonly flipped: readonly {
    readonly plotNo: string;
    readonly from: EligibilityVerdict;
    readonly to: EligibilityVerdict;
  }[];
}

export interface ReviewRecord {
  readonly sequence: number;
  readonly plotId: number;
  readonly plotNo: string;
  readonly status: ReviewStatus;
  readonly verdictCode: string | null;
  readonly note: string;
  readonly answers: Answers;
  readonly flagged: boolean;
  readonly by: string;
  readonly atUtc: string;
}

/** A step that may have changed several plots at once: the first one, and the others. */
export interface ReviewChange extends ReviewRecord {
  readonly others: readonly ReviewRecord[];
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

export interface RuleSetSummary {
  readonly id: string;
  readonly version: string;
  readonly title: string;
  readonly documentNumber: string;
  readonly rules: number;
}

export type ExportFormat = 'xlsx' | 'csv' | 'gpkg' | 'geojson' | 'shp' | 'kml' | 'txt' | 'docx' | 'pdf';

/** The beginning of each sheet of a list, every cell as it is shown. */
export interface ListPreview {
  readonly sheets: readonly {
    readonly name: string;
    readonly title: string;
    readonly unitLine: string;
    readonly rowCount: number;
    readonly titles: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly totals: readonly string[];
  }[];
}

export interface ReleaseRecord {
  readonly directory: string;
  readonly name: string;
  /** When the project the release shows was last changed; '' where the manifest cannot be read. */
  readonly changedAtUtc: string;
  readonly files: number;
  /** `changed`: the manifest was edited or a file is missing. Contents are compared by release.verify. */
  readonly state: 'sealed' | 'changed' | 'unreadable';
}

export interface WrittenFile {
  readonly path: string;
  readonly sha256: string;
  readonly rows: number;
  readonly netMu: number | null;
}

export interface ReleaseFinding {
  readonly file: string;
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}
