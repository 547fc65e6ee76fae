import { create } from 'zustand';
import { backend } from '../backend/backend.ts';
import { placeOf, useCurrentPlot } from './currentPlotStore.ts';
import { useQueue } from './queueStore.ts';
import { showToast } from './toastStore.ts';
import { inOrder } from './verdictOrder.ts';

/** Plots chosen beside the current one, in the list, the table or on the map, to be judged or copied together. */
export const useSelection = create<{ readonly selected: ReadonlySet<number> }>(() => ({
  selected: new Set(),
}));

/** Rows from the current plot to the far end of the range that Shift+arrows extend, downwards. */
let reach = 0;
/** Choices that are still being read from the list. */
let reading = 0;
/** Goes up with every choice made at once: it wins over one that was asked for earlier and is still being read. */
let madeAtOnce = 0;

useCurrentPlot.subscribe((state, before) => {
  if (state.plotId !== before.plotId) reach = 0;
});

export function selectNothing(): void {
  madeAtOnce++;
  emptySelection();
}

/** After its plots were judged: unlike `selectNothing` it leaves what was chosen by a later key. */
export function emptySelection(): void {
  reach = 0;
  if (useSelection.getState().selected.size > 0) useSelection.setState({ selected: new Set() });
}

/** Ctrl+click: takes one row in or out; the current plot is always part of a selection that has begun. */
export function toggleSelected(plotId: number): void {
  madeAtOnce++;
  const { plotId: current } = useCurrentPlot.getState();
  const selected = new Set(useSelection.getState().selected);
  if (selected.size === 0 && current !== null) selected.add(current);
  if (!selected.delete(plotId)) selected.add(plotId);
  choose(selected);
}

/** Shift+click: everything from the current plot to this one, as the list is now. */
export function selectRange(plotId: number): void {
  chooseInOrder(async () => {
    const [from, to] = await Promise.all([placeOfCurrent(), placeInList(plotId)]);
    if (from === null || to === null) return null;
    reach = to - from;
    return readIds(Math.min(from, to), Math.abs(reach) + 1);
  });
}

/** Shift+arrows: one row more or less at the far end. */
export function extendSelection(step: 1 | -1): void {
  chooseInOrder(async () => {
    const from = await placeOfCurrent();
    if (from === null) return null;
    const to = Math.max(0, from + reach + step);
    const ids = await readIds(Math.min(from, to), Math.abs(to - from) + 1);
    reach = to < from ? to - from : ids.size - 1;
    return ids;
  });
}

/** Ctrl+A: every plot of the filter. */
export function selectAll(): void {
  chooseInOrder(() => readIds(0, Number.POSITIVE_INFINITY));
}

/** Does what works on the chosen plots: at once, or after the choices that were asked for before it. */
export function onceChosen(act: () => void): void {
  if (reading === 0) act();
  else inOrder(async () => act());
}

/**
 * Verdicts and steps of the log that were asked for before move the current plot and the list: a choice waits for them, and
 * no key is lost. Without an answer the selection stays as it is.
 */
function chooseInOrder(read: () => Promise<ReadonlySet<number> | null>): void {
  const mine = madeAtOnce;
  reading++;
  inOrder(async () => {
    try {
      const ids = await read();
      if (ids !== null && mine === madeAtOnce) choose(ids);
    } finally {
      reading--;
    }
  });
}

/** A single plot is not a selection. */
function choose(ids: ReadonlySet<number>): void {
  useSelection.setState({ selected: ids.size > 1 ? ids : new Set() });
}

async function placeOfCurrent(): Promise<number | null> {
  const { plotId } = useCurrentPlot.getState();
  const place = plotId === null ? null : await placeInList(plotId);
  if (place === null)
    showToast({ kind: 'info', text: '当前图斑不在清单里，不能从它起连选：请先在清单里选一块。' });
  return place;
}

/** Null where the filter hides the plot. */
async function placeInList(plotId: number): Promise<number | null> {
  const { index } = await placeOf(plotId);
  return index < 0 ? null : index;
}

const rowsPerRead = 10_000;

/** Ids of every plot of the filter, as it is now. */
export async function readFilteredIds(): Promise<number[]> {
  return [...(await readIds(0, Number.POSITIVE_INFINITY))];
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
