import { create } from 'zustand';
import type { PlotFacets, PlotFilter, PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { ReviewStatus } from '../../shared/domain/review/reviewStatus.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
import { showFailure } from './toastStore.ts';

export const pageRows = 200;
/** Pages kept in memory: 20,000 rows, far more than a screen, far less than a county. */
const keptPages = 100;
/** Asked for at a time: who drags the bar through a county waits for where it rests, not for all it passed. */
const pagesAtATime = 2;

interface QueueState {
  readonly filter: PlotFilter;
  readonly total: number;
  readonly totalSquareMeters: number;
  readonly totalMu: number;
  readonly pages: ReadonlyMap<number, readonly PlotRow[]>;
  /** False until the first page of this filter has come. */
  readonly ready: boolean;
  readonly counts: Readonly<Record<ReviewStatus, number>> | null;
  readonly facets: PlotFacets | null;
  readonly towns: readonly { readonly name: string; readonly plots: number }[];
}

export const useQueue = create<QueueState>(() => ({
  filter: { status: 'unjudged' },
  total: 0,
  totalSquareMeters: 0,
  totalMu: 0,
  pages: new Map(),
  ready: false,
  counts: null,
  facets: null,
  towns: [],
}));

/** Replies that were asked for before the filter changed are dropped by their generation. */
let generation = 0;
const requested = new Set<number>();

async function fetchPage(page: number): Promise<void> {
  if (requested.has(page)) return;
  requested.add(page);
  const asked = generation;
  const { filter } = useQueue.getState();
  try {
    const reply = await backend.call('plot.query', { filter, offset: page * pageRows, limit: pageRows });
    if (asked !== generation) return;
    const pages = new Map(useQueue.getState().pages);
    pages.delete(page);
    pages.set(page, reply.rows);
    while (pages.size > keptPages) {
      const oldest = pages.keys().next().value;
      if (oldest === undefined) break;
      pages.delete(oldest);
      requested.delete(oldest);
    }
    useQueue.setState({
      pages,
      total: reply.total,
      totalSquareMeters: reply.totalSquareMeters,
      totalMu: reply.totalMu,
      ready: true,
    });
  } catch (error) {
    requested.delete(page);
    showFailure(error);
  }
}

/** Makes sure the rows of a screen are there or on their way; a list calls it again whenever a page has come. */
export function ensureRows(firstIndex: number, lastIndex: number): void {
  const { pages } = useQueue.getState();
  const lastPage = Math.floor(Math.max(firstIndex, lastIndex) / pageRows);
  for (let page = Math.floor(firstIndex / pageRows); page <= lastPage; page++) {
    const awaited = [...requested].filter((one) => !pages.has(one)).length;
    if (awaited < pagesAtATime) void fetchPage(page);
  }
}

export function rowAt(state: QueueState, index: number): PlotRow | undefined {
  return state.pages.get(Math.floor(index / pageRows))?.[index % pageRows];
}

/** Merges a change into the filter; a key set to undefined is taken out. */
export function changeFilter(change: { [K in keyof PlotFilter]?: PlotFilter[K] | undefined }): void {
  const merged = { ...useQueue.getState().filter, ...change };
  const filter = Object.fromEntries(
    Object.entries(merged).filter(([, value]) => value !== undefined && value !== ''),
  );
  generation++;
  requested.clear();
  useQueue.setState({ filter, pages: new Map(), ready: false });
  void fetchPage(0);
}

/** Puts a whole filter in place of the present one. */
export function replaceFilter(filter: PlotFilter): void {
  const cleared = Object.fromEntries(Object.keys(useQueue.getState().filter).map((key) => [key, undefined]));
  changeFilter({ ...cleared, ...filter });
}

let changedAt = Number.NEGATIVE_INFINITY;

/** When the backend last said that something about the list has changed, in milliseconds of `performance.now`. */
export function listChangedAt(): number {
  return changedAt;
}

export function noteListChange(): void {
  changedAt = performance.now();
}

/** Reads again what verdicts move, without emptying it first: nothing jumps while the reviewer works. */
export function refreshAfterVerdicts(): void {
  generation++;
  const shown = [...useQueue.getState().pages.keys()].slice(-3);
  requested.clear();
  for (const page of shown.length === 0 ? [0] : shown) void fetchPage(page);
  const kept = new Map([...useQueue.getState().pages].filter(([page]) => shown.includes(page)));
  useQueue.setState({ pages: kept });
  refreshStatusCounts().catch(showFailure);
}

/** The same after a change to the plots themselves, which may lie in other towns now. */
export function refreshQueue(): void {
  refreshAfterVerdicts();
  refreshTowns().catch(showFailure);
}

export async function refreshCounts(): Promise<void> {
  try {
    await Promise.all([refreshStatusCounts(), refreshTowns()]);
  } catch (error) {
    showFailure(error);
  }
}

const askCounts = createAnswerOrder();
const askTowns = createAnswerOrder();

async function refreshStatusCounts(): Promise<void> {
  const isNewest = askCounts();
  const counts = await backend.call('plot.statusCounts', {});
  if (isNewest()) useQueue.setState({ counts });
}

async function refreshTowns(): Promise<void> {
  const isNewest = askTowns();
  const { towns } = await backend.call('plot.towns', {});
  if (isNewest()) useQueue.setState({ towns });
}
