import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import { backend } from '../backend/backend.ts';
import { activeMap } from '../map/activeMap.ts';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useQueue } from '../session/queueStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { setView, useView } from '../session/viewStore.ts';
import { forgetChips } from './chipPictures.ts';
import { emptyWall, useWall, type WallPlot } from './wallStore.ts';

const rowsAtOnce = 10_000;

/** Replies for a wall that has been closed or opened anew are dropped. */
let generation = 0;

/** The wall of the filtered queue, beginning at the current plot. */
export function openQueueWall(): void {
  begin({ purpose: { kind: 'queue' } });
  readQueue(generation).catch(showFailure);
}

/** The wall of plots that look like one that was judged, the surest first; those sure enough are chosen. */
export function openSimilarWall(plotId: number): void {
  const asked = generation + 1;
  backend
    .call('similar.find', { plotId })
    .then(async ({ plotNo, verdictCode, plots }) => {
      if (asked !== generation + 1) return;
      if (plots.length === 0 || verdictCode === null) {
        showToast({ kind: 'info', text: `没有与 ${plotNo} 相似的未判图斑。` });
        return;
      }
      begin({ purpose: { kind: 'similar', plotNo, verdictCode } });
      const chosen = plots.filter(({ preselected }) => preselected).map(({ row }) => row.plotId);
      useWall.setState({
        plots: plots.map(({ row, confidence }): WallPlot => ({ ...row, confidence })),
        selected: new Set(chosen),
        loading: false,
      });
    })
    .catch(showFailure);
}

/** Back to the map, at the plot the cursor was on. */
export function closeWall(): void {
  generation++;
  setView({ contactSheetOpen: false });
  useWall.setState({ ...emptyWall, plots: [] });
  forgetChips();
  // what lay under the wall counts as seen only from now on
  activeMap()?.restylePlots();
}

/** Another filter is another wall. Returns how to stop. */
export function followFilter(): () => void {
  return useQueue.subscribe((state, before) => {
    if (state.filter === before.filter || useWall.getState().purpose.kind !== 'queue') return;
    if (useView.getState().contactSheetOpen) openQueueWall();
  });
}

function begin(change: Partial<typeof emptyWall>): void {
  generation++;
  const { pageSize, columns, chipPixels } = useWall.getState();
  useWall.setState({ ...emptyWall, pageSize, columns, chipPixels, ...change });
  setView({ contactSheetOpen: true, mode: 'review' });
}

async function readQueue(asked: number): Promise<void> {
  const { filter } = useQueue.getState();
  const rows: PlotRow[] = [];
  for (;;) {
    const page = await backend.call('plot.query', { filter, offset: rows.length, limit: rowsAtOnce });
    if (asked !== generation) return;
    rows.push(...page.rows);
    const complete = rows.length >= page.total || page.rows.length === 0;
    show(rows, complete);
    if (complete) return;
  }
}

function show(rows: readonly PlotRow[], complete: boolean): void {
  const { loading, pageSize } = useWall.getState();
  const current = useCurrentPlot.getState().plotId;
  const place = rows.findIndex(({ plotId }) => plotId === current);
  const cursor = loading ? Math.max(0, place) : useWall.getState().cursor;
  useWall.setState({
    plots: [...rows],
    cursor,
    page: Math.floor(cursor / pageSize),
    loading: !complete && rows.length === 0,
  });
}
