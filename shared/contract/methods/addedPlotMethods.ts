import type { Bounds } from '../../domain/geometry/multiPolygon.ts';
import type { AdditionPreview, OverlapChoice, PlotOverlap } from '../records/addedPlotRecords.ts';
import type { ReviewChange } from '../records/reviewRecords.ts';

/** Plots that reviewers draw outside the lists. Undone by review.undo like verdicts. */
export interface AddedPlotMethods {
  /** Area of a polygon (WKB in the project CRS) and the plots it lies on; nothing is stored. */
  'plot.previewAddition': (request: { wkb: Uint8Array }) => AdditionPreview;
  /** Makes it a plot with a number of its own; 'none' is refused where it lies on others (ADDED_PLOT_OVERLAPS). */
  'plot.add': (request: {
    wkb: Uint8Array;
    townName: string;
    villageName?: string;
    landClassCode?: string;
    remark?: string;
    overlaps: OverlapChoice;
    by: string;
  }) => ReviewChange & { squareMeters: number; overlaps: PlotOverlap[] };
  /** Says something else of a plot that was drawn; its number, shape and author stay. One step to undo. */
  'plot.changeAdded': (request: {
    plotId: number;
    townName?: string;
    villageName?: string;
    landClassCode?: string;
    remark?: string;
    by: string;
  }) => ReviewChange;
  /** Only where nothing is on it any more (ADDED_PLOT_IN_USE). */
  'plot.removeAdded': (request: { plotId: number; by: string }) => ReviewChange;
  /** Outlines of plots that meet bounds, to snap to. */
  'plot.outlines': (request: { bounds: Bounds }) => {
    plots: { plotId: number; plotNo: string; wkb: Uint8Array }[];
  };
}
