import { create } from 'zustand';

export type EpochSide = 'earlier' | 'later';

const storageKey = 'tianheng.seeBothEpochs';

interface SeenEpochsState {
  /** The plot these facts are about. */
  readonly plotId: number | null;
  /** True once that epoch of the plot was on the screen, fully drawn, for long enough to be looked at. */
  readonly earlier: boolean;
  readonly later: boolean;
  /** Epochs of which the stage lacks pixels that the image should have: they cannot be looked at. */
  readonly unreadable: readonly EpochSide[];
  /** False where there are no two epochs to compare: then nothing has to be seen. */
  readonly comparable: boolean;
  /** Plots of which both epochs now compared were seen since the project was opened: what a batch verdict asks. */
  readonly seenBoth: ReadonlySet<number>;
  /** The setting: verdicts wait until both epochs were seen. */
  readonly required: boolean;
}

/** Which epochs of the current plot have been looked at. The map writes it, the verdict keys ask it. */
export const useSeenEpochs = create<SeenEpochsState>(() => ({
  plotId: null,
  earlier: false,
  later: false,
  unreadable: [],
  comparable: false,
  seenBoth: new Set(),
  required: localStorage.getItem(storageKey) !== 'no',
}));

/** True once a verdict on the current plot may be given. */
export function verdictsAreOpen({ required, comparable, earlier, later }: SeenEpochsState): boolean {
  return !required || !comparable || (earlier && later);
}

/** Those of several plots on which no common verdict may be given yet: a batch is no way round the gate of one plot. */
export function unseenAmong(
  { required, comparable, seenBoth }: SeenEpochsState,
  plotIds: Iterable<number>,
): readonly number[] {
  return required && comparable ? [...plotIds].filter((plotId) => !seenBoth.has(plotId)) : [];
}

/** The hint beside the verdicts; null where there is nothing to compare. */
export function seenEpochsHint({ comparable, earlier, later, unreadable }: SeenEpochsState): string | null {
  if (!comparable) return null;
  if (unreadable.length > 0) return `${namesOf(unreadable)}影像读不出，无法查看`;
  if (earlier && later) return '两期均已查看 ✓';
  if (earlier) return '请再看后时相';
  if (later) return '请再看前时相';
  return '请先看两期影像';
}

/** '前时相', '后时相' or both. */
export function namesOf(sides: readonly EpochSide[]): string {
  return sides.map((side) => (side === 'earlier' ? '前时相' : '后时相')).join('、');
}

/** Nothing of this plot has been seen yet. */
export function beginSeeing(plotId: number | null, comparable: boolean): void {
  useSeenEpochs.setState({ plotId, comparable, earlier: false, later: false, unreadable: [] });
}

/** Whether the stage lacks pixels that the image of an epoch should have. */
export function noteUnreadable(side: EpochSide, isUnreadable: boolean): void {
  const { unreadable } = useSeenEpochs.getState();
  if (unreadable.includes(side) === isUnreadable) return;
  const others = unreadable.filter((one) => one !== side);
  useSeenEpochs.setState({ unreadable: isUnreadable ? [...others, side] : others });
}

export function markSeen(side: EpochSide): void {
  const { plotId, seenBoth, ...seen } = useSeenEpochs.getState();
  const isBoth = plotId !== null && (side === 'earlier' ? seen.later : seen.earlier);
  useSeenEpochs.setState({
    [side]: true,
    ...(isBoth ? { seenBoth: new Set(seenBoth).add(plotId) } : {}),
  });
}

/** Both epochs of a plot were seen elsewhere than on the map. */
export function markSeenBoth(plotId: number): void {
  useSeenEpochs.setState({ seenBoth: new Set(useSeenEpochs.getState().seenBoth).add(plotId) });
}

/** Other epochs are compared, or another project is shown: no plot counts as seen any more. */
export function forgetSeenPlots(): void {
  useSeenEpochs.setState({ seenBoth: new Set() });
}

export function requireBothEpochs(required: boolean): void {
  localStorage.setItem(storageKey, required ? 'yes' : 'no');
  useSeenEpochs.setState({ required });
}
