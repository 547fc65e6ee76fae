import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { openPackWriter, type PackWriter } from '../storage/geopackage/packWriter.ts';
import type { TileLevel } from '../storage/geopackage/tilePyramid.ts';
import { type TileCoding, tileSize } from './encodeTile.ts';
import { joinTiles } from './joinTiles.ts';
import type { Canvas } from './openSheet.ts';
import type { PixelWindow } from './PixelReader.ts';
import type { PixelGrid } from './planGrid.ts';
import { countTiles, type PackPlan, planPack, tilesAt } from './planPack.ts';
import { runSideBySide } from './runSideBySide.ts';
import { createStripePyramid } from './stripePyramid.ts';

export interface ImagePack {
  readonly bounds: Bounds;
  readonly levels: readonly TileLevel[];
  readonly tiles: number;
  readonly bytes: number;
}

export interface PackSource {
  readonly path: string;
  readonly title: string;
  readonly crs: CoordinateSystem;
  readonly grid: PixelGrid;
  readonly coding: TileCoding;
  /** 4 where pixels may be empty; 3 promises that `paint` covers all of its window. */
  readonly channels: 3 | 4;
  readonly changedAtUtc: string;
  /** Paints a window of the grid with its top left at (0, 0) of the canvas. */
  readonly paint: (canvas: Canvas, window: PixelWindow) => Promise<void>;
  /** Asked all the while; what it throws ends the writing, and the blocks finished so far stay in the file. */
  readonly assertRunning: () => void;
  readonly onTile: (done: number, total: number) => void;
}

/**
 * Writes the tile pyramid of a grid into a GeoPackage at `path`, or goes on with one that was cut off, from its first
 * unfinished block. Blocks are read in stripes of one row of tiles; while a stripe is encoded and halved the next is
 * read, so memory does not grow with the picture. The same source gives the same tiles, in one go or in several.
 */
export async function writeImagePack(source: PackSource): Promise<ImagePack> {
  const { grid, channels } = source;
  const plan = planPack(grid, channels);
  const pack = openPackWriter(source.path, {
    ...{ title: source.title, crs: source.crs, bounds: plan.bounds },
    ...{ tileSize, levels: plan.levels, changedAtUtc: source.changedAtUtc },
  });
  try {
    let visited = plan.blocks
      .slice(0, pack.blocksDone)
      .reduce((sum, block) => sum + countBlockTiles(block, plan.depth), 0);
    const store = (zoom: number, column: number, row: number, data: Uint8Array | null) => {
      visited++;
      if (data !== null) pack.insert(zoom, column, row, data);
      source.onTile(visited, plan.tiles);
    };
    await writeBlocks(source, plan, pack, store);
    await joinLevels(source, plan, pack, store);
    return { bounds: plan.bounds, levels: plan.levels, ...pack.finish() };
  } finally {
    pack.close();
  }
}

type Store = (zoom: number, column: number, row: number, data: Uint8Array | null) => void;

async function writeBlocks(
  source: PackSource,
  plan: PackPlan,
  pack: PackWriter,
  store: Store,
): Promise<void> {
  const { channels } = source;
  const last = plan.levels.length - 1;
  const widest = plan.blocks[0]?.width ?? 0;
  const memory = [0, 1].map(() => Buffer.alloc(widest * tileSize * channels));
  const pyramid = createStripePyramid(widest, plan.depth, source, (halvings, column, row, data) =>
    store(last - halvings, column, row, data),
  );
  let working: Promise<void> = Promise.resolve();
  let stripes = 0;
  try {
    for (const [index, block] of plan.blocks.entries()) {
      if (index < pack.blocksDone) continue;
      for (let y = block.y; y < block.y + block.height; y += tileSize) {
        source.assertRunning();
        const height = Math.min(tileSize, block.y + block.height - y);
        // the other half of the memory is being encoded meanwhile
        const whole = memory[stripes++ % 2] as Buffer;
        const pixels = whole.subarray(0, block.width * height * channels);
        if (channels === 4) pixels.fill(0);
        const canvas: Canvas = { pixels, width: block.width, height, channels };
        await source.paint(canvas, { x: block.x, y, width: block.width, height });
        const isLast = y + height === block.y + block.height;
        await working;
        working = pyramid.add(canvas, block.x, y, isLast).then(() => {
          if (isLast) pack.finishBlocks(index + 1);
        });
        // an early failure must not count as unhandled while the next stripe is read
        working.catch(() => {});
      }
    }
  } finally {
    await working;
  }
}

/** Levels above the blocks: each tile from the four finished ones under it. */
async function joinLevels(source: PackSource, plan: PackPlan, pack: PackWriter, store: Store): Promise<void> {
  const last = plan.levels.length - 1;
  for (let zoom = last - plan.depth - 1; zoom >= 0; zoom--) {
    const { columns, rows } = tilesAt(source.grid, last - zoom);
    const addresses = Array.from(
      { length: columns * rows },
      (_, i) => [i % columns, Math.floor(i / columns)] as const,
    );
    await runSideBySide(addresses, async ([column, row]) => {
      source.assertRunning();
      const read = (x: number, y: number) => pack.read(zoom + 1, x, y);
      store(zoom, column, row, await joinTiles(read, column, row, source.coding));
    });
    pack.flush();
  }
}

function countBlockTiles(block: PixelWindow, depth: number): number {
  let count = 0;
  for (let halvings = 0; halvings <= depth; halvings++) count += countTiles(block, halvings);
  return count;
}
