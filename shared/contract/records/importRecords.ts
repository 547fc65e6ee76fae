/** What an inspection or an import of vector files found. */

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

/** A feature an import repaired or left out; kept with the project. `why` is a code of shared/text/vectorImport. */
export interface ImportProblem {
  readonly layerId: string;
  readonly layerName: string;
  /** Place in the source, from 0. */
  readonly index: number;
  readonly kind: 'repaired' | 'skipped';
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
