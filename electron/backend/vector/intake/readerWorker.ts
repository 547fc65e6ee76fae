import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors/AppError.ts';
import type { ReaderMessage, ReaderTask, ReportProgress, ResultOf } from './readerTask.ts';

/** The only place where bytes of a stranger are read. Whatever goes wrong here ends this worker and nothing else. */
const port = parentPort;
if (port === null) throw new Error('this module runs in a worker');
const send = (message: ReaderMessage) => port.postMessage(message);
const report: ReportProgress = (done, total) => send({ type: 'progress', done, total });

try {
  send({ type: 'done', result: await run(workerData as ReaderTask) });
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  send({ type: 'refused', code: error.code, params: error.params });
}

/** Loads what the task needs and no more: looking into a file needs no geometry engine. */
async function run(task: ReaderTask): Promise<ResultOf[keyof ResultOf]> {
  switch (task.kind) {
    case 'inspect':
      return (await import('./inspectSource.ts')).inspectSource(task, report);
    case 'stage':
      return (await import('./stageSource.ts')).stageSource(task, report);
    case 'measure':
      return (await import('./measureSource.ts')).measureSource(task, report);
  }
}
