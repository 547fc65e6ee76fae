import { useCurrentPlot } from './currentPlotStore.ts';

const none = '请先在列表或地图上选择一个图斑。';

/** Why what works on the current plot cannot be done now; null where it can. */
export function needsPlot(): string | null {
  return useCurrentPlot.getState().plotId === null ? none : null;
}

/**
 * The same for what changes the plot on the screen: between two plots the panes still show the one before, and a key
 * must mean neither that one nor one nobody has seen yet.
 */
export function needsShownPlot(): string | null {
  const { plotId, detail } = useCurrentPlot.getState();
  if (plotId !== null && detail !== null && detail.plotId !== plotId)
    return '图斑还在读取，显示出来后再操作。';
  return detail === null ? none : null;
}
