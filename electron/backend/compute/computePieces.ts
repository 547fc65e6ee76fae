import { randomUUID } from 'node:crypto';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { ComputePool, PoolTask } from './computePool.ts';
import { type CutSettings, createCutPool } from './createCutPool.ts';
import type { CutTask, PlotResult, PrepareTask } from './messages.ts';
import type { PreparedParts } from './PreparedParts.ts';
import { type PackedBytes, packBytes } from './packBytes.ts';
import { type PackedResults, unpackResults } from './packResults.ts';
import { type SharedParts, SharedPartsBuilder } from './sharedParts.ts';

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

export interface ComputePiecesInput extends CutSettings {
  readonly exclusions: Iterable<ExclusionFeature>;
  readonly exclusionCount: number;
  /** Bounds of all plots, where they are few: parts of exclusions that lie elsewhere are left out. */
  readonly within?: Bounds | undefined;
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

const FEATURES_PER_TASK = 512;
const PLOTS_PER_TASK = 128;
/** Bytes after which a task is full whatever its count: a county boundary of 60,000 vertices is 1 MB. */
const BYTES_PER_TASK = 2 ** 20;

/**
 * Cuts all plots into pieces on worker threads. Exclusions are checked once, laid out in shared
 * memory with an index, and seen by all workers; plots stream through in batches that do not depend on the
 * number of workers, so neither do the results. A worker that dies is replaced and its batch is repeated plot
 * by plot; the plot that kills a worker alone is not computed (WORKER_LOST).
 * Closes the pool. Throws OPERATION_CANCELLED.
 */
export async function computePieces(
  input: ComputePiecesInput,
  options: ComputePiecesOptions,
  pool: ComputePool = createCutPool(input, options),
): Promise<ComputePiecesReport> {
  try {
    // nothing is read where there is nothing to cut
    if (input.plotCount === 0) return { parts: 0, repairedExclusions: [] };
    const prepared = await prepareAll(pool, input, options);
    await cutAll(pool, input, prepared.shared, options);
    return { parts: prepared.parts, repairedExclusions: prepared.repaired };
  } finally {
    await pool.close();
  }
}

/** More workers than tasks would only cost their start. */
function countWorkers(
  { plotCount, exclusionCount }: ComputePiecesInput,
  { workers }: ComputePiecesOptions,
): number {
  const tasks = Math.max(
    Math.ceil(plotCount / PLOTS_PER_TASK),
    Math.ceil(exclusionCount / FEATURES_PER_TASK),
  );
  return Math.max(1, Math.min(workers, tasks));
}

async function prepareAll(
  pool: ComputePool,
  input: ComputePiecesInput,
  options: ComputePiecesOptions,
): Promise<{ shared: SharedParts; parts: number; repaired: number[] }> {
  const builder = new SharedPartsBuilder();
  const repaired: number[] = [];
  let parts = 0;
  let done = 0;
  const deliver = (batch: readonly ExclusionFeature[], reply: PreparedParts): void => {
    const ruleMasks = Uint32Array.from(batch, (feature) => feature.ruleMask);
    const sources = Uint32Array.from(batch, (feature) => feature.source);
    builder.add(reply, { ruleMasks, sources });
    for (const feature of reply.repaired) repaired.push(sources[feature] as number);
    parts += reply.features.length;
    done += batch.length;
    options.onProgress('exclusions', done, input.exclusionCount);
  };
  await runInBatches<ExclusionFeature, PrepareTask, PreparedParts>(pool, {
    workers: countWorkers(input, options),
    items: input.exclusions,
    itemsPerTask: FEATURES_PER_TASK,
    makeMessage: (features) => ({ kind: 'prepare', features, within: input.within }),
    deliver,
    deliverLost: (feature) => deliver([feature], LOST_FEATURE),
  });
  return { shared: builder.build(randomUUID()), parts, repaired };
}

const LOST_FEATURE: PreparedParts = {
  parts: packBytes([]),
  bounds: new Float64Array(0),
  features: new Uint32Array(0),
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
    workers: countWorkers(input, options),
    items: input.plots,
    itemsPerTask: PLOTS_PER_TASK,
    makeMessage: (plots) => ({ kind: 'cut', exclusions, plots }),
    deliver: (batch, reply) => deliver(batch, unpackResults(reply)),
    deliverLost: (plot, reason) => deliver([plot], [{ ok: false, code: 'WORKER_LOST', detail: reason }]),
  });
}

interface BatchJob<Item, Message, Reply> {
  readonly workers: number;
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
  const toTask = (batch: readonly Item[]): PoolTask<Message, readonly Item[]> => {
    const packed = packBytes(batch.map((item) => item.wkb));
    return { message: job.makeMessage(packed), context: batch };
  };
  const lost: Item[] = [];
  function* makeTasks(): Generator<PoolTask<Message, readonly Item[]>> {
    for (const batch of batches(job.items, job.itemsPerTask)) yield toTask(batch);
  }
  await pool.run<Message, readonly Item[], Reply>(job.workers, makeTasks(), (outcome, batch) => {
    if (outcome.ok) job.deliver(batch, outcome.reply);
    else lost.push(...batch);
  });
  const repeats = lost.map((item) => toTask([item]));
  await pool.run<Message, readonly Item[], Reply>(job.workers, repeats.values(), (outcome, batch) => {
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
