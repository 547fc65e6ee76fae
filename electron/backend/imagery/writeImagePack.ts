import sharp from 'sharp';
import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { initialiseGeoPackage } from '../storage/geopackage/initialiseGeoPackage.ts';
import {
  createTilePyramid,
  prepareTileInsert,
  readTile,
  type TileLevel,
} from '../storage/geopackage/tilePyramid.ts';
import { openDatabase } from '../storage/sqlite/openDatabase.ts';
import { encodeTile, type TileCoding, tileSize } from './encodeTile.ts';
import type { Canvas } from './openSheet.ts';
import type { PixelWindow } from './openTiffReader.ts';
import type { PixelGrid } from './planGrid.ts';

/** The one tile table of an image pack. */
export const packTable = 'tiles';

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
  /** 4 where pixels may be empty. */
  readonly channels: 3 | 4;
  /** Whether a block may be as wide as the grid and is cheapest so (strips), or square (tiles). */
  readonly prefersWideBlocks: boolean;
  readonly changedAtUtc: string;
  /** Paints a window of the grid with its top left at (0, 0) of the canvas. */
  readonly paint: (canvas: Canvas, window: PixelWindow) => Promise<void>;
  readonly assertRunning: () => void;
  readonly onTile: (done: number, total: number) => void;
}

const largestBlockBytes = 40 << 20;
const tallestBlock = 4096;
const encodersAtOnce = 6;
const batchSize = 128;

/**
 * Writes the tile pyramid of a grid into a new GeoPackage at `path`. Works block by block: each is painted once, its
 * own coarser levels are halved from the pixels, and the levels above the blocks from their finished tiles, so
 * memory does not grow with the picture. While a block is encoded the next one is read.
 */
export async function writeImagePack(source: PackSource): Promise<ImagePack> {
  const { grid, channels, coding } = source;
  const levels = planLevels(grid);
  const last = levels.length - 1;
  const bounds = boundsOf(grid);
  const block = planBlock(source, last);
  const total = countTiles(grid, last);
  const db = openDatabase(source.path, { create: true, journal: 'delete' });
  let tiles = 0;
  let bytes = 0;
  let visited = 0;
  try {
    db.transaction(() => {
      initialiseGeoPackage(db);
      const { title, crs, changedAtUtc } = source;
      createTilePyramid(db, { table: packTable, title, crs, bounds, tileSize, levels, changedAtUtc });
    });
    const insert = prepareTileInsert(db, packTable);
    let waiting: (readonly [number, number, number, Uint8Array])[] = [];
    const flush = () => {
      const batch = waiting;
      waiting = [];
      db.transaction(() => {
        for (const tile of batch) insert(...tile);
      });
    };
    const store = (zoom: number, column: number, row: number, data: Uint8Array | null) => {
      visited++;
      source.onTile(visited, total);
      if (data === null) return;
      tiles++;
      bytes += data.byteLength;
      waiting.push([zoom, column, row, data]);
      if (waiting.length >= batchSize) flush();
    };

    let encoding: Promise<void> = Promise.resolve();
    const spare: ArrayBuffer[] = [];
    try {
      for (let y = 0; y < grid.height; y += block.height) {
        for (let x = 0; x < grid.width; x += block.width) {
          source.assertRunning();
          const window = {
            x,
            y,
            width: Math.min(block.width, grid.width - x),
            height: Math.min(block.height, grid.height - y),
          };
          const canvas = createCanvas(window, 2 ** block.halvings, channels, spare);
          await source.paint(canvas, window);
          await encoding;
          encoding = encodeBlock(source, canvas, window, last, block.halvings, store).then(() => {
            spare.push(canvas.pixels.buffer as ArrayBuffer);
          });
          // an early failure must not count as unhandled while the next block is read
          encoding.catch(() => {});
        }
      }
    } finally {
      await encoding;
    }
    flush();

    for (let zoom = last - block.halvings - 1; zoom >= 0; zoom--) {
      const { columns, rows } = tilesAt(grid, last - zoom);
      const addresses = Array.from(
        { length: columns * rows },
        (_, i) => [i % columns, Math.floor(i / columns)] as const,
      );
      await runSideBySide(addresses, async ([column, row]) => {
        source.assertRunning();
        const read = (x: number, y: number) => readTile(db, packTable, zoom + 1, x, y);
        store(zoom, column, row, await joinChildren(read, column, row, coding));
      });
      flush();
    }
  } finally {
    db.close();
  }
  return { bounds, levels, tiles, bytes };
}

/**
 * A canvas whose sides can be halved as often as asked for. Memory of a finished block is taken again: freshly made
 * buffers of this size pile up until the collector comes round.
 */
function createCanvas(window: PixelWindow, multiple: number, channels: 3 | 4, spare: ArrayBuffer[]): Canvas {
  const width = Math.ceil(window.width / multiple) * multiple;
  const height = Math.ceil(window.height / multiple) * multiple;
  const bytes = width * height * channels;
  const used = spare.pop();
  const memory = used !== undefined && used.byteLength >= bytes ? used : new ArrayBuffer(bytes);
  const pixels = Buffer.from(memory, 0, bytes);
  if (memory === used) pixels.fill(0);
  return { pixels, width, height, channels };
}

async function encodeBlock(
  { coding, assertRunning }: PackSource,
  finest: Canvas,
  window: PixelWindow,
  last: number,
  halvings: number,
  store: (zoom: number, column: number, row: number, data: Uint8Array | null) => void,
): Promise<void> {
  let canvas = padByRepeating(finest, window);
  for (let halving = 0; halving <= halvings; halving++) {
    const scale = 2 ** halving;
    const width = Math.ceil(window.width / scale);
    const height = Math.ceil(window.height / scale);
    const firstColumn = window.x / scale / tileSize;
    const firstRow = window.y / scale / tileSize;
    const places: (readonly [number, number])[] = [];
    for (let y = 0; y < height; y += tileSize) {
      for (let x = 0; x < width; x += tileSize) places.push([x, y]);
    }
    const current = canvas;
    const next = halving < halvings ? halve(current) : null;
    await runSideBySide(places, async ([x, y]) => {
      assertRunning();
      const data = await encodeTile(current, x, y, width, height, coding);
      store(last - halving, firstColumn + x / tileSize, firstRow + y / tileSize, data);
    });
    if (next !== null) canvas = await next;
  }
}

/** Repeats the last column and row of an opaque picture over the padding, so that halving does not darken the rim. */
function padByRepeating(canvas: Canvas, window: PixelWindow): Canvas {
  const { pixels, width, height, channels } = canvas;
  if (channels === 4) return canvas;
  for (let row = 0; row < window.height && window.width < width; row++) {
    const edge = (row * width + window.width - 1) * channels;
    for (let column = window.width; column < width; column++) {
      pixels.copyWithin((row * width + column) * channels, edge, edge + channels);
    }
  }
  const edge = (window.height - 1) * width * channels;
  for (let row = window.height; row < height; row++) {
    pixels.copyWithin(row * width * channels, edge, edge + width * channels);
  }
  return canvas;
}

async function halve({ pixels, width, height, channels }: Canvas): Promise<Canvas> {
  const half = await sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false })
    .resize(width / 2, height / 2, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer();
  return { pixels: half, width: width / 2, height: height / 2, channels };
}

async function joinChildren(
  read: (column: number, row: number) => Uint8Array | undefined,
  column: number,
  row: number,
  coding: TileCoding,
): Promise<Uint8Array | null> {
  const side = tileSize * 2;
  const pixels = Buffer.alloc(side * side * 4);
  let hasAny = false;
  for (let dy = 0; dy < 2; dy++) {
    for (let dx = 0; dx < 2; dx++) {
      const child = read(column * 2 + dx, row * 2 + dy);
      if (child === undefined) continue;
      hasAny = true;
      const raw = await sharp(child).toColourspace('srgb').ensureAlpha().raw().toBuffer();
      for (let line = 0; line < tileSize; line++) {
        const target = ((dy * tileSize + line) * side + dx * tileSize) * 4;
        raw.copy(pixels, target, line * tileSize * 4, (line + 1) * tileSize * 4);
      }
    }
  }
  if (!hasAny) return null;
  const half = await halve({ pixels, width: side, height: side, channels: 4 });
  return encodeTile(half, 0, 0, tileSize, tileSize, coding);
}

async function runSideBySide<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: encodersAtOnce }, async () => {
      for (const item of queue) await run(item);
    }),
  );
}

/** Blocks start and end on tiles of every level they are halved to. */
function planBlock(
  { grid, channels, prefersWideBlocks }: PackSource,
  last: number,
): { width: number; height: number; halvings: number } {
  const rowBytes = Math.ceil(grid.width / tileSize) * tileSize * channels;
  for (let halvings = Math.min(last, Math.log2(tallestBlock / tileSize)); halvings >= 0; halvings--) {
    const side = tileSize * 2 ** halvings;
    if (prefersWideBlocks && rowBytes * side <= largestBlockBytes) {
      return { width: Math.ceil(grid.width / side) * side, height: side, halvings };
    }
    if (!prefersWideBlocks && side * side * channels <= largestBlockBytes) {
      return { width: side, height: side, halvings };
    }
  }
  const columns = Math.floor(largestBlockBytes / channels / tileSize / tileSize);
  return { width: columns * tileSize, height: tileSize, halvings: 0 };
}

function tilesAt(grid: PixelGrid, halvings: number): { columns: number; rows: number } {
  const side = tileSize * 2 ** halvings;
  return { columns: Math.ceil(grid.width / side), rows: Math.ceil(grid.height / side) };
}

function countTiles(grid: PixelGrid, last: number): number {
  let count = 0;
  for (let halving = 0; halving <= last; halving++) {
    const { columns, rows } = tilesAt(grid, halving);
    count += columns * rows;
  }
  return count;
}

function boundsOf({ originX, originY, pixelSize, width, height }: PixelGrid): Bounds {
  return {
    minX: originX,
    maxY: originY,
    maxX: originX + width * pixelSize,
    minY: originY - height * pixelSize,
  };
}

/** Level 0 is one tile; each further level doubles, the last has the picture's own pixels. */
function planLevels({ width, height, pixelSize }: PixelGrid): TileLevel[] {
  let last = 0;
  while (tileSize * 2 ** last < Math.max(width, height)) last++;
  return Array.from({ length: last + 1 }, (_, zoom) => ({
    zoom,
    columns: 2 ** zoom,
    rows: 2 ** zoom,
    resolution: pixelSize * 2 ** (last - zoom),
  }));
}
