import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { TileLevel } from '../storage/geopackage/tilePyramid.ts';
import { tileSize } from './encodeTile.ts';
import type { PixelWindow } from './PixelReader.ts';
import type { PixelGrid } from './planGrid.ts';

/** How a pack is written: block after block, each with its own coarser levels. */
export interface PackPlan {
  /** Level 0 is one tile; each further level doubles, the last has the picture's own pixels. */
  readonly levels: readonly TileLevel[];
  readonly bounds: Bounds;
  /** How often a block is halved while it is read; the levels above are joined from finished tiles. */
  readonly depth: number;
  readonly blocks: readonly PixelWindow[];
  readonly tiles: number;
}

const deepest = 3;
/** Two stripes of a block's finest pixels and one of each coarser level are held at a time. */
const stripesHeld = 3;
const largestHeldBytes = 96 << 20;

/** Blocks start on tiles of every level they are halved to, and are as wide as memory allows. */
export function planPack(grid: PixelGrid, channels: 3 | 4): PackPlan {
  const { originX, originY, pixelSize, width, height } = grid;
  let last = 0;
  while (tileSize * 2 ** last < Math.max(width, height)) last++;
  const depth = Math.min(deepest, last);
  const step = tileSize * 2 ** depth;
  const columnsHeld = largestHeldBytes / (tileSize * channels * stripesHeld);
  const blockWidth = Math.max(1, Math.floor(columnsHeld / step)) * step;
  const blocks: PixelWindow[] = [];
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += blockWidth) {
      blocks.push({ x, y, width: Math.min(blockWidth, width - x), height: Math.min(step, height - y) });
    }
  }
  const levels = Array.from({ length: last + 1 }, (_, zoom) => ({
    zoom,
    columns: 2 ** zoom,
    rows: 2 ** zoom,
    resolution: pixelSize * 2 ** (last - zoom),
  }));
  return {
    levels,
    bounds: {
      minX: originX,
      maxY: originY,
      maxX: originX + width * pixelSize,
      minY: originY - height * pixelSize,
    },
    depth,
    blocks,
    tiles: levels.reduce((sum, { zoom }) => sum + countTiles(grid, last - zoom), 0),
  };
}

/** Columns and rows of tiles that hold something after a number of halvings. */
export function tilesAt({ width, height }: PixelWindow | PixelGrid, halvings: number) {
  const side = tileSize * 2 ** halvings;
  return { columns: Math.ceil(width / side), rows: Math.ceil(height / side) };
}

/** Tiles of a window or grid at one level. */
export function countTiles(area: PixelWindow | PixelGrid, halvings: number): number {
  const { columns, rows } = tilesAt(area, halvings);
  return columns * rows;
}
