import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { useSelection } from '../session/selectionStore.ts';

/** The plots an export can be narrowed to: those selected, else the current one. */
export function useSelectedPlots(): readonly number[] {
  const selected = useSelection((state) => state.selected);
  const current = useCurrentPlot((state) => state.plotId);
  if (selected.size > 0) return [...selected];
  return current === null ? [] : [current];
}
