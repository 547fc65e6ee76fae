import type { IndexedRings } from './indexRings.ts';
import { locateInRings } from './locateInRings.ts';
import type { Bounds, Ring } from './multiPolygon.ts';

/** Outlines with fewer edges are looked through as fast. */
const FEWEST_EDGES = 64;
const EDGES_PER_CELL = 8;
const MOST_CELLS_ON_A_SIDE = 64;
/** A box over more cells than this is looked up without them. */
const MOST_CELLS_OF_A_BOX = 9;

const UNKNOWN = 0;
const INSIDE = 1;
const OUTSIDE = 2;
/** An edge is near. */
const CROSSED = 3;

/** Tells of a box whether it lies inside or outside of a geometry with all its area; undefined where that must be asked. */
export type ClearCells = (box: Bounds) => 'inside' | 'outside' | undefined;

interface Grid {
  /** Cells in a row, and rows. */
  readonly side: number;
  readonly west: number;
  readonly south: number;
  readonly width: number;
  readonly height: number;
  readonly cells: Uint8Array;
}

/**
 * Lays a grid over a long outline and notes the cells that edges come near; of each other one it remembers, once it is
 * asked for, on which side it lies: most plots in the bounds of a red line are nowhere near the line. An answer is exact,
 * because a box that lies in cells without an edge has none near. Undefined where the outlines are too short for it to pay.
 */
export function createClearCells(rings: IndexedRings): ClearCells | undefined {
  const edges = rings.rings.reduce((sum, ring) => sum + ring.edges, 0);
  if (edges < FEWEST_EDGES) return undefined;
  const side = Math.min(MOST_CELLS_ON_A_SIDE, Math.ceil(Math.sqrt(edges / EDGES_PER_CELL)));
  const { minX: west, minY: south } = rings;
  const width = (rings.maxX - west) / side;
  const height = (rings.maxY - south) / side;
  const cells = new Uint8Array(side * side);
  for (const { ring } of rings.rings) markCrossed({ side, west, south, width, height, cells }, ring);

  const findSide = (column: number, row: number): number => {
    const cell = row * side + column;
    const neighbours = [
      column > 0 ? cells[cell - 1] : UNKNOWN,
      column + 1 < side ? cells[cell + 1] : UNKNOWN,
      row > 0 ? cells[cell - side] : UNKNOWN,
      row + 1 < side ? cells[cell + side] : UNKNOWN,
    ];
    // no edge runs between two cells that none comes near
    const known = neighbours.find((place) => place === INSIDE || place === OUTSIDE);
    if (known !== undefined) return known;
    const x = west + (column + 0.5) * width;
    const y = south + (row + 0.5) * height;
    return locateInRings(x, y, rings) === 'inside' ? INSIDE : OUTSIDE;
  };

  return ({ minX, minY, maxX, maxY }) => {
    const firstColumn = Math.floor((minX - west) / width);
    const lastColumn = Math.floor((maxX - west) / width);
    const firstRow = Math.floor((minY - south) / height);
    const lastRow = Math.floor((maxY - south) / height);
    if (!(firstColumn >= 0 && firstRow >= 0 && lastColumn < side && lastRow < side)) return undefined;
    if ((lastColumn - firstColumn + 1) * (lastRow - firstRow + 1) > MOST_CELLS_OF_A_BOX) return undefined;
    // a quotient may be rounded over the border of a cell
    if (minX < west + firstColumn * width || maxX > west + (lastColumn + 1) * width) return undefined;
    if (minY < south + firstRow * height || maxY > south + (lastRow + 1) * height) return undefined;
    let place = UNKNOWN;
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) {
        const cell = row * side + column;
        if (cells[cell] === UNKNOWN) cells[cell] = findSide(column, row);
        place = cells[cell] as number;
        if (place === CROSSED) return undefined;
      }
    }
    return place === INSIDE ? 'inside' : 'outside';
  };
}

/** Marks every cell that the box of an edge meets; borders count. */
function markCrossed({ side, west, south, width, height, cells }: Grid, ring: Ring): void {
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ax = ring[i] as number;
    const ay = ring[i + 1] as number;
    const bx = ring[i + 2] as number;
    const by = ring[i + 3] as number;
    const firstColumn = findFirst(Math.min(ax, bx), west, width, side);
    const lastColumn = findLast(Math.max(ax, bx), west, width, side);
    const firstRow = findFirst(Math.min(ay, by), south, height, side);
    const lastRow = findLast(Math.max(ay, by), south, height, side);
    for (let row = firstRow; row <= lastRow; row++) {
      for (let column = firstColumn; column <= lastColumn; column++) cells[row * side + column] = CROSSED;
    }
  }
}

/** The first cell that reaches a coordinate. A quotient may be rounded over the border of a cell. */
function findFirst(at: number, start: number, size: number, side: number): number {
  const cell = Math.floor((at - start) / size);
  return Math.min(side - 1, Math.max(0, at <= start + cell * size ? cell - 1 : cell));
}

/** The last one. */
function findLast(at: number, start: number, size: number, side: number): number {
  const cell = Math.floor((at - start) / size);
  return Math.min(side - 1, at >= start + (cell + 1) * size ? cell + 1 : cell);
}
