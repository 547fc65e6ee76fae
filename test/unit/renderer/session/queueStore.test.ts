import { afterAll, expect, it } from 'vitest';
import { connectBackend } from '../../../../renderer/backend/backend.ts';
import {
  changeFilter,
  ensureRows,
  pageRows,
  rowAt,
  useQueue,
} from '../../../../renderer/session/queueStore.ts';

afterAll(() => useQueue.setState(useQueue.getInitialState(), true));

it('asks for few pages while the bar is dragged, and for the page where it rests', async () => {
  const asked: { offset: number; reply: () => void }[] = [];
  const call = (_method: string, { offset }: { offset: number }) =>
    new Promise((resolve) => {
      const rows = Array.from({ length: pageRows }, (_, index) => ({ plotId: offset + index + 1 }));
      const reply = () => resolve({ rows, total: 100_000, totalSquareMeters: 0, totalMu: 0 });
      asked.push({ offset, reply });
    });
  connectBackend({ client: { call, on: () => () => {} } as never, shell: {} as never });
  const show = (index: number) => ensureRows(index, index + 20);
  // what a list does: it tells its rows again whenever a page has come
  let at = 0;
  const leave = useQueue.subscribe(() => show(at));
  changeFilter({});
  for (at = 0; at < 90_000; at += 900) show(at);
  expect(asked.length).toBeLessThanOrEqual(2);
  for (let turn = 0; rowAt(useQueue.getState(), at) === undefined; turn++) {
    if (turn === 20) throw new Error(`row ${at} did not come; pages asked for: ${asked.length}`);
    for (const { reply } of asked) reply();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(rowAt(useQueue.getState(), at)).toMatchObject({ plotId: at + 1 });
  expect(asked.length).toBeLessThanOrEqual(5);
  leave();
});
