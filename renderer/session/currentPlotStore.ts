import { create } from 'zustand';
import { BackendError } from '../../shared/contract/BackendError.ts';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type { AreaBill } from '../../shared/contract/records/eligibilityRecords.ts';
import type { PlotDetail } from '../../shared/contract/records/plotRecords.ts';
import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
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
  warm.clear();
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

type PlotFacts = Pick<CurrentPlotState, 'geometry' | 'pieces' | 'bill' | 'billMissing' | 'history'> & {
  readonly detail: PlotDetail;
};

/** What was read ahead of plots that come next; a few more than are ever read ahead at once. */
const warm = new Map<number, Promise<PlotFacts>>();
const keptWarm = 10;

/** Reads a plot that will be current soon, so that nothing has to be waited for then. */
export async function warmPlot(plotId: number): Promise<PlotDetail> {
  let facts = warm.get(plotId);
  if (facts === undefined) {
    facts = readFacts(plotId);
    warm.set(plotId, facts);
    facts.catch(() => warm.delete(plotId));
    for (const oldest of warm.keys()) {
      if (warm.size <= keptWarm) break;
      warm.delete(oldest);
    }
  }
  return (await facts).detail;
}

/** Time for the map to draw what was read ahead before it is read again. */
const drawMilliseconds = 200;

/**
 * What was read ahead is shown at once and then read again: it may have changed since. A part that comes after the
 * reviewer moved on is dropped.
 */
async function loadPlot(plotId: number): Promise<void> {
  const isCurrent = () => useCurrentPlot.getState().plotId === plotId;
  const put = (part: Partial<CurrentPlotState>) => {
    if (isCurrent()) useCurrentPlot.setState(part);
  };
  const prepared = warm.get(plotId);
  warm.delete(plotId);
  const showFacts = async () => {
    if (prepared !== undefined) {
      put(await prepared);
      await new Promise((resolve) => setTimeout(resolve, drawMilliseconds));
      if (!isCurrent()) return;
    }
    const facts = await readFacts(plotId);
    if (isCurrent()) put(withoutRepeats(facts, useCurrentPlot.getState()));
  };
  try {
    await Promise.all([readPosition(plotId), showFacts()]);
  } catch (error) {
    const isGone = error instanceof BackendError && error.code === 'PLOT_NOT_FOUND';
    // its layer was removed, or somebody undid the drawing of it: then no plot is current
    if (isGone) put({ plotId: null, ...nothing });
    else showFailure(error);
  }
}

/** Where the plot stands in the list as it is now; an answer about an older filter or another plot is dropped. */
async function readPosition(plotId: number): Promise<void> {
  const { filter } = useQueue.getState();
  const position = await backend.call('plot.position', { plotId, filter });
  if (useCurrentPlot.getState().plotId === plotId && useQueue.getState().filter === filter)
    useCurrentPlot.setState({ position });
}

// the place of the current plot is one in a list: another filter, or other verdicts, give it another place
useQueue.subscribe((state, before) => {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  if (state.filter !== before.filter) useCurrentPlot.setState({ position: null });
  if (state.filter !== before.filter || state.total !== before.total) readPosition(plotId).catch(showFailure);
});

async function readFacts(plotId: number): Promise<PlotFacts> {
  const [detail, geometry, bill, log] = await Promise.all([
    backend.call('plot.get', { plotId }),
    backend.call('plot.geometry', { plotId }),
    loadBill(plotId),
    backend.call('review.log', { plotId, limit: 50 }),
  ]);
  return { detail, geometry: geometry.wkb, ...bill, history: log.commands };
}

/** The same shape of the same run is kept as it is: the map need not draw it again. */
function withoutRepeats(facts: PlotFacts, shown: CurrentPlotState): Partial<CurrentPlotState> {
  const samePlot = shown.detail?.plotId === facts.detail.plotId;
  const sameBill = JSON.stringify(shown.bill) === JSON.stringify(facts.bill);
  if (!samePlot || !sameBill || shown.geometry === null) return facts;
  const { detail, history } = facts;
  return { detail, history };
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
