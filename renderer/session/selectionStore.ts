import { create } from 'zustand';
import { backend } from '../backend/backend.ts';
import { placeOf, useCurrentPlot } from './currentPlotStore.ts';
import { useQueue } from './queueStore.ts';
import { showFailure } from './toastStore.ts';

/** Plots chosen beside the current one, in the list, the table or on the map, to be judged or copied together. */
export const useSelection = create<{ readonly selected: ReadonlySet<number> }>(() => ({
  selected: new Set(),
}));

/** The far end of the range being extended by Shift+arrows, as a place in the list. */
let reach: number | null = null;
/** Goes up with every choice: a newer one wins over a stretch of the list that is still being read. */
let asked = 0;

useCurrentPlot.subscribe((state, before) => {
  if (state.plotId !== before.plotId) reach = null;
});

export function selectNothing(): void {
  reach = null;
  asked++;
  if (useSelection.getState().selected.size > 0) useSelection.setState({ selected: new Set() });
}

/** Ctrl+click: takes one row in or out; the current plot is always part of a selection that has begun. */
export function toggleSelected(plotId: number): void {
  asked++;
  const { plotId: current } = useCurrentPlot.getState();
  const selected = new Set(useSelection.getState().selected);
  if (selected.size === 0 && current !== null) selected.add(current);
  if (!selected.delete(plotId)) selected.add(plotId);
  useSelection.setState({ selected: selected.size > 1 ? selected : new Set() });
}

/** Shift+click: everything from the current plot to this place of the list. */
export function selectRange(index: number): void {
  fromCurrent((from) => selectBetween(from, index));
}

/** Shift+arrows: one row more or less at the far end. */
export function extendSelection(step: 1 | -1): void {
  fromCurrent((from) => {
    const last = useQueue.getState().total - 1;
    selectBetween(from, Math.max(0, Math.min(last, (reach ?? from) + step)));
  });
}

/** Begins at the place of the current plot, which is read after the plot: a key pressed before waits for it. */
function fromCurrent(choose: (from: number) => void): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  placeOf(plotId)
    .then(({ index }) => {
      if (index >= 0 && useCurrentPlot.getState().plotId === plotId) choose(index);
    })
    .catch(showFailure);
}

function selectBetween(from: number, to: number): void {
  reach = to;
  select(Math.min(from, to), Math.abs(to - from) + 1);
}

/** Ctrl+A: every plot of the filter. */
export function selectAll(): void {
  select(0, useQueue.getState().total);
}

const rowsPerRead = 10_000;

/** Chooses a stretch of the filtered list. */
function select(offset: number, count: number): void {
  const mine = ++asked;
  readIds(offset, count)
    .then((ids) => {
      if (mine === asked) useSelection.setState({ selected: ids.size > 1 ? ids : new Set() });
    })
    .catch(showFailure);
}

/** Ids of every plot of the filter, as it is now. */
export async function readFilteredIds(): Promise<number[]> {
  return [...(await readIds(0, useQueue.getState().total))];
}

async function readIds(offset: number, count: number): Promise<Set<number>> {
  const { filter } = useQueue.getState();
  const ids = new Set<number>();
  for (let read = 0; read < count; read += rowsPerRead) {
    const limit = Math.min(rowsPerRead, count - read);
    const { rows } = await backend.call('plot.query', { filter, offset: offset + read, limit });
    for (const { plotId } of rows) ids.add(plotId);
    if (rows.length < limit) break;
  }
  return ids;
}
