import type { CutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { GeometryFailureCode } from '../../../shared/domain/geometry/geometryResult.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PackedBytes } from './packBytes.ts';
import type { SharedParts } from './sharedParts.ts';

/** What a worker is started with. */
export interface CutWorkerData {
  readonly crs: string;
  readonly edgeSplitMeters: number | null;
  /** Middle of the data, for tolerances in a geographic system. */
  readonly latitude: number;
  /** Bits of rules that cut nothing (CutTools.overlapMask). */
  readonly overlapMask: number;
}

/** Exclusion features to check, repair and subdivide. */
export interface PrepareTask {
  readonly kind: 'prepare';
  readonly features: PackedBytes;
  /** Parts that lie elsewhere are not wanted; undefined: all are. */
  readonly within: Bounds | undefined;
}

export interface CutTask {
  readonly kind: 'cut';
  readonly exclusions: SharedParts;
  readonly plots: PackedBytes;
}

/** With this code a worker ends itself when its geometry engine is lost: the task did it, not a bug. */
export const LOST_WORKER_EXIT_CODE = 70;

/**
 * EXCLUSION_INVALID: an exclusion that meets the plot cannot be repaired. WORKER_LOST: the worker died on this
 * plot, alone. The other codes are those of the geometry engine.
 */
export type NotComputedCode = GeometryFailureCode | 'EXCLUSION_INVALID' | 'WORKER_LOST';

export type PlotResult =
  | { readonly ok: true; readonly cut: CutPlot }
  | { readonly ok: false; readonly code: NotComputedCode; readonly detail: string };

export type WorkerTask = PrepareTask | CutTask;
