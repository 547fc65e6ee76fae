import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { workerUrl } from '../files/workerUrl.ts';
import { type ComputePool, createComputePool } from './computePool.ts';
import { type CutWorkerData, LOST_WORKER_EXIT_CODE } from './messages.ts';

export interface CutSettings {
  /** Project system; all geometries are in its coordinates. */
  readonly crs: string;
  readonly edgeSplitMeters: number | null;
  /** Middle of the data; used only where the system is geographic. */
  readonly latitude: number;
  /** Bits of rules that only ask how much of a plot they meet; default none. */
  readonly overlapMask?: number;
}

/** The pool that computePieces works with; make it beforehand to have a worker ready (warmUp). */
export function createCutPool(
  { crs, edgeSplitMeters, latitude, overlapMask = 0 }: CutSettings,
  options: { readonly signal: CancelSignal; readonly operation: string },
): ComputePool {
  const workerData: CutWorkerData = { crs, edgeSplitMeters, latitude, overlapMask };
  return createComputePool({
    worker: workerUrl(import.meta.url, './cutWorker'),
    workerData,
    signal: options.signal,
    operation: options.operation,
    useSpare: true,
    lostExitCode: LOST_WORKER_EXIT_CODE,
  });
}
