import { Worker } from 'node:worker_threads';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { startSpareWorker, takeSpareWorker } from './spareWorker.ts';

export interface ComputePoolOptions {
  readonly worker: URL;
  readonly workerData: unknown;
  readonly signal: CancelSignal;
  /** What the user was doing, for OPERATION_CANCELLED. */
  readonly operation: string;
  /** An exit with this code means that the task at hand, not a bug, ended the worker. */
  readonly lostExitCode: number;
  /** Of each worker's JavaScript heap; WASM memory has its own limit of 2 GB. */
  readonly maximumHeapMegabytes?: number;
  /** Whether a worker may be the one a run before left loaded (startSpare). */
  readonly useSpare?: boolean;
}

/** What is sent to the worker, and what stays here until its outcome comes. */
export interface PoolTask<Message, Context> {
  readonly message: Message;
  readonly context: Context;
}

/** A reply, or the news that the worker died on this task (out of memory, a trap in WASM). */
export type TaskOutcome<Reply> =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly reason: string };

/**
 * Worker threads for whole-layer jobs. Tasks are taken from an iterator only as workers become free, so memory
 * does not grow with the job, and outcomes are handed out in task order whatever the number of workers.
 */
export interface ComputePool {
  /** Starts workers now, the first or so many; else they start with the first tasks. */
  warmUp(workers?: number): void;
  /**
   * Throws OPERATION_CANCELLED within a second of the signal, by ending the workers; rethrows what a worker
   * threw (a bug). A worker that its task kills is replaced, and its task has the outcome `ok: false`.
   */
  run<Message, Context, Reply>(
    workers: number,
    tasks: Iterator<PoolTask<Message, Context>>,
    consume: (outcome: TaskOutcome<Reply>, context: Context) => void,
  ): Promise<void>;
  close(): Promise<void>;
  /** Loads a worker for the next run with the same settings, soon, where it is wanted then. */
  startSpare(isWanted: () => boolean): void;
}

/** A task that a worker is on, or that waits there. */
interface Pending {
  readonly message: unknown;
  readonly settle: (outcome: TaskOutcome<unknown>) => void;
  readonly abandon: (error: unknown) => void;
}

interface Slot {
  worker: Worker;
  /** In the order the worker answers. */
  readonly pending: Pending[];
}

const DEFAULT_HEAP_MEGABYTES = 1024;
/** Rings live for a moment: with room for them, fewer are copied on their way to the rubbish (a tenth less work). */
const YOUNG_HEAP_MEGABYTES = 96;
/** Tasks a worker has at a time: it goes on with the next while what it has answered is taken in here. */
const LANES = 2;
/** Outcomes that may wait for an earlier one, per worker. */
const WINDOW = 4;

/** Makes a pool without workers yet. */
export function createComputePool(options: ComputePoolOptions): ComputePool {
  const slots: Slot[] = [];
  let closed = false;

  const settings = JSON.stringify([options.worker, options.workerData]);
  const load = (): Worker =>
    new Worker(options.worker, {
      workerData: options.workerData,
      resourceLimits: {
        maxOldGenerationSizeMb: options.maximumHeapMegabytes ?? DEFAULT_HEAP_MEGABYTES,
        maxYoungGenerationSizeMb: YOUNG_HEAP_MEGABYTES,
      },
    });

  const startWorker = (slot: Slot): void => {
    const worker = (options.useSpare === true ? takeSpareWorker(settings) : undefined) ?? load();
    let fault: NodeJS.ErrnoException | undefined;
    worker.on('message', (reply) => slot.pending.shift()?.settle({ ok: true, reply }));
    worker.on('error', (error: NodeJS.ErrnoException) => {
      fault = error;
    });
    worker.on('exit', (exitCode) => {
      if (closed || slot.worker !== worker) return;
      const lost = exitCode === options.lostExitCode || fault?.code === 'ERR_WORKER_OUT_OF_MEMORY';
      if (!lost) {
        abandonAll(slot, fault ?? new Error(`a worker ended with code ${exitCode}`));
        return;
      }
      const killer = slot.pending.shift();
      startWorker(slot);
      for (const { message } of slot.pending) slot.worker.postMessage(message);
      killer?.settle({ ok: false, reason: fault?.message ?? `exit code ${exitCode}` });
    });
    slot.worker = worker;
  };

  const addSlot = (): void => {
    const slot = { pending: [] } as unknown as Slot;
    startWorker(slot);
    slots.push(slot);
  };

  const perform = (slot: Slot, message: unknown): Promise<TaskOutcome<unknown>> =>
    new Promise((settle, abandon) => {
      slot.pending.push({ message, settle, abandon });
      slot.worker.postMessage(message);
    });

  const abandonAll = (slot: Slot, error: unknown): void => {
    for (const pending of slot.pending.splice(0)) pending.abandon(error);
  };

  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    await Promise.all(slots.map((slot) => slot.worker.terminate()));
  };

  const run = async <Message, Context, Reply>(
    workers: number,
    tasks: Iterator<PoolTask<Message, Context>>,
    consume: (outcome: TaskOutcome<Reply>, context: Context) => void,
  ): Promise<void> => {
    const cancelled = () => new AppError('OPERATION_CANCELLED', { operation: options.operation });
    if (options.signal.aborted) throw cancelled();
    const waiting = new Map<number, { outcome: TaskOutcome<Reply>; context: Context }>();
    let issued = 0;
    let consumed = 0;
    let wake: (() => void)[] = [];
    let failure: { error: unknown } | undefined;
    const failWith = (error: unknown): void => {
      failure ??= { error };
      for (const slot of slots) abandonAll(slot, error);
      for (const resume of wake.splice(0)) resume();
    };
    const onAbort = (): void => failWith(cancelled());
    options.signal.addEventListener('abort', onAbort, { once: true });

    const serve = async (slot: Slot): Promise<void> => {
      for (;;) {
        while (failure === undefined && issued - consumed >= slots.length * WINDOW) {
          await new Promise<void>((resolve) => wake.push(resolve));
        }
        if (failure !== undefined) return;
        const next = tasks.next();
        if (next.done === true) return;
        const number = issued++;
        const outcome = (await perform(slot, next.value.message)) as TaskOutcome<Reply>;
        if (failure !== undefined) return;
        waiting.set(number, { outcome, context: next.value.context });
        for (let ready = waiting.get(consumed); ready !== undefined; ready = waiting.get(consumed)) {
          waiting.delete(consumed++);
          consume(ready.outcome, ready.context);
        }
        for (const resume of wake.splice(0)) resume();
      }
    };

    try {
      while (slots.length < Math.max(1, workers)) addSlot();
      wake = [];
      const lanes = slots.flatMap((slot) => Array.from({ length: LANES }, () => slot));
      await Promise.all(lanes.map((slot) => serve(slot).catch(failWith)));
      if (failure !== undefined) throw failure.error;
    } catch (error) {
      await close();
      throw error;
    } finally {
      options.signal.removeEventListener('abort', onAbort);
    }
  };

  const warmUp = (workers = 1): void => {
    while (slots.length < workers) addSlot();
  };

  const startSpare = (isWanted: () => boolean): void => startSpareWorker(settings, isWanted, load);

  return { warmUp, run, close, startSpare };
}
