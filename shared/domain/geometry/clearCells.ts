import { hasEdgeNear, type IndexedRings } from './indexRings.ts';
import { locateInRings } from './locateInRings.ts';
import type { Bounds } from './multiPolygon.ts';

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

/**
 * Lays a grid over a long outline and remembers of each cell, once it is asked for, on which side it lies where no edge
 * comes near: most plots in the bounds of a red line are nowhere near the line. An answer is exact, because a box that
 * lies in cells without an edge has none near. Undefined where the outlines are too short for it to pay.
 */
export function createClearCells(rings: IndexedRings): ClearCells | undefined {
  const edges = rings.rings.reduce((sum, ring) => sum + ring.edges, 0);
  if (edges < FEWEST_EDGES) return undefined;
  const side = Math.min(MOST_CELLS_ON_A_SIDE, Math.ceil(Math.sqrt(edges / EDGES_PER_CELL)));
  const { minX: west, minY: south } = rings;
  const width = (rings.maxX - west) / side;
  const height = (rings.maxY - south) / side;
  const cells = new Uint8Array(side * side);

  const look = (column: number, row: number): number => {
    const [x0, y0] = [west + column * width, south + row * height];
    const [x1, y1] = [west + (column + 1) * width, south + (row + 1) * height];
    for (const ring of rings.rings) if (hasEdgeNear(ring, x0, y0, x1, y1)) return CROSSED;
    return locateInRings((x0 + x1) / 2, (y0 + y1) / 2, rings) === 'inside' ? INSIDE : OUTSIDE;
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
        if (cells[cell] === UNKNOWN) cells[cell] = look(column, row);
        place = cells[cell] as number;
        if (place === CROSSED) return undefined;
      }
    }
    return place === INSIDE ? 'inside' : 'outside';
  };
}
