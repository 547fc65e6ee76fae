import type { DatasetSummary, RepairedFeature } from '../../../../shared/contract/records/importRecords.ts';
import type { LayerRole } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { ErrorCode } from '../../../../shared/errors/errorCodes.ts';
import type { SourceField, SourceFinding } from '../source/VectorSource.ts';

interface TaskSource {
  /** The private copy. */
  readonly path: string;
  /** The user's path, for messages. */
  readonly file: string;
  /** Name of a layer in a format that has no layer names. */
  readonly layerName: string;
  /** WHATWG name of the encoding the user asked for. */
  readonly encoding: string | undefined;
}

export interface InspectTask extends TaskSource {
  readonly kind: 'inspect';
}

export interface StageTask extends TaskSource {
  readonly kind: 'stage';
  readonly role: LayerRole;
  readonly layer: string | undefined;
  readonly where: string | undefined;
  /** What the user said of the coordinate system. */
  readonly crs: string | undefined;
  readonly fieldMap: Readonly<Record<string, string>>;
  readonly projectCrs: string;
  readonly edgeSplitMeters: number | null;
  readonly stagingPath: string;
}

export interface MeasureTask extends TaskSource {
  readonly kind: 'measure';
  readonly layer: string | undefined;
  readonly crs: string | undefined;
  readonly edgeSplitMeters: number | null;
}

export type ReaderTask = InspectTask | StageTask | MeasureTask;

export interface StageResult {
  readonly layer: string;
  readonly fields: readonly SourceField[];
  readonly read: number;
  readonly staged: number;
  readonly repaired: readonly RepairedFeature[];
  readonly skipped: readonly { readonly index: number; readonly why: string }[];
  readonly crs: string;
  readonly crsFrom: 'file' | 'user';
  readonly encoding: string;
  readonly encodingFrom: 'file' | 'guess' | 'user' | 'format';
  /** Role → source field, for plots. */
  readonly fieldRoles: Readonly<Record<string, string>>;
  /** Place of the field with the plot number; -1 where there is none. */
  readonly plotNoField: number;
  /** False where the recorded area is in another unit than square metres. */
  readonly recordedInSquareMeters: boolean;
  readonly findings: readonly SourceFinding[];
}

export interface MeasureResult {
  readonly method: string;
  readonly ellipsoid: string;
  readonly features: readonly { readonly index: number; readonly squareMeters: number | null }[];
}

export interface ResultOf {
  inspect: DatasetSummary[];
  stage: StageResult;
  measure: MeasureResult;
}

/** What the worker says. A bug is not a message: it is thrown and ends the worker. */
export type ReaderMessage =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'done'; readonly result: ResultOf[keyof ResultOf] }
  | { readonly type: 'refused'; readonly code: ErrorCode; readonly params: object };

export type ReportProgress = (done: number, total: number) => void;
