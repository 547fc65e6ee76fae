import { Worker } from 'node:worker_threads';
import { workerUrl } from '../files/workerUrl.ts';
import type { ImageryTask } from './imageryWorker.ts';

/** Paints one image in a worker; rejects with what the worker threw, or with the signal's reason once it is gone. */
export function renderImagery(
  task: ImageryTask,
  signal: AbortSignal | undefined,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(import.meta.url, './imageryWorker'), { workerData: task });
    const stop = (): void => void worker.terminate();
    let failure: unknown;
    if (signal?.aborted === true) stop();
    signal?.addEventListener('abort', stop, { once: true });
    worker.on('message', ({ done, total }: { done: number; total: number }) => onProgress(done, total));
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', (code) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted === true) reject(signal.reason);
      else if (code === 0 && failure === undefined) resolve();
      else reject(failure ?? new Error(`the imagery worker ended with code ${code}`));
    });
  });
}
