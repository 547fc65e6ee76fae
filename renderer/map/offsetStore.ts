import { create } from 'zustand';
import { type EpochOffset, isLargeOffset } from '../../shared/domain/review/epochOffset.ts';
import { backend } from '../backend/backend.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { useMap } from './mapStore.ts';

/** A plot and the images that are compared now. */
interface Pair {
  readonly plotId: number;
  readonly earlierImageId: string;
  readonly laterImageId: string;
}

interface Measured {
  readonly key: string;
  readonly offset: EpochOffset;
  readonly confidence: number;
}

interface OffsetState {
  /** By plot and pair of images. For the eye only: no area is ever computed from a moved image. */
  readonly offsets: Readonly<Record<string, EpochOffset>>;
  readonly measuring: boolean;
  /** What was measured last and is not in use yet. */
  readonly measured: Measured | null;
}

export const useOffsets = create<OffsetState>(() => ({ offsets: {}, measuring: false, measured: null }));

/** Below this the peak is hardly higher than the next one: it is said, not hidden. */
export const leastConfidence = 0.3;

function keyOf({ plotId, earlierImageId, laterImageId }: Pair): string {
  return `${plotId} ${earlierImageId} ${laterImageId}`;
}

/** The current plot and pair; null where there are no two images to lay over each other. */
export function currentPair(): Pair | null {
  const { earlierImageId, laterImageId } = useMap.getState();
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null || earlierImageId === null || laterImageId === null) return null;
  return earlierImageId === laterImageId ? null : { plotId, earlierImageId, laterImageId };
}

/** Where the earlier image of a plot is shown, for the images compared now; undefined where it is not moved. */
export function offsetOfPlot(plotId: number | null): EpochOffset | undefined {
  const pair = currentPair();
  return pair === null || plotId === null
    ? undefined
    : useOffsets.getState().offsets[keyOf({ ...pair, plotId })];
}

/** What was measured for the current plot and pair. */
export function measuredHere({ measured }: OffsetState): Measured | null {
  const pair = currentPair();
  return pair !== null && measured?.key === keyOf(pair) ? measured : null;
}

/** Reads what the project has recorded. */
export async function loadOffsets(): Promise<void> {
  const { offsets } = await backend.call('imagery.offsets', {});
  useOffsets.setState({
    measured: null,
    offsets: Object.fromEntries(
      offsets.map(({ eastMeters, northMeters, ...pair }) => [keyOf(pair), { eastMeters, northMeters }]),
    ),
  });
}

/** Moves the earlier image of the current plot by so much more. */
export function nudge({ eastMeters, northMeters }: EpochOffset): void {
  const pair = currentPair();
  if (pair === null) return;
  const before = offsetOfPlot(pair.plotId) ?? { eastMeters: 0, northMeters: 0 };
  putOffset(pair, {
    eastMeters: toCentimetre(before.eastMeters + eastMeters),
    northMeters: toCentimetre(before.northMeters + northMeters),
  });
}

export function resetOffset(): void {
  const pair = currentPair();
  if (pair !== null && offsetOfPlot(pair.plotId) !== undefined) putOffset(pair, null);
}

/** Shows a plot's earlier image moved, without recording it: for looking at an old verdict again. */
export function showOffset(pair: Pair, offset: EpochOffset): void {
  useOffsets.setState({ offsets: { ...useOffsets.getState().offsets, [keyOf(pair)]: offset } });
}

/** Measures the shift around the current plot and offers it. */
export async function measureOffset(): Promise<void> {
  const pair = currentPair();
  if (pair === null || useOffsets.getState().measuring) return;
  useOffsets.setState({ measuring: true });
  try {
    const { alignment } = await backend.call('plot.alignment', { ...pair });
    if (alignment === null) {
      showToast({ kind: 'info', text: '图斑周围两期影像重叠太少或没有纹理，无法测出偏移。' });
      return;
    }
    const { eastMeters, northMeters, confidence } = alignment;
    const offset = { eastMeters: toCentimetre(eastMeters), northMeters: toCentimetre(northMeters) };
    useOffsets.setState({ measured: { key: keyOf(pair), offset, confidence } });
  } finally {
    useOffsets.setState({ measuring: false });
  }
}

/** 采用: what was measured is shown and recorded. */
export function adoptMeasured(): void {
  const pair = currentPair();
  const measured = measuredHere(useOffsets.getState());
  if (pair !== null && measured !== null) putOffset(pair, measured.offset);
}

function putOffset(pair: Pair, wanted: EpochOffset | null): void {
  const moved = wanted !== null && Math.hypot(wanted.eastMeters, wanted.northMeters) >= smallestMeters;
  const offset = moved ? wanted : null;
  const { [keyOf(pair)]: _, ...others } = useOffsets.getState().offsets;
  useOffsets.setState({
    offsets: offset === null ? others : { ...others, [keyOf(pair)]: offset },
    measured: null,
  });
  recordSoon(pair, offset);
}

/** Presses in a row are one change. */
const recordPauseMilliseconds = 500;
let waiting: {
  readonly pair: Pair;
  readonly offset: EpochOffset | null;
  readonly timer: ReturnType<typeof setTimeout>;
} | null = null;

function recordSoon(pair: Pair, offset: EpochOffset | null): void {
  if (waiting !== null && keyOf(waiting.pair) !== keyOf(pair)) record();
  if (waiting !== null) clearTimeout(waiting.timer);
  waiting = { pair, offset, timer: setTimeout(record, recordPauseMilliseconds) };
}

function record(): void {
  if (waiting === null) return;
  const { pair, offset, timer } = waiting;
  clearTimeout(timer);
  waiting = null;
  backend.call('imagery.setOffset', { ...pair, offset, by: reviewerName() }).catch(showFailure);
  if (offset !== null && isLargeOffset(offset))
    showToast({
      kind: 'info',
      text: `偏移较大（${describeOffset(offset)}），已在记录中标出。面积不受影响。`,
    });
}

function toCentimetre(meters: number): number {
  return Math.round(meters * 100) / 100;
}

/** Less than is shown: no offset. */
const smallestMeters = 0.05;

const arrows = ['→', '↗', '↑', '↖', '←', '↙', '↓', '↘'] as const;

/** Length and direction of an offset, as in `1.2 m ↗`. */
export function describeOffset({ eastMeters, northMeters }: EpochOffset): string {
  const length = Math.hypot(eastMeters, northMeters);
  if (length < smallestMeters) return '0.0 m';
  const eighths = Math.round(Math.atan2(northMeters, eastMeters) / (Math.PI / 4));
  return `${length.toFixed(1)} m ${arrows[(eighths + 8) % 8]}`;
}
