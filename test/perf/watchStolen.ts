import { Worker } from 'node:worker_threads';

export interface StolenWatch {
  /** Whether the host took processor time between two moments, in milliseconds since 1970. */
  tookBetween(from: number, to: number): boolean;
  stop(): Promise<unknown>;
}

/** Looks every 10 ms, in a thread of its own, whether the host of this virtual machine took processor time from it. */
export function watchStolen(): StolenWatch {
  const moments: number[] = [];
  const worker = new Worker(new URL('./stolenSampler.ts', import.meta.url));
  worker.on('message', (moment: number) => moments.push(moment));
  return {
    tookBetween: (from, to) => moments.some((moment) => moment >= from && moment <= to),
    stop: () => worker.terminate(),
  };
}
