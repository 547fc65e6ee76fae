import { expect, it } from 'vitest';
import { chooseWorkers } from '../../../../../electron/backend/compute/chooseWorkers.ts';

it('leaves a core to the main thread, but not in a long job', () => {
  expect(chooseWorkers(15_000, 2)).toBe(1);
  expect(chooseWorkers(50_000, 2)).toBe(1);
  expect(chooseWorkers(300_000, 2)).toBe(2);
  expect(chooseWorkers(15_000, 4)).toBe(3);
  expect(chooseWorkers(50_000, 4)).toBe(3);
  expect(chooseWorkers(300_000, 4)).toBe(4);
});

it('has a worker on any machine, and not more than a run may have', () => {
  expect(chooseWorkers(0, 1)).toBe(1);
  expect(chooseWorkers(1_000_000, 64)).toBe(16);
});
