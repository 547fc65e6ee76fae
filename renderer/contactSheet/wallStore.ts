import { create } from 'zustand';
import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { Answers } from '../../shared/domain/review/checkAnswers.ts';
import type { FollowUpField } from '../../shared/domain/review/verdictScheme.ts';
import type { EpochSide } from '../session/seenEpochsStore.ts';
import type { WallLayout } from './wallLayout.ts';

/** What the wall is for: to go through the queue, or to give plots that look like one plot its verdict. */
export type WallPurpose =
  | { readonly kind: 'queue' }
  | { readonly kind: 'similar'; readonly plotNo: string; readonly verdictCode: string };

/** A verdict that waits for the answer it cannot do without; digits choose it. */
export interface WallQuestion {
  readonly verdictCode: string;
  readonly plotIds: readonly number[];
  readonly field: FollowUpField;
  readonly answers: Answers;
}

export interface WallPlot extends PlotRow {
  /** How sure the likeness is, 0 to 1; only on a wall of similar plots. */
  readonly confidence?: number;
}

interface WallState {
  readonly purpose: WallPurpose;
  /** The plots as they were listed when the wall was opened: nothing moves away while it is judged. */
  readonly plots: readonly WallPlot[];
  readonly loading: boolean;
  readonly pageSize: number;
  readonly columns: number;
  /** Size of a chip's picture on this screen. */
  readonly chipPixels: { readonly width: number; readonly height: number };
  readonly page: number;
  /** Place of the chip the arrows are on. */
  readonly cursor: number;
  readonly selected: ReadonlySet<number>;
  /** First digit of a chip's number, while the second is awaited. */
  readonly typed: string;
  /** True after a comma: the next digits are another number, not a verdict. */
  readonly adding: boolean;
  readonly question: WallQuestion | null;
  /** The epoch all chips show. */
  readonly showing: EpochSide;
  readonly autoBlink: boolean;
}

export const emptyWall: WallState = {
  purpose: { kind: 'queue' },
  plots: [],
  loading: true,
  pageSize: 24,
  columns: 6,
  chipPixels: { width: 1, height: 1 },
  page: 0,
  cursor: 0,
  selected: new Set(),
  typed: '',
  adding: false,
  question: null,
  showing: 'later',
  autoBlink: false,
};

export const useWall = create<WallState>(() => emptyWall);

export function pageCount({ plots, pageSize }: Pick<WallState, 'plots' | 'pageSize'>): number {
  return Math.max(1, Math.ceil(plots.length / pageSize));
}

/** The plots on the screen now, in the order of their numbers. */
export function shownPlots({
  plots,
  page,
  pageSize,
}: Pick<WallState, 'plots' | 'page' | 'pageSize'>): readonly WallPlot[] {
  return plots.slice(page * pageSize, (page + 1) * pageSize);
}

/** '07': what is typed to choose the chip at this place of the screen. */
export function chipNumber(place: number): string {
  return String(place + 1).padStart(2, '0');
}

/** Brings the cursor to a place of the whole list, and the page with it. */
export function moveCursor(to: number): void {
  const { plots, pageSize } = useWall.getState();
  const cursor = Math.max(0, Math.min(plots.length - 1, to));
  useWall.setState({ cursor, page: Math.floor(cursor / pageSize) });
}

export function turnPage(step: number): void {
  const state = useWall.getState();
  const page = Math.max(0, Math.min(pageCount(state) - 1, state.page + step));
  if (page === state.page) return;
  useWall.setState({ page, cursor: Math.min(page * state.pageSize, state.plots.length - 1), typed: '' });
}

/** A window of another size holds another number of chips; the cursor's plot stays on the screen. */
export function changeLayout({ columns, rows, chipWidth, chipHeight }: WallLayout, scale: number): void {
  const { cursor } = useWall.getState();
  const pageSize = columns * rows;
  const chipPixels = { width: Math.round(chipWidth * scale), height: Math.round(chipHeight * scale) };
  useWall.setState({ columns, pageSize, chipPixels, page: Math.floor(cursor / pageSize), typed: '' });
}

export function toggleChip(plotId: number): void {
  const selected = new Set(useWall.getState().selected);
  if (!selected.delete(plotId)) selected.add(plotId);
  useWall.setState({ selected, typed: '', adding: false });
}

/** One digit of a chip's number. Returns the number that leads to no chip, or null. */
export function typeDigit(digit: string): string | null {
  const state = useWall.getState();
  const typed = state.typed + digit;
  if (typed.length < 2) {
    useWall.setState({ typed });
    return null;
  }
  const place = Number(typed) - 1;
  const plot = shownPlots(state)[place];
  useWall.setState({ typed: '' });
  if (plot === undefined) return typed;
  moveCursor(state.page * state.pageSize + place);
  toggleChip(plot.plotId);
  return null;
}
