import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MVT from 'ol/format/MVT.js';
import type RenderFeature from 'ol/render/Feature.js';
import { expect, it } from 'vitest';
import { runCommand } from '../../../../../../electron/backend/storage/project/commandLog.ts';
import { insertLayer, type StoredLayer } from '../../../../../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../../../../../electron/backend/storage/project/openProject.ts';
import {
  createTileSource,
  type TileSource,
} from '../../../../../../electron/backend/vector/tiles/createTileSource.ts';
import { vectorTileGrid } from '../../../../../../shared/domain/geometry/tileGrid.ts';
import { buildProject, squareWkb } from '../../../../../support/buildProject.ts';
import { createRandom } from '../../../../../support/createRandom.ts';

const grid = vectorTileGrid('projected');
const largestTile = 600 * 1024;

interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Squares of 1 to 400 m at random, most of them small and many of them on one spot. */
function scatter(count: number): Square[] {
  const random = createRandom(3);
  return Array.from({ length: count }, (_, i) => {
    const spread = i % 3 === 0 ? 600 : 12_000;
    return {
      x: 500_000 + random() * spread,
      y: 3_000_000 + random() * spread,
      side: 1 + 400 * random() ** 8,
    };
  });
}

function addLayer(project: OpenProject, squares: readonly Square[]): StoredLayer {
  return runCommand(
    project,
    (stored: StoredLayer) => ({
      ...{ kind: 'layer.import', target: `layer:${stored.id}`, by: '甲' },
      ...{ oldValue: null, newValue: null },
    }),
    (db, { atUtc }) =>
      insertLayer(
        db,
        project.crs,
        {
          ...{
            name: '图斑',
            role: 'plots',
            rule: null,
            crs: 'EPSG:4545',
            crsFrom: 'file',
            encoding: 'UTF-8',
          },
          ...{ encodingFrom: 'format', sourceFile: 'p.gpkg', sourceLayer: 'p', sourceSha256: '0'.repeat(64) },
          fields: [],
        },
        squares.map(({ x, y, side }) => ({ wkb: squareWkb(x, y, side), attributes: [] })),
        atUtc,
      ),
  );
}

function readFeatures(tile: Uint8Array, extent: number[]): RenderFeature[] {
  if (tile.length === 0) return [];
  return new MVT().readFeatures(new Uint8Array(tile).buffer, { extent }) as RenderFeature[];
}

/**
 * Every square must be drawn under its own id on the tile of its middle, or be counted in the cell of eight pixels
 * its middle lies in: for each cell, what it counts is exactly what is not drawn there.
 */
function expectNothingLost(
  source: TileSource,
  layer: StoredLayer,
  squares: readonly Square[],
  // the R-tree keeps 32-bit numbers: a middle on the rim of a cell may fall into the next one
  { isExact }: { isExact: boolean },
): number[] {
  const counted: number[] = [];
  for (let z = 4; z < 17; z++) {
    const resolution = grid.resolutions[z] as number;
    const side = resolution * grid.tileSize;
    const tiles = new Map<string, Map<string, number>>();
    const missing = new Map<string, number>();
    const idsOf = new Map<string, Set<number>>();
    let cells = 0;
    for (const [i, square] of squares.entries()) {
      const middleX = square.x + square.side / 2;
      const middleY = square.y + square.side / 2;
      const x = Math.floor((middleX - grid.origin[0]) / side);
      const y = Math.floor((grid.origin[1] - middleY) / side);
      const key = `${x}/${y}`;
      if (!tiles.has(key)) {
        const extent = [
          grid.origin[0] + x * side,
          grid.origin[1] - (y + 1) * side,
          grid.origin[0] + (x + 1) * side,
          grid.origin[1] - y * side,
        ];
        const tile = source.readTile(layer.id, z, x, y);
        expect(tile.length).toBeLessThanOrEqual(largestTile);
        const features = readFeatures(tile, extent);
        const counts = new Map<string, number>();
        const ids = new Set<number>();
        for (const feature of features) {
          const count = feature.get('count') as number | undefined;
          if (count === undefined) {
            ids.add(feature.getId() as number);
            continue;
          }
          cells += count;
          const [minX = 0, minY = 0, maxX = 0, maxY = 0] = feature.getExtent();
          const cell = cellOf((minX + maxX) / 2, (minY + maxY) / 2, resolution);
          counts.set(cell, (counts.get(cell) ?? 0) + count);
        }
        tiles.set(key, counts);
        idsOf.set(key, ids);
      }
      if (idsOf.get(key)?.has(i + 1)) continue;
      const cell = cellOf(middleX, middleY, resolution);
      missing.set(cell, (missing.get(cell) ?? 0) + 1);
    }
    const all = new Map([...tiles.values()].flatMap((counts) => [...counts]));
    // finer than 3 m a pixel tiles come from the R-tree in any case
    const isExactHere = isExact && resolution >= 4;
    if (isExactHere) expect([z, [...all].sort()]).toEqual([z, [...missing].sort()]);
    const absent = [...missing.values()].reduce((sum, count) => sum + count, 0);
    expect(Math.abs(cells - absent), `zoom ${z}`).toBeLessThanOrEqual(isExactHere ? 0 : 3);
    counted.push(cells);
  }
  return counted;
}

function cellOf(x: number, y: number, resolution: number): string {
  const cell = 8 * resolution;
  return `${Math.floor((x - grid.origin[0]) / cell)} ${Math.floor((grid.origin[1] - y) / cell)}`;
}

it('a crowded tile counts in cells what it does not draw, before and after the overview is made', async () => {
  const project = await buildProject();
  const squares = scatter(9_000);
  const layer = addLayer(project, squares);
  const source = createTileSource(project);
  const before = expectNothingLost(source, layer, squares, { isExact: false });
  // at the smallest scale all are counted or alone in their cell; close up each is drawn
  expect(before[0]).toBeGreaterThan(8_000);
  expect(before.at(-1)).toBe(0);

  await source.settled();
  const folder = join(project.directory, 'cache', 'tiles');
  // one for far and one for near
  expect(readdirSync(folder)).toHaveLength(2);
  const after = expectNothingLost(createTileSource(project), layer, squares, { isExact: true });
  expect(after[0]).toBeGreaterThan(8_000);
});

it('a spoilt overview is made anew', async () => {
  const project = await buildProject();
  const layer = addLayer(project, scatter(2_500));
  const source = createTileSource(project);
  source.readTile(layer.id, 4, 0, 0);
  await source.settled();
  const folder = join(project.directory, 'cache', 'tiles');
  for (const name of readdirSync(folder)) writeFileSync(join(folder, name), 'half');
  const next = createTileSource(project);
  const z = 9;
  const side = (grid.resolutions[z] as number) * grid.tileSize;
  const x = Math.floor((500_100 - grid.origin[0]) / side);
  const y = Math.floor((grid.origin[1] - 3_000_100) / side);
  expect(next.readTile(layer.id, z, x, y).length).toBeGreaterThan(1_000);
  await next.settled();
  expect(createTileSource(project).readTile(layer.id, z, x, y).length).toBeGreaterThan(1_000);
});
