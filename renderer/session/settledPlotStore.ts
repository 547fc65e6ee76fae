import { create } from 'zustand';
import { type CurrentPlotState, useCurrentPlot } from './currentPlotStore.ts';
import { isPictureAwaited, whenDrawn } from './plotDrawn.ts';

/** The current plot as the panes show it that come after its picture: the bill, the history. */
export const useSettledPlot = create<CurrentPlotState>(() => useCurrentPlot.getState());

useCurrentPlot.subscribe((state) => {
  const { plotId } = state;
  if (plotId === useSettledPlot.getState().plotId || plotId === null || !isPictureAwaited(plotId)) {
    useSettledPlot.setState(state, true);
    return;
  }
  void whenDrawn(plotId).then(() => {
    const current = useCurrentPlot.getState();
    if (current.plotId === plotId && useSettledPlot.getState() !== current)
      useSettledPlot.setState(current, true);
  });
});
