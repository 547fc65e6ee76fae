import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { listPlotPlaces, type PlotBox, readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
import type { PackReader } from './createPackReader.ts';
import { type EpochSignature, measurePlotSignature } from './measurePlotSignature.ts';
import { createTilePixelReader } from './readTilePixels.ts';

export interface PlotSignatures {
  readonly earlier: EpochSignature;
  readonly later: EpochSignature;
}

interface MeasureOptions {
  readonly earlier: ImagerySummary;
  readonly later: ImagerySummary;
  /** Which plots, and where they lie; all of the project's where not named. */
  readonly places?: readonly PlotBox[];
  readonly onProgress: (done: number, total: number) => void;
  /** Told of each plot as it is done; undefined where one of the images does not cover it. */
  readonly onMeasured: (plotId: number, signatures: PlotSignatures | undefined) => void;
  /** Waited for between two plots: what somebody asks for meanwhile is answered then. */
  readonly breath?: () => Promise<void>;
  /** Asked between plots; true ends the work. */
  readonly isCancelled: () => boolean;
}

/** Plots of one strip of the county share tiles; its height in tiles of the level that is read. */
const stripMeters = 500;
const plotsAtOnce = 200;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Statistics of plots on two images, strip by strip so that each tile is decoded once or twice. False when cancelled.
 */
export async function measureSignatures(
  project: OpenProject,
  packs: PackReader,
  { earlier, later, places, onProgress, onMeasured, breath = nextTurn, isCancelled }: MeasureOptions,
): Promise<boolean> {
  const sorted = sortByStrip(places ?? listPlotPlaces(project.database), metersPerUnit(later));
  const earlierTiles = createTilePixelReader(packs, earlier.id);
  const laterTiles = createTilePixelReader(packs, later.id);
  for (let done = 0; done < sorted.length; done += plotsAtOnce) {
    onProgress(done, sorted.length);
    const group = sorted.slice(done, done + plotsAtOnce).map(({ plotId }) => plotId);
    for (const [plotId, wkb] of readPlotWkbs(project.database, group)) {
      await breath();
      if (isCancelled()) return false;
      const parsed = parseWkb(wkb);
      const plot = parsed.ok ? parsed.value.polygons : undefined;
      const before = plot && (await measurePlotSignature(plot, earlier, earlierTiles));
      const after = plot && (await measurePlotSignature(plot, later, laterTiles));
      const isCovered = before !== undefined && after !== undefined;
      onMeasured(plotId, isCovered ? { earlier: before, later: after } : undefined);
    }
  }
  onProgress(sorted.length, sorted.length);
  return true;
}

function sortByStrip(places: readonly PlotBox[], metersPerUnit: number): PlotBox[] {
  const strip = ({ maxY }: PlotBox) => Math.floor((maxY * metersPerUnit) / stripMeters);
  return [...places].sort((a, b) => strip(b) - strip(a) || a.minX - b.minX);
}

function metersPerUnit({ resolutions, resolutionMeters }: ImagerySummary): number {
  return resolutionMeters / (resolutions.at(-1) as number);
}
