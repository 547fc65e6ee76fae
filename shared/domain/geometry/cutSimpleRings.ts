import { computeSignedRingArea } from './computePlanarArea.ts';
import { locatePointInRing } from './locatePoint.ts';
import type { MultiPolygon, Ring } from './multiPolygon.ts';
import { orientation } from './orientation.ts';
import { reverseRing } from './orientRings.ts';

/** Crossings nearer to each other than this share of an edge may be told in the wrong order. */
const LEAST_SPACING = 1e-7;

interface Crossing {
  readonly x: number;
  readonly y: number;
  /** Along either ring: number of the edge and share of it. */
  readonly onFirst: number;
  readonly onSecond: number;
  /** The first ring goes into the second here; else it comes out. */
  readonly enters: boolean;
}

export interface RingCut {
  readonly inside: MultiPolygon;
  readonly outside: MultiPolygon;
}

/**
 * Cuts a ring by another, both simple (isSimplePolygon), where they cross in plain sight: every pair of edges is either
 * apart or crosses within both, which is decided exactly. Undefined where a vertex lies on an edge, edges coincide, or
 * crossings crowd together: those are for GEOS. Most cuts are of the first kind, and this takes a tenth of its time.
 *
 * The walk of Weiler and Atherton (1977): along the first ring, and at every crossing over to the other, forwards for
 * what is inside and backwards for what is outside. Neither has holes, except where the second ring lies in the first.
 */
export function cutSimpleRings(first: Ring, second: Ring): RingCut | undefined {
  const a = toCounterClockwise(first);
  const b = toCounterClockwise(second);
  const crossings = findCrossings(a, b);
  if (crossings === undefined) return undefined;
  if (crossings.length === 0) return cutWithoutCrossing(a, b);
  const alongFirst = sortAlong(crossings, ({ onFirst }) => onFirst);
  const alongSecond = sortAlong(crossings, ({ onSecond }) => onSecond);
  if (alongFirst === undefined || alongSecond === undefined) return undefined;
  const placeOnFirst = indexPlaces(alongFirst);
  const placeOnSecond = indexPlaces(alongSecond);
  const trace = (isInside: boolean): MultiPolygon | undefined => {
    const done = new Set<Crossing>();
    const polygons: Ring[][] = [];
    for (const start of alongFirst) {
      if (start.enters !== isInside || done.has(start)) continue;
      const ring: number[] = [];
      let at = start;
      do {
        if (done.has(at)) return undefined;
        done.add(at);
        const end = step(alongFirst, placeOnFirst, at, 1);
        appendRun(ring, a, at, at.onFirst, end.onFirst);
        at = step(alongSecond, placeOnSecond, end, isInside ? 1 : -1);
        if (isInside) appendRun(ring, b, end, end.onSecond, at.onSecond);
        else appendRunBack(ring, b, end, end.onSecond, at.onSecond);
      } while (at !== start);
      ring.push(ring[0] as number, ring[1] as number);
      if (ring.length < 8) return undefined;
      polygons.push([Float64Array.from(ring)]);
    }
    return polygons;
  };
  const inside = trace(true);
  const outside = trace(false);
  return inside === undefined || outside === undefined ? undefined : { inside, outside };
}

function toCounterClockwise(ring: Ring): Ring {
  return computeSignedRingArea(ring) < 0 ? reverseRing(ring) : ring;
}

/** One ring lies in the other, or they are apart. */
function cutWithoutCrossing(a: Ring, b: Ring): RingCut | undefined {
  if (locatePointInRing(b[0] as number, b[1] as number, a) === 'inside') {
    return { inside: [[b]], outside: [[a, reverseRing(b)]] };
  }
  const isCovered = locatePointInRing(a[0] as number, a[1] as number, b) === 'inside';
  return isCovered ? { inside: [[a]], outside: [] } : { inside: [], outside: [[a]] };
}

/** All crossings; undefined where some pair of edges touches or nearly does. */
function findCrossings(a: Ring, b: Ring): Crossing[] | undefined {
  const crossings: Crossing[] = [];
  const box = boundsOf(a);
  for (let j = 0; j + 3 < b.length; j += 2) {
    const cx = b[j] as number;
    const cy = b[j + 1] as number;
    const dx = b[j + 2] as number;
    const dy = b[j + 3] as number;
    const lowX = Math.min(cx, dx);
    const highX = Math.max(cx, dx);
    const lowY = Math.min(cy, dy);
    const highY = Math.max(cy, dy);
    if (highX < box.minX || lowX > box.maxX || highY < box.minY || lowY > box.maxY) continue;
    for (let i = 0; i + 3 < a.length; i += 2) {
      const ax = a[i] as number;
      const bx = a[i + 2] as number;
      if ((ax < lowX && bx < lowX) || (ax > highX && bx > highX)) continue;
      const ay = a[i + 1] as number;
      const by = a[i + 3] as number;
      if ((ay < lowY && by < lowY) || (ay > highY && by > highY)) continue;
      const start = orientation(cx, cy, dx, dy, ax, ay);
      const end = orientation(cx, cy, dx, dy, bx, by);
      if (start * end > 0) continue;
      const from = orientation(ax, ay, bx, by, cx, cy);
      const to = orientation(ax, ay, bx, by, dx, dy);
      if (from * to > 0) continue;
      if (start * end * from * to === 0) return undefined;
      // distances of the ends from the other edge's line, up to a common factor
      const ux = bx - ax;
      const uy = by - ay;
      const vx = dx - cx;
      const vy = dy - cy;
      const scale = ux * vy - uy * vx;
      const shareOfFirst = ((cx - ax) * vy - (cy - ay) * vx) / scale;
      const shareOfSecond = ((cx - ax) * uy - (cy - ay) * ux) / scale;
      if (!(isWithin(shareOfFirst) && isWithin(shareOfSecond))) return undefined;
      crossings.push({
        ...{ x: ax + shareOfFirst * ux, y: ay + shareOfFirst * uy },
        ...{ onFirst: i / 2 + shareOfFirst, onSecond: j / 2 + shareOfSecond },
        enters: end > 0,
      });
    }
  }
  return crossings;
}

function boundsOf(ring: Ring) {
  const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    if (x < box.minX) box.minX = x;
    if (x > box.maxX) box.maxX = x;
    if (y < box.minY) box.minY = y;
    if (y > box.maxY) box.maxY = y;
  }
  return box;
}

function isWithin(share: number): boolean {
  return share > LEAST_SPACING && share < 1 - LEAST_SPACING;
}

/** In the order of a ring; undefined where two are too near, or where going in and coming out do not take turns. */
function sortAlong(
  crossings: readonly Crossing[],
  place: (crossing: Crossing) => number,
): Crossing[] | undefined {
  const sorted = [...crossings].sort((a, b) => place(a) - place(b));
  for (let i = 0; i < sorted.length; i++) {
    const one = sorted[i] as Crossing;
    const next = sorted[(i + 1) % sorted.length] as Crossing;
    if (one.enters === next.enters) return undefined;
    if (i + 1 < sorted.length && place(next) - place(one) < LEAST_SPACING) return undefined;
  }
  return sorted;
}

function indexPlaces(crossings: readonly Crossing[]): Map<Crossing, number> {
  return new Map(crossings.map((crossing, index) => [crossing, index]));
}

function step(
  order: readonly Crossing[],
  places: ReadonlyMap<Crossing, number>,
  from: Crossing,
  by: 1 | -1,
): Crossing {
  return order[((places.get(from) as number) + by + order.length) % order.length] as Crossing;
}

/** The crossing and the vertices after it, up to the place `until` (which the next run begins with). */
function appendRun(target: number[], ring: Ring, at: Crossing, from: number, until: number): void {
  target.push(at.x, at.y);
  const count = ring.length / 2 - 1;
  const end = until > from ? until : until + count;
  for (let vertex = Math.floor(from) + 1; vertex <= end; vertex++) {
    const i = 2 * (vertex % count);
    target.push(ring[i] as number, ring[i + 1] as number);
  }
}

function appendRunBack(target: number[], ring: Ring, at: Crossing, from: number, until: number): void {
  target.push(at.x, at.y);
  const count = ring.length / 2 - 1;
  const end = until < from ? until : until - count;
  for (let vertex = Math.floor(from); vertex > end; vertex--) {
    const i = 2 * ((vertex + count) % count);
    target.push(ring[i] as number, ring[i + 1] as number);
  }
}
