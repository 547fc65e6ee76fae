import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { listPlotPlaces, type PlotPlace, readPlotWkbs } from '../storage/project/readPlotWkbs.ts';
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
  readonly onProgress: (done: number, total: number) => void;
  /** Asked between plots; true ends the work. */
  readonly isCancelled: () => boolean;
}

/** Plots of one strip of the county share tiles; its height in tiles of the level that is read. */
const stripMeters = 500;
const plotsAtOnce = 200;
/** What the reviewer asks for meanwhile is answered between two plots. */
const breath = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Statistics of every plot on two images, strip by strip so that each tile is decoded once or twice. Plots that one
 * of the images does not cover are left out. Undefined when cancelled.
 */
export async function measureSignatures(
  project: OpenProject,
  packs: PackReader,
  { earlier, later, onProgress, isCancelled }: MeasureOptions,
): Promise<ReadonlyMap<number, PlotSignatures> | undefined> {
  const places = sortByStrip(listPlotPlaces(project.database), metersPerUnit(later));
  const earlierTiles = createTilePixelReader(packs, earlier.id);
  const laterTiles = createTilePixelReader(packs, later.id);
  const signatures = new Map<number, PlotSignatures>();
  for (let done = 0; done < places.length; done += plotsAtOnce) {
    onProgress(done, places.length);
    const group = places.slice(done, done + plotsAtOnce).map(({ plotId }) => plotId);
    for (const [plotId, wkb] of readPlotWkbs(project.database, group)) {
      await breath();
      if (isCancelled()) return undefined;
      const parsed = parseWkb(wkb);
      if (!parsed.ok) continue;
      const before = await measurePlotSignature(parsed.value.polygons, earlier, earlierTiles);
      const after = await measurePlotSignature(parsed.value.polygons, later, laterTiles);
      if (before !== undefined && after !== undefined)
        signatures.set(plotId, { earlier: before, later: after });
    }
  }
  onProgress(places.length, places.length);
  return signatures;
}

function sortByStrip(places: readonly PlotPlace[], metersPerUnit: number): PlotPlace[] {
  const strip = ({ maxY }: PlotPlace) => Math.floor((maxY * metersPerUnit) / stripMeters);
  return [...places].sort((a, b) => strip(b) - strip(a) || a.minX - b.minX);
}

function metersPerUnit({ resolutions, resolutionMeters }: ImagerySummary): number {
  return resolutionMeters / (resolutions.at(-1) as number);
}
