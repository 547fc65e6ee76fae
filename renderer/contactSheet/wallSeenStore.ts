import { create } from 'zustand';
import { type EpochSide, markSeen, useSeenEpochs } from '../session/seenEpochsStore.ts';

/** Shorter than this an image was on the screen but not looked at: the same as on the map. */
const lookMilliseconds = 400;

/** Which chips were looked at in which epoch: 'plotId side'. */
export const useWallSeen = create<{ readonly seen: ReadonlySet<string> }>(() => ({ seen: new Set() }));

const keyOf = (plotId: number, side: EpochSide) => `${plotId} ${side}`;

/** What of a plot's chip was not on the screen long enough yet: an epoch, both, or nothing. */
export function missingLook(seen: ReadonlySet<string>, plotId: number): '前时相' | '后时相' | '两期' | null {
  const earlier = seen.has(keyOf(plotId, 'earlier'));
  const later = seen.has(keyOf(plotId, 'later'));
  if (earlier) return later ? null : '后时相';
  return later ? '前时相' : '两期';
}

const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** The chips whose picture of this epoch is on the screen now; those that left it begin anew when they return. */
export function watchChips(plotIds: readonly number[], side: EpochSide): void {
  const shown = new Set(plotIds.map((plotId) => keyOf(plotId, side)));
  for (const [key, timer] of timers) {
    if (shown.has(key)) continue;
    clearTimeout(timer);
    timers.delete(key);
  }
  const { seen } = useWallSeen.getState();
  for (const plotId of plotIds) {
    const key = keyOf(plotId, side);
    if (timers.has(key) || seen.has(key)) continue;
    timers.set(
      key,
      setTimeout(() => note(plotId, side), lookMilliseconds),
    );
  }
}

function note(plotId: number, side: EpochSide): void {
  const key = keyOf(plotId, side);
  timers.delete(key);
  useWallSeen.setState({ seen: new Set(useWallSeen.getState().seen).add(key) });
  if (useSeenEpochs.getState().plotId === plotId) markSeen(side);
}
