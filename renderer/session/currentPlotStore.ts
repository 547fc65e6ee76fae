import { create } from 'zustand';
import { BackendError } from '../../shared/contract/BackendError.ts';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import type { AreaBill } from '../../shared/contract/records/eligibilityRecords.ts';
import type { PlotDrawings } from '../../shared/contract/records/markupRecords.ts';
import type { PlotDetail } from '../../shared/contract/records/plotRecords.ts';
import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { drawPictureNow, whenDrawn } from './plotDrawn.ts';
import { listChangedAt, useQueue } from './queueStore.ts';
import { showFailure } from './toastStore.ts';

export type PlotPosition = ReplyOf<'plot.position'>;
export type PlotPiece = ReplyOf<'plot.pieces'>['pieces'][number];

export interface CurrentPlotState {
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
  /** As read with the other facts; what is drawn from then on is in plotDrawingsStore. */
  readonly drawings: PlotDrawings;
  readonly position: PlotPosition | null;
}

const nothing = {
  detail: null,
  geometry: null,
  pieces: [],
  bill: null,
  billMissing: false,
  history: [],
  drawings: { markup: [], parts: [], boundary: null },
  position: null,
} satisfies Partial<CurrentPlotState>;

export const useCurrentPlot = create<CurrentPlotState>(() => ({
  starting: true,
  plotId: null,
  from: 'list',
  ...nothing,
}));

/**
 * Makes a plot current. One that was read ahead is there at once, with nothing asked for before its picture is drawn; for
 * any other one the panes keep the old plot until its facts have come.
 */
export function selectPlot(plotId: number, from: CurrentPlotState['from']): void {
  if (useCurrentPlot.getState().plotId === plotId) return;
  const prepared = warm.get(plotId);
  warm.delete(plotId);
  const drawn = whenDrawn(plotId);
  useCurrentPlot.setState({ plotId, from, position: null, ...prepared?.read });
  if (prepared?.read !== undefined) drawPictureNow();
  void loadPlot(plotId, prepared?.facts ?? readFacts(plotId), drawn);
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
    await loadPlot(plotId, readFacts(plotId));
  } finally {
    useCurrentPlot.setState({ starting: false });
  }
}

/** Reads the current plot again after a change to it, its run or the filter. */
export async function reloadCurrentPlot(): Promise<void> {
  const { plotId } = useCurrentPlot.getState();
  if (plotId !== null) await loadPlot(plotId, readFacts(plotId));
}

type PlotFacts = Pick<
  CurrentPlotState,
  'geometry' | 'pieces' | 'bill' | 'billMissing' | 'history' | 'drawings'
> & {
  readonly detail: PlotDetail;
};

interface WarmPlot {
  readonly facts: Promise<PlotFacts>;
  /** Undefined until they have come. */
  read?: PlotFacts;
}

/** What was read ahead of plots that come next; a few more than are ever read ahead at once. */
const warm = new Map<number, WarmPlot>();
const keptWarm = 10;

/** Reads a plot that will be current soon, so that nothing has to be waited for then. */
export async function warmPlot(plotId: number): Promise<PlotDetail> {
  const known = warm.get(plotId);
  if (known !== undefined) return (await known.facts).detail;
  const entry: WarmPlot = { facts: readFacts(plotId) };
  warm.set(plotId, entry);
  for (const oldest of warm.keys()) {
    if (warm.size <= keptWarm) break;
    warm.delete(oldest);
  }
  try {
    entry.read = await entry.facts;
    return entry.read.detail;
  } catch (error) {
    if (warm.get(plotId) === entry) warm.delete(plotId);
    throw error;
  }
}

/** Forgets what was read ahead of a plot that has changed since; of all plots where nobody says which. */
export function forgetWarm(plotId?: number): void {
  if (plotId === undefined) warm.clear();
  else warm.delete(plotId);
}

const askFacts = createAnswerOrder();

/** Shows the facts of a plot and finds its place once it may; what comes after the reviewer moved on is dropped. */
async function loadPlot(
  plotId: number,
  reading: Promise<PlotFacts>,
  placeMayBeAsked: Promise<void> = Promise.resolve(),
): Promise<void> {
  const put = (part: Partial<CurrentPlotState>) => {
    if (useCurrentPlot.getState().plotId === plotId) useCurrentPlot.setState(part);
  };
  const isNewest = askFacts();
  const showFacts = async () => {
    const facts = await reading;
    const shown = useCurrentPlot.getState();
    if (shown.plotId !== plotId || !isNewest()) return;
    if (shown.detail !== facts.detail) put(withoutRepeats(facts, shown));
  };
  const findPlace = async () => {
    await placeMayBeAsked;
    if (useCurrentPlot.getState().plotId === plotId) await readPosition(plotId);
  };
  try {
    await Promise.all([findPlace(), showFacts()]);
  } catch (error) {
    const isGone = error instanceof BackendError && error.code === 'PLOT_NOT_FOUND';
    // its layer was removed, or somebody undid the drawing of it: then no plot is current
    if (isGone) put({ plotId: null, ...nothing });
    else showFailure(error);
  }
}

/** Where a plot stands in the filtered list as it is now; its index is -1 where the filter hides it. */
export async function placeOf(plotId: number): Promise<PlotPosition> {
  const { position, plotId: current } = useCurrentPlot.getState();
  // after an undo, or a verdict from elsewhere, the place that is shown may be one in the list of before
  const isOfThisList = shownPositionAskedAt >= listChangedAt();
  if (position !== null && current === plotId && isOfThisList) return position;
  return backend.call('plot.position', { plotId, filter: useQueue.getState().filter });
}

let positionAskedAt = Number.NEGATIVE_INFINITY;
let shownPositionAskedAt = Number.NEGATIVE_INFINITY;

/** Where the plot stands in the list as it is now; an answer about an older filter or another plot is dropped. */
async function readPosition(plotId: number): Promise<void> {
  const { filter } = useQueue.getState();
  const askedAt = performance.now();
  positionAskedAt = askedAt;
  const position = await backend.call('plot.position', { plotId, filter });
  if (useCurrentPlot.getState().plotId !== plotId || useQueue.getState().filter !== filter) return;
  // answers may come in another order than they were asked for
  if (askedAt < shownPositionAskedAt) return;
  shownPositionAskedAt = askedAt;
  useCurrentPlot.setState({ position });
}

// the place of the current plot is one in a list: another filter, or other verdicts, give it another place
useQueue.subscribe((state, before) => {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  if (state.filter !== before.filter) useCurrentPlot.setState({ position: null });
  // a place that was asked for after the last change is that in the list which comes in now
  const isOld = state.total !== before.total && positionAskedAt < listChangedAt();
  if (state.filter !== before.filter || isOld) readPosition(plotId).catch(showFailure);
});

async function readFacts(plotId: number): Promise<PlotFacts> {
  const [detail, geometry, bill, log, drawings] = await Promise.all([
    backend.call('plot.get', { plotId }),
    backend.call('plot.geometry', { plotId }),
    loadBill(plotId),
    backend.call('review.log', { plotId, limit: 50 }),
    backend.call('markup.list', { plotId }),
  ]);
  return { detail, geometry: geometry.wkb, ...bill, history: log.commands, drawings };
}

/** The same shape of the same run is kept as it is: the map need not draw it again. */
function withoutRepeats(facts: PlotFacts, shown: CurrentPlotState): Partial<CurrentPlotState> {
  const samePlot = shown.detail?.plotId === facts.detail.plotId;
  const sameBill = JSON.stringify(shown.bill) === JSON.stringify(facts.bill);
  if (!samePlot || !sameBill || shown.geometry === null) return facts;
  const { detail, history, drawings } = facts;
  return { detail, history, drawings };
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
