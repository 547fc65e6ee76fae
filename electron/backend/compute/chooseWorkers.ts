import { availableParallelism } from 'node:os';

/** A worker without a core of its own must have so many plots, or loading and compiling it takes longer than it saves. */
const PLOTS_OF_A_CROWDED_WORKER = 40_000;
const MOST_WORKERS = 16;

/**
 * How many workers a job of so many plots is worth where nobody has asked for a number. The main thread and the
 * compilers of the workers fill one core, so a worker more than there are others only pays in a long job.
 */
export function chooseWorkers(plotCount: number, cores = availableParallelism()): number {
  const paying = Math.floor(plotCount / PLOTS_OF_A_CROWDED_WORKER);
  return Math.max(1, Math.min(MOST_WORKERS, cores, Math.max(cores - 1, paying)));
}
