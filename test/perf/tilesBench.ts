/**
 * Figures for the map, printed as JSON: `npm run bench -- tiles [polygons]`.
 * A layer of plots side by side, as many as a county has parcels, drawn at every zoom the map shows; then the tiles
 * of an image. Every request goes through the dispatcher. Exit code 1 where a budget is passed.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGeoTiff } from '../../electron/backend/imagery/writeGeoTiff.ts';
import { runCommand } from '../../electron/backend/storage/project/commandLog.ts';
import { insertLayer, type StoredLayer } from '../../electron/backend/storage/project/layers.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { insertPlots } from '../../electron/backend/storage/project/plots.ts';
import { createTileSource } from '../../electron/backend/vector/tiles/createTileSource.ts';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { vectorTileGrid } from '../../shared/domain/geometry/tileGrid.ts';
import { createRandom } from '../support/createRandom.ts';
import { callBench, openBenchBackend, percentile } from './benchBackend.ts';
import { layParcels } from './layParcels.ts';

const budgets = {
  vectorTileP95Milliseconds: 20,
  vectorTileBytes: 600 * 1024,
  firstViewMilliseconds: 1_000,
  rasterTileP95Milliseconds: 5,
};
const tilesPerZoom = 60;
/** 1 024 m per pixel; finer levels are measured. */
const warmUpZoom = 6;
const rasterRequests = 2_000;
const rasterSide = 4_096;
const viewport = { width: 1_920, height: 1_080 };
const grid = vectorTileGrid('projected');
const polygons = Number(process.argv[2] ?? 300_000);

const folder = mkdtempSync(join(tmpdir(), 'tianheng-tiles-bench-'));
try {
  const directory = join(folder, 'project');
  await buildProject(directory);
  const beforeOverview = await measureFirstView(directory);
  const overviewSeconds = await makeOverview(directory);
  const firstView = await measureFirstView(directory);
  const zooms = await measureVectorTiles(directory);
  const raster = await measureRasterTiles(directory);
  const holds =
    zooms.every(({ p95 }) => p95 <= budgets.vectorTileP95Milliseconds) &&
    zooms.every(({ largestBytes }) => largestBytes <= budgets.vectorTileBytes) &&
    Math.max(firstView.milliseconds, beforeOverview.milliseconds) <= budgets.firstViewMilliseconds &&
    raster.p95 <= budgets.rasterTileP95Milliseconds;
  const machine = { processor: cpus()[0]?.model, cores: cpus().length };
  const figures = {
    polygons,
    ...machine,
    overviewSeconds,
    beforeOverview,
    firstView,
    zooms,
    raster,
    budgets,
    holds,
  };
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  process.exitCode = holds ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function buildProject(directory: string): Promise<void> {
  const project = await createProject({ directory, name: 'bench', crs: 'EPSG:4545', by: 'bench' }, {});
  runCommand(
    project,
    (layer: StoredLayer) => ({
      ...{ kind: 'layer.import', target: `layer:${layer.id}`, by: 'bench' },
      ...{ oldValue: null, newValue: { name: layer.name } },
    }),
    (db, { atUtc }) => {
      const layer = insertLayer(
        db,
        project.crs,
        {
          ...{
            name: 'plots',
            role: 'plots',
            rule: null,
            crs: 'EPSG:4545',
            crsFrom: 'file',
            encoding: 'UTF-8',
          },
          ...{ encodingFrom: 'format', sourceFile: 'plots.gpkg', sourceLayer: 'plots' },
          sourceSha256: '0'.repeat(64),
          fields: [{ name: 'JCBH', type: 'text' }],
        },
        layParcels(polygons),
        atUtc,
      );
      insertPlots(
        db,
        layer.id,
        Array.from({ length: polygons }, (_, i) => ({
          ...{
            fid: i + 1,
            plotNo: String(i + 1).padStart(6, '0'),
            townName: `第${i % 20}镇`,
            villageName: '',
          },
          ...{
            landClassCode: '0201',
            formerLandClassCode: '0103',
            restorationAttribute: '',
            outflowYear: null,
          },
          ...{ recordedSquareMeters: null, areaSquareMeters: 4_356, planarSquareMeters: 4_356 },
          bounds: { minX: 0, minY: 0, maxX: 0, maxY: 0 },
        })),
      );
      return layer;
    },
  );
  project.close();
}

/** What a window asks for first: the whole layer in the middle of the screen, in a backend that has just started. */
async function measureFirstView(directory: string) {
  const backend = openBenchBackend(folder);
  const { layerId, bounds } = await openLayer(backend, directory);
  const width = Math.max(
    (bounds.maxX - bounds.minX) / viewport.width,
    (bounds.maxY - bounds.minY) / viewport.height,
  );
  // the window draws the level whose pixels are at most as large as its own, or the nearest
  const z = nearestZoom(width);
  const started = performance.now();
  const tiles = tilesOver(bounds, z);
  for (const { x, y } of tiles) await callBench(backend, 'layer.tile', { layerId, z, x, y });
  const milliseconds = performance.now() - started;
  await callBench(backend, 'project.close', {});
  return { metersPerPixel: grid.resolutions[z], tiles: tiles.length, milliseconds };
}

function nearestZoom(metersPerPixel: number): number {
  const distance = (resolution: number) => Math.abs(Math.log2(resolution / metersPerPixel));
  return grid.resolutions.reduce(
    (best, resolution, z) => (distance(resolution) < distance(grid.resolutions[best] as number) ? z : best),
    0,
  );
}

async function makeOverview(directory: string): Promise<number> {
  const project = await openProject(directory, {});
  const started = performance.now();
  const source = createTileSource(project);
  source.readTile('1', 10, 0, 0);
  // a worker that is not waited for would let the program end
  const awake = setInterval(() => {}, 1_000);
  await source.settled();
  clearInterval(awake);
  project.close();
  return (performance.now() - started) / 1000;
}

async function measureVectorTiles(directory: string) {
  const backend = openBenchBackend(folder);
  const { layerId, bounds } = await openLayer(backend, directory);
  const random = createRandom(5);
  const zooms = [];
  // warm: the overview is loaded; the first view of a backend that has just started is measured apart
  for (const { x, y } of tilesOver(bounds, warmUpZoom)) {
    await callBench(backend, 'layer.tile', { layerId, z: warmUpZoom, x, y });
  }
  for (const [z, metersPerPixel] of grid.resolutions.entries()) {
    if (z <= warmUpZoom) continue;
    const tiles = chooseTiles(tilesOver(bounds, z), random);
    const times: number[] = [];
    let largestBytes = 0;
    for (const { x, y } of tiles) {
      const started = performance.now();
      const tile = (await callBench(backend, 'layer.tile', { layerId, z, x, y })) as Uint8Array;
      times.push(performance.now() - started);
      largestBytes = Math.max(largestBytes, tile.length);
    }
    zooms.push({
      ...{ metersPerPixel, tiles: tiles.length, largestBytes },
      ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95), worst: Math.max(...times) },
    });
  }
  await callBench(backend, 'project.close', {});
  return zooms;
}

function tilesOver(bounds: Bounds, z: number): { x: number; y: number }[] {
  const side = (grid.resolutions[z] as number) * grid.tileSize;
  const column = (x: number) => Math.floor((x - grid.origin[0]) / side);
  const row = (y: number) => Math.floor((grid.origin[1] - y) / side);
  const tiles: { x: number; y: number }[] = [];
  for (let y = row(bounds.maxY); y <= row(bounds.minY); y++) {
    for (let x = column(bounds.minX); x <= column(bounds.maxX); x++) tiles.push({ x, y });
  }
  return tiles;
}

/** Each at most once: a tile asked for again comes from memory. */
function chooseTiles<T>(tiles: readonly T[], random: () => number): readonly T[] {
  const left = [...tiles];
  const chosen: T[] = [];
  while (left.length > 0 && chosen.length < tilesPerZoom) {
    chosen.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return chosen;
}

async function openLayer(backend: ReturnType<typeof openBenchBackend>, directory: string) {
  const { layers } = (await callBench(backend, 'project.open', { directory })) as {
    layers: { id: string; bounds: Bounds | null }[];
  };
  const [layer] = layers;
  if (layer === undefined || layer.bounds === null) throw new Error('the bench has no layer');
  return { layerId: layer.id, bounds: layer.bounds };
}

async function measureRasterTiles(directory: string) {
  const file = join(folder, 'picture.tif');
  const side = rasterSide;
  const tiff = await openGeoTiff({
    ...{ path: file, width: side, height: side, sample: 'rgb8', compression: 'none', epsg: 4545 },
    ...{ west: 452_000, north: 3_453_000, pixelMeters: 0.5 },
  });
  const random = createRandom(7);
  for (let top = 0; top < side; top += 256) {
    await tiff.writeStrip(Uint8Array.from({ length: 256 * side * 3 }, () => 90 + random() * 40));
  }
  await tiff.finish();
  const backend = openBenchBackend(folder);
  await callBench(backend, 'project.open', { directory });
  const { imageId } = (await callBench(backend, 'import.imagery', {
    files: [file],
    epoch: '2026-03',
    by: 'bench',
  })) as {
    imageId: string;
  };
  const z = Math.log2(side / 512);
  const times: number[] = [];
  for (let i = 0; i < rasterRequests; i++) {
    const request = { imageId, z, x: Math.floor(random() * 2 ** z), y: Math.floor(random() * 2 ** z) };
    const started = performance.now();
    await callBench(backend, 'imagery.tile', request);
    times.push(performance.now() - started);
  }
  await callBench(backend, 'project.close', {});
  return {
    ...{ requests: rasterRequests, sourceMegabytes: Math.round(statSync(file).size / 2 ** 20) },
    ...{ p50: percentile(times, 0.5), p95: percentile(times, 0.95) },
  };
}
