import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { inspectSource } from './inspectSource.ts';
import { measureSource } from './measureSource.ts';
import type { ReaderMessage, ReaderTask, ReportProgress, ResultOf } from './readerTask.ts';
import { stageSource } from './stageSource.ts';

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

function run(task: ReaderTask): ResultOf[keyof ResultOf] | Promise<ResultOf[keyof ResultOf]> {
  switch (task.kind) {
    case 'inspect':
      return inspectSource(task, report);
    case 'stage':
      return stageSource(task, report);
    case 'measure':
      return measureSource(task, report);
  }
}
