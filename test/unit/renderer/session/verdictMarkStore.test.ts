import { afterEach, expect, it } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';
import {
  loadVerdictMarks,
  setVerdictMarks,
  useVerdictMarks,
} from '../../../../renderer/session/verdictMarkStore.ts';

afterEach(() => useVerdictMarks.setState(useVerdictMarks.getInitialState(), true));

const judged = (plotId: number, verdictCode: string) => ({ plotId, status: 'judged', verdictCode }) as const;
const cleared = (plotId: number) => ({ plotId, status: 'unjudged', verdictCode: null }) as const;
const verdictOf = (plotId: number) => useVerdictMarks.getState().marks.get(plotId)?.verdictCode;

/** A backend whose readings of judged plots are answered when the test says so, with the rows it names. */
function answerReadings(): ((rows: readonly unknown[]) => void)[] {
  const answers: ((rows: readonly unknown[]) => void)[] = [];
  const call = (_method: string, { filter }: { filter: { status: string } }) =>
    new Promise((resolve) => {
      const reply = (rows: readonly unknown[]) => resolve({ rows, total: rows.length });
      if (filter.status === 'judged') answers.push(reply);
      else reply([]);
    });
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  return answers;
}

/** The oldest reading that waits for its answer. */
async function nextReading(answers: ((rows: readonly unknown[]) => void)[]) {
  for (let turn = 0; turn < 50; turn++) {
    const answer = answers.shift();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setImmediate(resolve));
  }
  throw new Error('nobody reads the verdicts');
}

it('keeps what was told while the verdicts were read: it is newer than their pages', async () => {
  const answers = answerReadings();
  const reading = loadVerdictMarks();
  const answer = await nextReading(answers);
  setVerdictMarks([judged(1, 'works'), cleared(2)]);
  answer([judged(1, 'ready'), judged(2, 'ready'), judged(3, 'ready')]);
  await reading;
  expect([1, 2, 3].map(verdictOf)).toEqual(['works', null, 'ready']);
});

it('takes the later of two readings, whichever is answered first', async () => {
  const answers = answerReadings();
  const earlier = loadVerdictMarks();
  const answerEarlier = await nextReading(answers);
  const later = loadVerdictMarks();
  const answerLater = await nextReading(answers);
  answerLater([judged(1, 'works')]);
  await later;
  answerEarlier([judged(1, 'ready')]);
  await earlier;
  expect(verdictOf(1)).toBe('works');
});

it('draws nothing anew for what it knows already', () => {
  setVerdictMarks([judged(1, 'works')]);
  const { changes } = useVerdictMarks.getState();
  setVerdictMarks([judged(1, 'works')]);
  expect(useVerdictMarks.getState().changes).toBe(changes);
  setVerdictMarks([cleared(1)]);
  expect(useVerdictMarks.getState().changes).toBe(changes + 1);
});
