import { randomUUID } from 'node:crypto';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { workerUrl } from '../files/workerUrl.ts';
import { type ComputePool, createComputePool, type PoolTask } from './computePool.ts';
import {
  type CutTask,
  type CutWorkerData,
  LOST_WORKER_EXIT_CODE,
  type PlotResult,
  type PreparedParts,
  type PrepareTask,
} from './messages.ts';
import { type PackedBytes, packBytes } from './packBytes.ts';
import { type PackedResults, unpackResults } from './packResults.ts';
import { type PartChunk, type SharedParts, shareParts } from './sharedParts.ts';

export interface ExclusionFeature {
  readonly wkb: Uint8Array;
  /** Bits of the rules it belongs to. */
  readonly ruleMask: number;
  /** The caller's number for it; comes back in the hits. */
  readonly source: number;
}

export interface PlotInput {
  readonly plotId: number;
  readonly wkb: Uint8Array;
}

export interface ComputePiecesInput {
  /** Project system; all geometries are in its coordinates. */
  readonly crs: string;
  readonly edgeSplitMeters: number | null;
  /** Middle of the data; used only where the system is geographic. */
  readonly latitude: number;
  /** Bits of rules that only ask how much of a plot they meet; default none. */
  readonly overlapMask?: number;
  readonly exclusions: Iterable<ExclusionFeature>;
  readonly exclusionCount: number;
  /** In an order that keeps neighbours together (computeHilbertIndex). */
  readonly plots: Iterable<PlotInput>;
  readonly plotCount: number;
}

export interface ComputePiecesOptions {
  readonly workers: number;
  readonly signal: CancelSignal;
  readonly operation: string;
  readonly onProgress: (stage: 'exclusions' | 'plots', done: number, total: number) => void;
  /** Called in plot order. */
  readonly onPlot: (plotId: number, result: PlotResult) => void;
}

/** What is kept of the preparation, for the run's record. */
export interface ComputePiecesReport {
  readonly parts: number;
  /** `source` numbers of exclusions that had to be repaired in the run. */
  readonly repairedExclusions: readonly number[];
}

const MAXIMUM_VERTICES = 512;
const FEATURES_PER_TASK = 512;
const PLOTS_PER_TASK = 128;
/** Bytes after which a task is full whatever its count: a county boundary of 60,000 vertices is 1 MB. */
const BYTES_PER_TASK = 2 ** 20;

/**
 * Cuts all plots into pieces on worker threads. Exclusions are checked and subdivided once, laid out in shared
 * memory with an index, and seen by all workers; plots stream through in batches that do not depend on the
 * number of workers, so neither do the results. A worker that dies is replaced and its batch is repeated plot
 * by plot; the plot that kills a worker alone is not computed (WORKER_LOST).
 * Throws OPERATION_CANCELLED.
 */
export async function computePieces(
  input: ComputePiecesInput,
  options: ComputePiecesOptions,
): Promise<ComputePiecesReport> {
  // nothing is read where there is nothing to cut
  if (input.plotCount === 0) return { parts: 0, repairedExclusions: [] };
  const workerData: CutWorkerData = {
    crs: input.crs,
    edgeSplitMeters: input.edgeSplitMeters,
    latitude: input.latitude,
    maximumVertices: MAXIMUM_VERTICES,
    overlapMask: input.overlapMask ?? 0,
  };
  const pool = createComputePool({
    worker: workerUrl(import.meta.url, './cutWorker'),
    workerData,
    workers: Math.min(options.workers, countTasks(input)),
    signal: options.signal,
    operation: options.operation,
    lostExitCode: LOST_WORKER_EXIT_CODE,
  });
  try {
    const prepared = await prepareAll(pool, input, options);
    await cutAll(pool, input, prepared.shared, options);
    return { parts: prepared.parts, repairedExclusions: prepared.repaired };
  } finally {
    await pool.close();
  }
}

/** More workers than tasks would only cost their start. */
function countTasks({ plotCount, exclusionCount }: ComputePiecesInput): number {
  return Math.max(1, Math.ceil(plotCount / PLOTS_PER_TASK), Math.ceil(exclusionCount / FEATURES_PER_TASK));
}

async function prepareAll(
  pool: ComputePool,
  input: ComputePiecesInput,
  options: ComputePiecesOptions,
): Promise<{ shared: SharedParts; parts: number; repaired: number[] }> {
  const chunks: PartChunk[] = [];
  const repaired: number[] = [];
  let parts = 0;
  let done = 0;
  const deliver = (batch: readonly ExclusionFeature[], reply: PreparedParts): void => {
    const ruleMasks = Uint32Array.from(batch, (feature) => feature.ruleMask);
    const sources = Uint32Array.from(batch, (feature) => feature.source);
    chunks.push({ ...reply, ruleMasks, sources });
    for (const feature of reply.repaired) repaired.push(sources[feature] as number);
    parts += reply.features.length;
    done += batch.length;
    options.onProgress('exclusions', done, input.exclusionCount);
  };
  await runInBatches<ExclusionFeature, PrepareTask, PreparedParts>(pool, {
    items: input.exclusions,
    itemsPerTask: FEATURES_PER_TASK,
    makeMessage: (features) => ({ kind: 'prepare', features }),
    deliver,
    deliverLost: (feature) => deliver([feature], LOST_FEATURE),
  });
  return { shared: shareParts(randomUUID(), chunks), parts, repaired };
}

const LOST_FEATURE: PreparedParts = {
  parts: packBytes([]),
  seams: packBytes([]),
  bounds: new Float64Array(0),
  features: new Uint32Array(0),
  simple: new Uint8Array(0),
  repaired: new Uint32Array(0),
  unplaced: 0,
};

async function cutAll(
  pool: ComputePool,
  input: ComputePiecesInput,
  exclusions: SharedParts,
  options: ComputePiecesOptions,
): Promise<void> {
  let done = 0;
  const deliver = (batch: readonly PlotInput[], reply: readonly PlotResult[]): void => {
    batch.forEach(({ plotId }, index) => {
      options.onPlot(plotId, reply[index] as PlotResult);
    });
    done += batch.length;
    options.onProgress('plots', done, input.plotCount);
  };
  await runInBatches<PlotInput, CutTask, PackedResults>(pool, {
    items: input.plots,
    itemsPerTask: PLOTS_PER_TASK,
    makeMessage: (plots) => ({ kind: 'cut', exclusions, plots }),
    deliver: (batch, reply) => deliver(batch, unpackResults(reply)),
    deliverLost: (plot, reason) => deliver([plot], [{ ok: false, code: 'WORKER_LOST', detail: reason }]),
  });
}

interface BatchJob<Item, Message, Reply> {
  readonly items: Iterable<Item>;
  readonly itemsPerTask: number;
  readonly makeMessage: (packed: PackedBytes) => Message;
  readonly deliver: (batch: readonly Item[], reply: Reply) => void;
  readonly deliverLost: (item: Item, reason: string) => void;
}

/** Batches that killed their worker are repeated item by item, after all others. */
async function runInBatches<Item extends { readonly wkb: Uint8Array }, Message, Reply>(
  pool: ComputePool,
  job: BatchJob<Item, Message, Reply>,
): Promise<void> {
  const toTask = (batch: readonly Item[]): PoolTask<Message, readonly Item[]> => ({
    message: job.makeMessage(packBytes(batch.map((item) => item.wkb))),
    context: batch,
  });
  const lost: Item[] = [];
  function* makeTasks(): Generator<PoolTask<Message, readonly Item[]>> {
    for (const batch of batches(job.items, job.itemsPerTask)) yield toTask(batch);
  }
  await pool.run<Message, readonly Item[], Reply>(makeTasks(), (outcome, batch) => {
    if (outcome.ok) job.deliver(batch, outcome.reply);
    else lost.push(...batch);
  });
  const repeats = lost.map((item) => toTask([item]));
  await pool.run<Message, readonly Item[], Reply>(repeats.values(), (outcome, batch) => {
    if (outcome.ok) job.deliver(batch, outcome.reply);
    else job.deliverLost(batch[0] as Item, outcome.reason);
  });
}

function* batches<Item extends { readonly wkb: Uint8Array }>(
  items: Iterable<Item>,
  maximumCount: number,
): Generator<Item[]> {
  let batch: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    batch.push(item);
    bytes += item.wkb.length;
    if (batch.length < maximumCount && bytes < BYTES_PER_TASK) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
