import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../files/workerUrl.ts';
import { readIndexedBoxes } from '../../storage/geopackage/readIndexedBoxes.ts';
import type { StoredLayer } from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import { readPlotIds, sumGeometryBytes } from '../../storage/project/readTileRows.ts';
import { LeastRecentlyUsed } from './LeastRecentlyUsed.ts';
import { boundBlocks, type LayerBoxes } from './layerBoxes.ts';
import { type LayerOverview, readOverview } from './layerOverview.ts';
import type { OverviewTask } from './overviewWorker.ts';

/** How a large layer is drawn at small scales. */
export type SmallScale =
  | { readonly kind: 'overview'; readonly overview: LayerOverview }
  /** Its overview is still being made. */
  | { readonly kind: 'boxes'; readonly boxes: LayerBoxes };

/** Overviews of the layers of one project: kept in its cache folder, made in the background where they are absent. */
export interface OverviewStore {
  /** Undefined where tiles of the layer itself serve: at large scales, and of a layer that is small. */
  find(layer: StoredLayer, metersPerPixel: number): SmallScale | undefined;
  /** Resolves when nothing is being made any more. */
  settled(): Promise<void>;
}

/** Outlines good to half a pixel from a scale on, the coarser ones first: few vertices are read where few are seen. */
const levels = [
  { name: 'far', fromMetersPerPixel: 6, toleranceMeters: 4 },
  { name: 'near', fromMetersPerPixel: 3, toleranceMeters: 2 },
] as const;
type Level = (typeof levels)[number];

const cacheFolder = join('cache', 'tiles');
const memoryBudgetBytes = 256 << 20;
/** Below these a tile from the layer itself is quick enough. */
const fewFeatures = 2_000;
const startAfterMilliseconds = 1_000;
const fewGeometryBytes = 4 << 20;

/** `unitMeters` is the length of a CRS unit. */
export function createOverviewStore(project: OpenProject, unitMeters: number): OverviewStore {
  const folder = join(project.directory, cacheFolder);
  const loaded = new LeastRecentlyUsed<LayerOverview>(memoryBudgetBytes);
  const boxes = new LeastRecentlyUsed<LayerBoxes>(memoryBudgetBytes / 4);
  const large = new Map<string, boolean>();
  const asked = new Set<string>();
  let building: Promise<void> = Promise.resolve();

  const stemOf = (layer: StoredLayer) => `${layer.table}-${layer.contentSha256.slice(0, 16)}`;
  const fileOf = (layer: StoredLayer, { name }: Level) => join(folder, `${stemOf(layer)}-${name}.bin`);

  const isLarge = (layer: StoredLayer) => {
    const stem = stemOf(layer);
    const known = large.get(stem);
    if (known !== undefined) return known;
    const answer =
      layer.features >= fewFeatures || sumGeometryBytes(project.database, layer) >= fewGeometryBytes;
    large.set(stem, answer);
    return answer;
  };

  const build = (layer: StoredLayer) => {
    const targets = levels.map((level) => ({
      file: fileOf(layer, level),
      tolerance: level.toleranceMeters / unitMeters,
    }));
    building = building
      // the window's first view comes first
      .then(() => setTimeout(startAfterMilliseconds, undefined, { ref: false }))
      .then(() => {
        // closed meanwhile: the next time the project is open it is made
        if (!project.database.isOpen) return;
        mkdirSync(folder, { recursive: true });
        return runWorker({ database: project.database.file, layerId: layer.id, targets });
      })
      .then(() => {
        if (existsSync(folder)) removeOlder(folder, layer.table, `${stemOf(layer)}-`);
        boxes.clear();
      })
      // without an overview tiles are slower and not wrong: worth a warning, not a failed view
      .catch((error: unknown) => process.emitWarning(`no overview of ${layer.table}: ${error}`));
  };

  const load = (layer: StoredLayer, level: Level): LayerOverview | undefined => {
    const file = fileOf(layer, level);
    const known = loaded.get(file);
    if (known !== undefined || !existsSync(file)) return known;
    const bytes = readFileSync(file);
    const overview = readOverview(bytes);
    if (overview === undefined) rmSync(file, { force: true });
    else loaded.set(file, overview, bytes.byteLength);
    return overview;
  };

  const boxesOf = (layer: StoredLayer): LayerBoxes => {
    const stem = stemOf(layer);
    const known = boxes.get(stem);
    if (known !== undefined) return known;
    const read = readIndexedBoxes(project.database, layer.table);
    const plotOf = readPlotIds(project.database, layer.id);
    const plotIds = read.fids.map((fid) => plotOf.get(fid) ?? 0);
    const all = { ...read, plotIds, blocks: boundBlocks(read.boxes) };
    boxes.set(stem, all, read.boxes.byteLength + read.fids.byteLength * 2);
    return all;
  };

  return {
    find(layer, metersPerPixel) {
      const level = levels.find(({ fromMetersPerPixel }) => metersPerPixel >= fromMetersPerPixel);
      if (level === undefined || !isLarge(layer)) return undefined;
      const overview = load(layer, level);
      if (overview !== undefined) return { kind: 'overview', overview };
      const stem = stemOf(layer);
      if (!asked.has(stem)) build(layer);
      asked.add(stem);
      return { kind: 'boxes', boxes: boxesOf(layer) };
    },
    settled: () => building,
  };
}

function runWorker(task: OverviewTask): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerUrl(import.meta.url, './overviewWorker'), { workerData: task });
    // a finished program does not wait for a cache
    worker.unref();
    worker.on('error', reject);
    worker.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the worker ended with ${code}`)),
    );
  });
}

/** Files of the same layer's earlier content. */
function removeOlder(folder: string, table: string, currentStem: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${table}-`) && !name.startsWith(currentStem)) {
      rmSync(join(folder, name), { force: true });
    }
  }
}
