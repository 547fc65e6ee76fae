import { create } from 'zustand';
import type { PlotDetail } from '../../shared/contract/records/plotRecords.ts';
import { backend } from '../backend/backend.ts';

/** What the pointer is over: a plot, or a cell that stands for several at a small scale. */
export type Hovered =
  | { readonly kind: 'plot'; readonly plotId: number; readonly detail: PlotDetail | null }
  | { readonly kind: 'cell'; readonly plots: number };

export const useHover = create<{ readonly hovered: Hovered | null }>(() => ({ hovered: null }));

/** A pointer that only passes over a plot asks nothing. */
const restMilliseconds = 120;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** The pointer is over a plot: its outline at once, its words as soon as it rests. */
export function hoverPlot(plotId: number): void {
  const { hovered } = useHover.getState();
  if (hovered?.kind === 'plot' && hovered.plotId === plotId) return;
  clearTimeout(waiting);
  useHover.setState({ hovered: { kind: 'plot', plotId, detail: null } });
  waiting = setTimeout(() => readDetail(plotId), restMilliseconds);
}

export function hoverCell(plots: number): void {
  const { hovered } = useHover.getState();
  if (hovered?.kind === 'cell' && hovered.plots === plots) return;
  clearTimeout(waiting);
  useHover.setState({ hovered: { kind: 'cell', plots } });
}

export function hoverNothing(): void {
  clearTimeout(waiting);
  if (useHover.getState().hovered !== null) useHover.setState({ hovered: null });
}

function readDetail(plotId: number): void {
  backend.call('plot.get', { plotId }).then(
    (detail) => {
      const { hovered } = useHover.getState();
      // the pointer has gone on
      if (hovered?.kind !== 'plot' || hovered.plotId !== plotId) return;
      useHover.setState({ hovered: { ...hovered, detail } });
    },
    // words about what is pointed at are not worth a message; the outline stays
    () => {},
  );
}
