import { create } from 'zustand';
import { BackendError } from '../../shared/contract/BackendError.ts';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type { AreaBill, CommandRecord, PlotDetail } from '../../shared/contract/records.ts';
import { backend } from '../backend/backend.ts';
import { useQueue } from './queueStore.ts';
import { showFailure } from './toastStore.ts';

export type PlotPosition = ReplyOf<'plot.position'>;
export type PlotPiece = ReplyOf<'plot.pieces'>['pieces'][number];

interface CurrentPlotState {
  /** True until it is settled which plot a newly opened project begins with; the map waits for it. */
  readonly starting: boolean;
  readonly plotId: number | null;
  /** Why it became current: the map moves for a click in the list, not for a click on itself. */
  readonly from: 'list' | 'map' | 'keys';
  readonly detail: PlotDetail | null;
  readonly geometry: Uint8Array | null;
  readonly pieces: readonly PlotPiece[];
  readonly bill: AreaBill | null;
  /** True once it is known that there is no run yet. */
  readonly billMissing: boolean;
  readonly history: readonly CommandRecord[];
  readonly position: PlotPosition | null;
}

const nothing = {
  detail: null,
  geometry: null,
  pieces: [],
  bill: null,
  billMissing: false,
  history: [],
  position: null,
} satisfies Partial<CurrentPlotState>;

export const useCurrentPlot = create<CurrentPlotState>(() => ({
  starting: true,
  plotId: null,
  from: 'list',
  ...nothing,
}));

/** Makes a plot current. The panes keep the old plot until the new one's first facts are there. */
export function selectPlot(plotId: number, from: CurrentPlotState['from']): void {
  if (useCurrentPlot.getState().plotId === plotId) return;
  useCurrentPlot.setState({ plotId, from, position: null });
  void loadPlot(plotId);
}

/** Opens a project where the work goes on: at its first unjudged plot. */
export async function selectFirstPlot(): Promise<void> {
  useCurrentPlot.setState({ starting: true, plotId: null, ...nothing });
  try {
    const { rows } = await backend.call('plot.query', {
      filter: { status: 'unjudged' },
      offset: 0,
      limit: 1,
    });
    const plotId = rows[0]?.plotId;
    if (plotId === undefined) return;
    useCurrentPlot.setState({ plotId, from: 'list' });
    await loadPlot(plotId);
  } finally {
    useCurrentPlot.setState({ starting: false });
  }
}

/** Reads the current plot again after a change to it, its run or the filter. */
export function reloadCurrentPlot(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId !== null) void loadPlot(plotId);
}

/** Every part arrives on its own; a part that comes after the reviewer moved on is dropped. */
async function loadPlot(plotId: number): Promise<void> {
  const put = (part: Partial<CurrentPlotState>) => {
    if (useCurrentPlot.getState().plotId === plotId) useCurrentPlot.setState(part);
  };
  const { filter } = useQueue.getState();
  try {
    await Promise.all([
      backend.call('plot.position', { plotId, filter }).then((position) => put({ position })),
      Promise.all([
        backend.call('plot.get', { plotId }),
        backend.call('plot.geometry', { plotId }),
        loadBill(plotId),
        backend.call('review.log', { plotId, limit: 50 }),
      ]).then(([detail, geometry, bill, log]) =>
        put({ detail, geometry: geometry.wkb, ...bill, history: log.commands }),
      ),
    ]);
  } catch (error) {
    showFailure(error);
  }
}

async function loadBill(plotId: number): Promise<Pick<CurrentPlotState, 'bill' | 'pieces' | 'billMissing'>> {
  try {
    const [bill, { pieces }] = await Promise.all([
      backend.call('eligibility.bill', { plotId }),
      backend.call('plot.pieces', { plotId }),
    ]);
    return { bill, pieces, billMissing: false };
  } catch (error) {
    if (error instanceof BackendError && error.code === 'RUN_MISSING')
      return { bill: null, pieces: [], billMissing: true };
    throw error;
  }
}
