import { afterAll, beforeEach, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const { beginSeeing, forgetSeenPlots, requireBothEpochs, unseenAmong, useSeenEpochs } = await import(
  '../../../../renderer/session/seenEpochsStore.ts'
);
const { forgetLooks, watchChips } = await import('../../../../renderer/contactSheet/wallSeenStore.ts');

beforeEach(() => {
  vi.useFakeTimers();
  requireBothEpochs(true);
  forgetSeenPlots();
  forgetLooks();
  beginSeeing(1, true);
});
afterAll(() => {
  forgetLooks();
  useSeenEpochs.setState(useSeenEpochs.getInitialState(), true);
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('opens a batch chosen in the list for plots whose chips showed both epochs', () => {
  const unseen = () => unseenAmong(useSeenEpochs.getState(), [2, 3, 4]);
  watchChips([2, 3], 'later');
  vi.advanceTimersByTime(1000);
  expect(unseen()).toEqual([2, 3, 4]);
  watchChips([2, 3], 'earlier');
  vi.advanceTimersByTime(100);
  // too short to be looked at
  expect(unseen()).toEqual([2, 3, 4]);
  vi.advanceTimersByTime(900);
  expect(unseen()).toEqual([4]);
});
