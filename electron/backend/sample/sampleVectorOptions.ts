import type { CountyScene } from './countyScene.ts';
import type { MessyPlot } from './messyPlots.ts';
import type { PlotRecord } from './plotRecords.ts';

export interface SampleVectorOptions {
  readonly directory: string;
  readonly scene: CountyScene;
  /** Called after each block and each layer; throws to stop. */
  readonly onStep: (stage: string, done: number, total: number) => void | Promise<void>;
  /** Called for every plot in the order of the Shapefile. */
  readonly onPlot?: (record: PlotRecord) => void;
  /** Puts the usual defects into plots, and leaves out .prj and .cpg files. */
  readonly mess?: { apply(plot: MessyPlot): readonly MessyPlot[] };
}
