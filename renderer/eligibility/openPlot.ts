import { selectPlot } from '../session/currentPlotStore.ts';
import { changeFilter } from '../session/queueStore.ts';
import { showDock } from '../session/viewStore.ts';

/** Makes a plot of a list current: the map goes there and its bill is in the pane. */
export function openPlot(plotId: number): void {
  selectPlot(plotId, 'list');
}

const everything = {
  status: undefined,
  townName: undefined,
  villageName: undefined,
  landClassCode: undefined,
  minSquareMeters: undefined,
  maxSquareMeters: undefined,
  eligibility: undefined,
  rule: undefined,
  reviewer: undefined,
  flagged: undefined,
  text: undefined,
};

/** The plots behind a figure: the queue is filtered to them, and the table under the map shows them. */
export function showPlotsBehind(condition: Parameters<typeof changeFilter>[0]): void {
  changeFilter({ ...everything, ...condition });
  showDock('table');
}
