import { Worker } from 'node:worker_threads';
import type { CancelSignal } from '../../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ErrorCode, ErrorParams } from '../../../../shared/errors/errorCodes.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';
import { workerUrl } from '../../files/workerUrl.ts';
import type { ReaderMessage, ReaderTask, ReportProgress, ResultOf } from './readerTask.ts';

export interface ReaderLimits {
  /** Longest silence: progress starts it anew, so a large file may take its time but a stuck one may not. */
  readonly stallSeconds: number;
  readonly heapMegabytes: number;
}

const DEFAULT_LIMITS: ReaderLimits = { stallSeconds: 60, heapMegabytes: 1024 };

/**
 * Runs a task in a worker of its own, with its own heap and a deadline, and ends the worker whatever happens.
 * Throws what the task refuses with, DATASET_TIMEOUT, FILE_UNREADABLE when the heap limit is met, and
 * OPERATION_CANCELLED.
 */
export async function runReaderTask<T extends ReaderTask>(
  task: T,
  options: {
    readonly operation: string;
    readonly signal?: CancelSignal | undefined;
    readonly onProgress?: ReportProgress | undefined;
    readonly limits?: ReaderLimits | undefined;
  },
): Promise<ResultOf[T['kind']]> {
  const limits = options.limits ?? DEFAULT_LIMITS;
  const cancelled = () => new AppError('OPERATION_CANCELLED', { operation: options.operation });
  if (options.signal?.aborted) throw cancelled();
  const worker = new Worker(workerUrl(import.meta.url, './readerWorker'), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMegabytes },
  });
  let stall: NodeJS.Timeout | undefined;
  let abort: (() => void) | undefined;
  try {
    return await new Promise<ResultOf[T['kind']]>((resolve, reject) => {
      const restart = () => {
        clearTimeout(stall);
        stall = setTimeout(() => {
          reject(new AppError('DATASET_TIMEOUT', { file: task.file, seconds: limits.stallSeconds }));
        }, limits.stallSeconds * 1000);
      };
      restart();
      abort = () => reject(cancelled());
      options.signal?.addEventListener('abort', abort, { once: true });
      worker.on('message', (message: ReaderMessage) => {
        restart();
        if (message.type === 'progress') options.onProgress?.(message.done, message.total);
        else if (message.type === 'done') resolve(message.result as ResultOf[T['kind']]);
        else reject(toAppError(message.code, message.params));
      });
      worker.on('error', (error: NodeJS.ErrnoException) => {
        const outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        reject(
          outOfMemory
            ? new AppError(
                'FILE_UNREADABLE',
                { file: task.file, detail: datasetDetails.tooMuchMemory },
                { cause: error },
              )
            : error,
        );
      });
      worker.on('exit', (code) => reject(new Error(`the reader worker ended with ${code} and no answer`)));
    });
  } finally {
    clearTimeout(stall);
    if (abort !== undefined) options.signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}

/** The worker made the error from the same table, so code and parameters belong together. */
function toAppError<C extends ErrorCode>(code: C, params: object): AppError<C> {
  return new AppError(code, params as ErrorParams[C]);
}
