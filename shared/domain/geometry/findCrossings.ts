import { createRuns, findRuns, type IndexedRing } from './indexRings.ts';
import type { Bounds } from './multiPolygon.ts';
import { orientation } from './orientation.ts';

/** Crossings nearer to each other than this share of an edge may be told in the wrong order. */
export const LEAST_SPACING = 1e-7;

const runsOfFirst = createRuns();
const runsOfSecond = createRuns();

/** Where two rings cross, both within an edge. */
export interface Crossing {
  readonly x: number;
  readonly y: number;
  /** Along either ring: number of the edge and share of it. */
  readonly onFirst: number;
  readonly onSecond: number;
  /** The first ring goes onto the land of the second here, and the second leaves that of the first; else vice versa. */
  readonly enters: boolean;
}

/**
 * All crossings of two rings in a window. Undefined where two edges touch or nearly do, which floating numbers cannot
 * put in order: a vertex on an edge, edges that coincide. Which edges cross is decided exactly.
 */
export function findCrossings(
  first: IndexedRing,
  second: IndexedRing,
  window: Bounds,
): Crossing[] | undefined {
  const crossings: Crossing[] = [];
  const a = first.ring;
  const b = second.ring;
  const near = findRuns(second, window.minX, window.minY, window.maxX, window.maxY, runsOfSecond);
  for (let run = 0; run < near; run += 2) {
    const last = 2 * (runsOfSecond.values[run + 1] as number);
    for (let j = 2 * (runsOfSecond.values[run] as number); j < last; j += 2) {
      const cx = b[j] as number;
      const cy = b[j + 1] as number;
      const dx = b[j + 2] as number;
      const dy = b[j + 3] as number;
      const minX = Math.max(Math.min(cx, dx), window.minX);
      const maxX = Math.min(Math.max(cx, dx), window.maxX);
      const minY = Math.max(Math.min(cy, dy), window.minY);
      const maxY = Math.min(Math.max(cy, dy), window.maxY);
      if (minX > maxX || minY > maxY) continue;
      const count = findRuns(first, minX, minY, maxX, maxY, runsOfFirst);
      for (let k = 0; k < count; k += 2) {
        const end = 2 * (runsOfFirst.values[k + 1] as number);
        for (let i = 2 * (runsOfFirst.values[k] as number); i < end; i += 2) {
          const ax = a[i] as number;
          const bx = a[i + 2] as number;
          if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
          const ay = a[i + 1] as number;
          const by = a[i + 3] as number;
          if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue;
          const start = orientation(cx, cy, dx, dy, ax, ay);
          const stop = orientation(cx, cy, dx, dy, bx, by);
          if (start * stop > 0) continue;
          const from = orientation(ax, ay, bx, by, cx, cy);
          const to = orientation(ax, ay, bx, by, dx, dy);
          if (from * to > 0) continue;
          if (start * stop * from * to === 0) return undefined;
          const ux = bx - ax;
          const uy = by - ay;
          const vx = dx - cx;
          const vy = dy - cy;
          const scale = ux * vy - uy * vx;
          const shareOfFirst = ((cx - ax) * vy - (cy - ay) * vx) / scale;
          const shareOfSecond = ((cx - ax) * uy - (cy - ay) * ux) / scale;
          if (!(isWithin(shareOfFirst) && isWithin(shareOfSecond))) return undefined;
          crossings.push({
            x: ax + shareOfFirst * ux,
            y: ay + shareOfFirst * uy,
            onFirst: i / 2 + shareOfFirst,
            onSecond: j / 2 + shareOfSecond,
            enters: stop > 0,
          });
        }
      }
    }
  }
  return crossings;
}

function isWithin(share: number): boolean {
  return share > LEAST_SPACING && share < 1 - LEAST_SPACING;
}
