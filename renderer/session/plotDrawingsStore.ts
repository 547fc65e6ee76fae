import { create } from 'zustand';
import type { PlotDrawings } from '../../shared/contract/records/markupRecords.ts';
import { backend } from '../backend/backend.ts';
import { useCurrentPlot } from './currentPlotStore.ts';
import { showFailure } from './toastStore.ts';

interface PlotDrawingsState extends PlotDrawings {
  /** The plot these are drawn on; null before any is read. */
  readonly plotId: number | null;
  /** What is pointed at in the list ('markup 7', 'part 2', 'boundary') and stands out on the map. */
  readonly pointedAt: string | null;
}

const nothing: PlotDrawingsState = {
  plotId: null,
  markup: [],
  parts: [],
  boundary: null,
  pointedAt: null,
};

/** Everything drawn about the current plot. */
export const usePlotDrawings = create<PlotDrawingsState>(() => nothing);

/** Reads what is drawn on the current plot again. */
export function reloadDrawings(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  backend
    .call('markup.list', { plotId })
    .then((drawings) => {
      if (useCurrentPlot.getState().plotId === plotId)
        usePlotDrawings.setState({ ...drawings, plotId, pointedAt: null });
    })
    .catch(showFailure);
}

/** Keeps the drawings equal to the current plot's. Returns how to stop. */
export function followDrawings(): () => void {
  const stops = [
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId === before.plotId) return;
      usePlotDrawings.setState(nothing);
      reloadDrawings();
    }),
    backend.on('project.changed', ({ what }) => {
      if (what === 'verdicts' || what === 'project') reloadDrawings();
    }),
  ];
  reloadDrawings();
  return () => {
    for (const stop of stops) stop();
  };
}
