import { openPlot } from './openPlot.ts';

/** The number of a plot in a row of a list, which goes to the plot; a long one is cut and said whole when pointed at. */
export function PlotLink({ plotId, plotNo }: { readonly plotId: number; readonly plotNo: string }) {
  return (
    <button type="button" className="link ellipsis" title={plotNo} onClick={() => openPlot(plotId)}>
      {plotNo}
    </button>
  );
}
