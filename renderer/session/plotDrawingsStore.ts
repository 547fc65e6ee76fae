import { create } from 'zustand';
import type { PlotDrawings } from '../../shared/contract/records/markupRecords.ts';
import { backend } from '../backend/backend.ts';
import { createAnswerOrder } from './answerOrder.ts';
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

const askDrawings = createAnswerOrder();

/** Reads what is drawn on the current plot again. */
export function reloadDrawings(): void {
  const { plotId } = useCurrentPlot.getState();
  if (plotId === null) return;
  const isNewest = askDrawings();
  backend
    .call('markup.list', { plotId })
    .then((drawings) => {
      if (useCurrentPlot.getState().plotId === plotId && isNewest())
        usePlotDrawings.setState({ ...drawings, plotId, pointedAt: null });
    })
    .catch(showFailure);
}

/** Keeps the drawings equal to the current plot's. Returns how to stop. */
export function followDrawings(): () => void {
  const show = () => {
    const { plotId, detail, drawings } = useCurrentPlot.getState();
    const isRead = plotId !== null && detail?.plotId === plotId;
    usePlotDrawings.setState(isRead ? { ...drawings, plotId, pointedAt: null } : nothing);
  };
  const stops = [
    useCurrentPlot.subscribe((state, before) => {
      if (state.plotId !== before.plotId || state.drawings !== before.drawings) show();
    }),
    backend.on('project.changed', ({ what, plotId }) => {
      // what is drawn on a plot does not change with the verdict on one
      if (what === 'project' || (what === 'verdicts' && plotId === undefined)) reloadDrawings();
    }),
  ];
  show();
  return () => {
    for (const stop of stops) stop();
  };
}
