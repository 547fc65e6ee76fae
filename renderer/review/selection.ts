import { backend } from '../backend/backend.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { useReview } from './reviewStore.ts';

/** The far end of the range being extended by Shift+arrows, as a place in the list. */
let reach: number | null = null;

useCurrentPlot.subscribe((state, before) => {
  if (state.plotId !== before.plotId) reach = null;
});

export function selectNothing(): void {
  reach = null;
  useReview.setState({ selected: new Set() });
}

/** Ctrl+click: takes one row in or out; the current plot is always part of a selection that has begun. */
export function toggleSelected(plotId: number): void {
  const { plotId: current } = useCurrentPlot.getState();
  const selected = new Set(useReview.getState().selected);
  if (selected.size === 0 && current !== null) selected.add(current);
  if (!selected.delete(plotId)) selected.add(plotId);
  useReview.setState({ selected: selected.size > 1 ? selected : new Set() });
}

/** Shift+click: everything from the current plot to this place of the list. */
export function selectRange(index: number): void {
  const from = useCurrentPlot.getState().position?.index ?? -1;
  if (from < 0) return;
  reach = index;
  const offset = Math.min(from, index);
  const limit = Math.abs(index - from) + 1;
  const { filter } = useQueue.getState();
  backend
    .call('plot.query', { filter, offset, limit: Math.min(limit, 10_000) })
    .then(({ rows }) => {
      const selected = new Set(rows.map(({ plotId }) => plotId));
      useReview.setState({ selected: selected.size > 1 ? selected : new Set() });
    })
    .catch(showFailure);
}

/** Shift+arrows: one row more or less at the far end. */
export function extendSelection(step: 1 | -1): void {
  const from = useCurrentPlot.getState().position?.index ?? -1;
  const last = useQueue.getState().total - 1;
  if (from >= 0) selectRange(Math.max(0, Math.min(last, (reach ?? from) + step)));
}
