import { backend } from '../backend/backend.ts';
import { useMap } from '../map/mapStore.ts';
import { useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { type EpochSide, useSeenEpochs } from '../session/seenEpochsStore.ts';

/** Looks are sent together this often, so that the log has one row for many glances. */
const sendMilliseconds = 30_000;
/** Or sooner, once so many have come together. */
const mostWaiting = 100;
/** Before an epoch counts as seen it was on the screen for this long already. */
const lookMilliseconds = 400;

/** Milliseconds by plot and image, not yet sent. */
const waiting = new Map<string, { plotId: number; imageId: string; milliseconds: number }>();
/** Since when each epoch of the current plot counts as seen. */
const since = new Map<EpochSide, { plotId: number; imageId: string; at: number }>();
const sides: readonly EpochSide[] = ['earlier', 'later'];

function close(side: EpochSide): void {
  const look = since.get(side);
  if (look === undefined) return;
  since.delete(side);
  const { plotId, imageId, at } = look;
  const key = `${plotId} ${imageId}`;
  const before = waiting.get(key)?.milliseconds ?? 0;
  const milliseconds = Math.round(before + performance.now() - at + lookMilliseconds);
  waiting.set(key, { plotId, imageId, milliseconds });
  if (waiting.size >= mostWaiting) sendLooks();
}

/** Sends what was looked at since the last time. What cannot be stored now is kept for the next time. */
export function sendLooks(): void {
  for (const side of sides) {
    const look = since.get(side);
    close(side);
    if (look !== undefined) since.set(side, { ...look, at: performance.now() - lookMilliseconds });
  }
  if (waiting.size === 0 || useProject.getState().phase !== 'open') return;
  const looks = [...waiting.values()];
  waiting.clear();
  backend.call('coverage.record', { looks, by: reviewerName() }).catch(() => {
    // coverage is no verdict: a busy or closing backend is not worth a message, the looks wait for the next time
    for (const look of looks) waiting.set(`${look.plotId} ${look.imageId}`, look);
  });
}

/** Notes which epochs of which plots were really on the screen. Returns how to stop. */
export function recordLooks(): () => void {
  const stop = useSeenEpochs.subscribe((state, before) => {
    for (const side of sides) {
      if (before[side] && (!state[side] || state.plotId !== before.plotId)) close(side);
      if (!state[side] || since.has(side) || state.plotId === null) continue;
      const { earlierImageId, laterImageId } = useMap.getState();
      const imageId = side === 'earlier' ? earlierImageId : laterImageId;
      if (imageId !== null) since.set(side, { plotId: state.plotId, imageId, at: performance.now() });
    }
  });
  const timer = setInterval(sendLooks, sendMilliseconds);
  window.addEventListener('pagehide', sendLooks);
  return () => {
    sendLooks();
    stop();
    clearInterval(timer);
    window.removeEventListener('pagehide', sendLooks);
  };
}
