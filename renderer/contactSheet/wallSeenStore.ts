import { create } from 'zustand';
import { type EpochSide, markSeen, markSeenBoth, useSeenEpochs } from '../session/seenEpochsStore.ts';

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

interface Look {
  readonly milliseconds: number;
  /** Since when it has been on the screen this time; null while it is not. */
  readonly since: number | null;
}

const looks = new Map<number, Look>();

/** How long a plot's chip has been on the screen since the wall was opened. */
export function chipDwell(plotId: number): number {
  const { milliseconds, since } = looks.get(plotId) ?? { milliseconds: 0, since: null };
  return Math.round(milliseconds + (since === null ? 0 : performance.now() - since));
}

/** Another wall, or other images, are looked at anew. */
export function forgetLooks(): void {
  watchChips([], 'later');
  looks.clear();
  useWallSeen.setState({ seen: new Set() });
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
  const present = new Set(plotIds);
  for (const [plotId, { since }] of looks) {
    if (since !== null && !present.has(plotId))
      looks.set(plotId, { milliseconds: chipDwell(plotId), since: null });
  }
  const { seen } = useWallSeen.getState();
  for (const plotId of plotIds) {
    const { milliseconds, since } = looks.get(plotId) ?? { milliseconds: 0, since: null };
    looks.set(plotId, { milliseconds, since: since ?? performance.now() });
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
  const seen = new Set(useWallSeen.getState().seen).add(key);
  useWallSeen.setState({ seen });
  // the refusal of a batch chosen in the list sends the reviewer here
  if (missingLook(seen, plotId) === null) markSeenBoth(plotId);
  if (useSeenEpochs.getState().plotId === plotId) markSeen(side);
}
