import { afterAll, beforeEach, expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} });
const {
  beginSeeing,
  forgetSeenPlots,
  markSeen,
  requireBothEpochs,
  unseenAmong,
  useSeenEpochs,
  verdictsAreOpen,
} = await import('../../../../renderer/session/seenEpochsStore.ts');

const unseen = (...plotIds: number[]) => unseenAmong(useSeenEpochs.getState(), plotIds);

beforeEach(() => {
  requireBothEpochs(true);
  forgetSeenPlots();
  beginSeeing(1, true);
});
afterAll(() => {
  useSeenEpochs.setState(useSeenEpochs.getInitialState(), true);
  vi.unstubAllGlobals();
});

it('opens the verdicts of a plot once both of its epochs were seen, in whatever order', () => {
  expect(verdictsAreOpen(useSeenEpochs.getState())).toBe(false);
  markSeen('later');
  expect(verdictsAreOpen(useSeenEpochs.getState())).toBe(false);
  markSeen('earlier');
  expect(verdictsAreOpen(useSeenEpochs.getState())).toBe(true);
});

it('opens a batch once both epochs of every plot in it were seen, one after the other', () => {
  markSeen('earlier');
  markSeen('later');
  beginSeeing(2, true);
  markSeen('earlier');
  expect(unseen(1, 2, 3)).toEqual([2, 3]);
  markSeen('later');
  beginSeeing(3, true);
  // one epoch of each of two plots is both epochs of none
  markSeen('later');
  beginSeeing(4, true);
  markSeen('earlier');
  expect(unseen(1, 2, 3, 4)).toEqual([3, 4]);
  expect(unseen(1, 2)).toEqual([]);
});

it('counts no plot as seen once other epochs are compared', () => {
  markSeen('earlier');
  markSeen('later');
  expect(unseen(1)).toEqual([]);
  forgetSeenPlots();
  expect(unseen(1)).toEqual([1]);
});

it('asks nothing where there are no two epochs, or where the setting is off', () => {
  beginSeeing(1, false);
  expect(unseen(1, 2)).toEqual([]);
  beginSeeing(1, true);
  requireBothEpochs(false);
  expect(unseen(1, 2)).toEqual([]);
});
