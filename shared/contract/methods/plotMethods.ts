import type { ReviewStatus } from '../../domain/review/reviewStatus.ts';
import type {
  PlotDetail,
  PlotFacets,
  PlotFilter,
  PlotPage,
  SavedFilter,
  SimilarPlots,
} from '../records/plotRecords.ts';

/** Plots as the queue and the panes read them. */
export interface PlotMethods {
  /** The pieces of one plot in the newest run, as WKB in the project CRS, with the rules that take part in each, in order. */
  'plot.pieces': (request: { plotId: number }) => {
    pieces: { rules: string[]; areaSquareMeters: number; wkb: Uint8Array }[];
  };
  'plot.geometry': (request: { plotId: number }) => { wkb: Uint8Array };
  'plot.query': (request: { filter?: PlotFilter; offset: number; limit: number }) => PlotPage;
  /** Place of a plot in the filtered list, and its neighbours; -1 where the filter hides it. */
  'plot.position': (request: { plotId: number; filter?: PlotFilter }) => {
    index: number;
    previousPlotId: number | null;
    nextPlotId: number | null;
    nextUnjudgedPlotId: number | null;
  };
  'plot.get': (request: { plotId: number }) => PlotDetail;
  'plot.find': (request: { plotNo: string }) => { plotId: number };
  'plot.statusCounts': (request: Record<never, never>) => Record<ReviewStatus, number>;
  'plot.towns': (request: Record<never, never>) => { towns: { name: string; plots: number }[] };
  /** Unjudged plots whose images changed as those of this plot did, the surest first; none for an unjudged plot. */
  'similar.find': (request: { plotId: number }) => SimilarPlots;
  /** Number and land of given plots; 亩 as printed, added up. */
  'plot.sum': (request: { plotIds: number[] }) => { plots: number; squareMeters: number; mu: number };
  /** Filters kept in the project. */
  'filter.list': (request: Record<never, never>) => { filters: SavedFilter[] };
  'filter.save': (request: { name: string; filter: PlotFilter; by: string }) => { filters: SavedFilter[] };
  'filter.remove': (request: { name: string; by: string }) => { filters: SavedFilter[] };
  'plot.facets': (request: Record<never, never>) => PlotFacets;
}
