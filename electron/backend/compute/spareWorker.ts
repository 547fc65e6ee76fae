import type { Worker } from 'node:worker_threads';

/** A worker that has loaded but has no task yet, and what it was started with. */
interface Spare {
  readonly settings: string;
  readonly worker: Worker;
  readonly expiry: NodeJS.Timeout;
}

let spare: Spare | undefined;

/** A process that ends after one run has no use for a spare. */
const DELAY_MILLISECONDS = 1000;
const IDLE_MILLISECONDS = 10 * 60_000;

/**
 * Starts a worker for the next run some time from now, and lets it go when no run has come within ten minutes: loading
 * takes longer than all that one moved polygon asks for. It keeps no process alive. `settings`: what it is started with.
 */
export function startSpareWorker(settings: string, isWanted: () => boolean, start: () => Worker): void {
  const begin = (): void => {
    if (!isWanted() || spare?.settings === settings) return;
    dropSpare();
    const worker = start();
    worker.unref();
    const forget = (): void => {
      if (spare?.worker === worker) dropSpare();
    };
    // the next run starts its own and meets the same fault there, where it is reported
    worker.once('error', forget);
    worker.once('exit', forget);
    const expiry = setTimeout(forget, IDLE_MILLISECONDS);
    expiry.unref();
    spare = { settings, worker, expiry };
  };
  setTimeout(begin, DELAY_MILLISECONDS).unref();
}

/** The spare worker where it was started with the same settings; it is the caller's then. */
export function takeSpareWorker(settings: string): Worker | undefined {
  if (spare?.settings !== settings) return undefined;
  const { worker, expiry } = spare;
  spare = undefined;
  clearTimeout(expiry);
  worker.removeAllListeners();
  worker.ref();
  return worker;
}

function dropSpare(): void {
  if (spare === undefined) return;
  clearTimeout(spare.expiry);
  const { worker } = spare;
  spare = undefined;
  worker.removeAllListeners();
  void worker.terminate();
}
