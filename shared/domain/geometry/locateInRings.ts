import { createRuns, findRuns, type IndexedRings } from './indexRings.ts';
import type { PointLocation } from './locatePoint.ts';
import { orientation } from './orientation.ts';

const runs = createRuns();

/** Where a point lies in a valid geometry; exact, and in little time though an outline be long. */
export function locateInRings(x: number, y: number, { rings }: IndexedRings): PointLocation {
  let winding = 0;
  for (const indexed of rings) {
    const { ring } = indexed;
    // what lies wholly west of the point does not turn around it
    const count = findRuns(indexed, x, y, Infinity, y, runs);
    for (let run = 0; run < count; run += 2) {
      const last = 2 * (runs.values[run + 1] as number);
      for (let i = 2 * (runs.values[run] as number); i < last; i += 2) {
        const ay = ring[i + 1] as number;
        const by = ring[i + 3] as number;
        if ((ay > y && by > y) || (ay < y && by < y)) continue;
        const ax = ring[i] as number;
        const bx = ring[i + 2] as number;
        if (ax < x && bx < x) continue;
        if (ay === by) {
          if ((ax <= x && x <= bx) || (bx <= x && x <= ax)) return 'boundary';
          continue;
        }
        const side = orientation(ax, ay, bx, by, x, y);
        if (side === 0) return 'boundary';
        if (ay <= y && by > y && side > 0) winding += 1;
        else if (by <= y && ay > y && side < 0) winding -= 1;
      }
    }
  }
  return winding === 0 ? 'outside' : 'inside';
}
