import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { workerUrl } from '../../files/workerUrl.ts';
import type { StoredLayer } from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import { sumGeometryBytes } from '../../storage/project/readTileRows.ts';
import { LeastRecentlyUsed } from './LeastRecentlyUsed.ts';
import { type LayerOverview, readOverview } from './layerOverview.ts';
import type { OverviewTask } from './overviewWorker.ts';

/** Overviews of the layers of one project: kept in its cache folder, made in the background where they are absent. */
export interface OverviewStore {
  /** The overview, if it is there; else it is being made, and the caller draws from the layer itself for now. */
  find(layer: StoredLayer): LayerOverview | undefined;
  /** Resolves when nothing is being made any more. */
  settled(): Promise<void>;
}

const cacheFolder = join('cache', 'tiles');
const memoryBudgetBytes = 256 << 20;
/** Below these a tile from the layer itself is quick enough. */
const fewFeatures = 2_000;
const fewGeometryBytes = 4 << 20;

/** `tolerance` is how far a thinned outline may lie off, in CRS units. */
export function createOverviewStore(project: OpenProject, tolerance: number): OverviewStore {
  const folder = join(project.directory, cacheFolder);
  const loaded = new LeastRecentlyUsed<LayerOverview>(memoryBudgetBytes);
  const asked = new Set<string>();
  let building: Promise<void> = Promise.resolve();

  const build = (layer: StoredLayer, target: string) => {
    building = building.then(() => {
      // closed meanwhile: the next time the project is open it is made
      if (!project.database.isOpen) return;
      mkdirSync(folder, { recursive: true });
      return runWorker({ database: project.database.file, layerId: layer.id, tolerance, target }).then(() =>
        removeOlder(folder, layer.table, target),
      );
    });
    // without an overview tiles are slower and not wrong: worth a warning, not a failed view
    building = building.catch((error: unknown) =>
      process.emitWarning(`no overview of ${layer.table}: ${error}`),
    );
  };

  return {
    find(layer) {
      const name = `${layer.table}-${layer.contentSha256.slice(0, 16)}.bin`;
      const known = loaded.get(name);
      if (known !== undefined) return known;
      const target = join(folder, name);
      if (existsSync(target)) {
        const bytes = readFileSync(target);
        const overview = readOverview(bytes);
        if (overview !== undefined) {
          loaded.set(name, overview, bytes.byteLength);
          return overview;
        }
        rmSync(target, { force: true });
      }
      if (!asked.has(name) && isLarge(project, layer)) build(layer, target);
      asked.add(name);
      return undefined;
    },
    settled: () => building,
  };
}

function isLarge({ database }: OpenProject, layer: StoredLayer): boolean {
  return layer.features >= fewFeatures || sumGeometryBytes(database, layer) >= fewGeometryBytes;
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
function removeOlder(folder: string, table: string, current: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    if (name.startsWith(`${table}-`) && file !== current) rmSync(file, { force: true });
  }
}
