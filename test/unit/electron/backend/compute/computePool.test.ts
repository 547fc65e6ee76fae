import { expect, it } from 'vitest';
import {
  type ComputePool,
  createComputePool,
  type TaskOutcome,
} from '../../../../../electron/backend/compute/computePool.ts';

const LOST = 70;
/** Doubles numbers; other tasks are the death of it. */
const WORKER = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', (task) => {
    if (task === 'lost') process.exit(${LOST});
    if (task === 'bug') throw new Error('a bug');
    parentPort.postMessage(2 * task);
  });`;

function createPool(signal = new AbortController().signal): ComputePool {
  return createComputePool({
    worker: new URL(`data:text/javascript,${encodeURIComponent(WORKER)}`),
    workerData: null,
    ...{ signal, operation: 'test', lostExitCode: LOST },
  });
}

async function run(workers: number, tasks: readonly unknown[]): Promise<unknown[]> {
  const pool = createPool();
  const answers: unknown[] = [];
  const messages = tasks.map((message, context) => ({ message, context }));
  const consume = (outcome: TaskOutcome<number>, context: number): void => {
    answers.push([context, outcome.ok ? outcome.reply : 'lost']);
  };
  try {
    await pool.run<unknown, number, number>(workers, messages.values(), consume);
  } finally {
    await pool.close();
  }
  return answers;
}

it.each([1, 2])(
  'answers in task order, and loses only the tasks that kill one of %i workers',
  async (workers) => {
    const tasks = [1, 2, 'lost', 3, 4, 'lost', 'lost', 5, 6, 7, 8];
    expect(await run(workers, tasks)).toEqual(
      tasks.map((task, index) => [index, typeof task === 'number' ? 2 * task : task]),
    );
  },
);

it('throws what a worker threw', async () => {
  await expect(run(2, [1, 'bug', 2, 3])).rejects.toThrow('a bug');
});

it('serves one run after the other', async () => {
  const pool = createPool();
  const answers: number[] = [];
  for (const message of [1, 2, 3]) {
    await pool.run<number, null, number>(1, [{ message, context: null }].values(), (outcome) => {
      if (outcome.ok) answers.push(outcome.reply);
    });
  }
  await pool.close();
  expect(answers).toEqual([2, 4, 6]);
});
