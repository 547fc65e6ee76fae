import { boxEdges } from './indexRings.ts';
import type { Polygon, Ring } from './multiPolygon.ts';
import { orientation } from './orientation.ts';

/** Edges that share a box: every two of them are compared. */
const EDGES_PER_BOX = 8;
/** Boxes of edges that are compared with each, on average, before a ring is left to GEOS. */
const BOXES_PER_BOX = 800;

/**
 * True where the polygon is one ring that nowhere meets itself: then it is valid, and GEOS need not be asked. False
 * says nothing: holes, touching edges, repeated vertices and rings too entangled to be told cheaply are left to GEOS.
 * Exact for all finite coordinates.
 */
export function isSimplePolygon(polygon: Polygon): boolean {
  const [ring] = polygon;
  if (ring === undefined || polygon.length !== 1 || ring.length < 8) return false;
  const count = ring.length / 2 - 1;
  if (ring[0] !== ring[2 * count] || ring[1] !== ring[2 * count + 1]) return false;
  if (!turnsFreely(ring, count)) return false;
  const boxes = boxEdges(ring, count, EDGES_PER_BOX);
  return boxes.length === 0 ? meetsNowhere(ring, count) : meetsNowhereBoxed(ring, boxes, count);
}

/** Every edge has some length, and its successor does not run back over it. */
function turnsFreely(ring: Ring, count: number): boolean {
  let ax = ring[2 * count - 2] as number;
  let ay = ring[2 * count - 1] as number;
  let bx = ring[0] as number;
  let by = ring[1] as number;
  for (let next = 2; next <= 2 * count; next += 2) {
    const cx = ring[next] as number;
    const cy = ring[next + 1] as number;
    if ((ax === bx && ay === by) || !(Math.abs(ax + ay) < Infinity)) return false;
    const ahead = (bx - ax) * (cx - bx) + (by - ay) * (cy - by);
    if (!(ahead > 0) && orientation(ax, ay, bx, by, cx, cy) === 0) return false;
    ax = bx;
    ay = by;
    bx = cx;
    by = cy;
  }
  return true;
}

function meetsNowhere(ring: Ring, count: number): boolean {
  for (let edge = 0; edge + 2 < count; edge++) {
    if (!isApartFrom(ring, edge, edge + 2, count, count)) return false;
  }
  return true;
}

/** True where an edge has no point in common with any of a run of others, but those that follow or precede it. */
function isApartFrom(ring: Ring, edge: number, first: number, end: number, count: number): boolean {
  const ax = ring[2 * edge] as number;
  const ay = ring[2 * edge + 1] as number;
  const bx = ring[2 * edge + 2] as number;
  const by = ring[2 * edge + 3] as number;
  const minX = Math.min(ax, bx);
  const maxX = Math.max(ax, bx);
  const minY = Math.min(ay, by);
  const maxY = Math.max(ay, by);
  for (let other = first; other < end; other++) {
    const cx = ring[2 * other] as number;
    const dx = ring[2 * other + 2] as number;
    if ((cx > maxX && dx > maxX) || (cx < minX && dx < minX)) continue;
    const cy = ring[2 * other + 1] as number;
    const dy = ring[2 * other + 3] as number;
    if ((cy > maxY && dy > maxY) || (cy < minY && dy < minY)) continue;
    const distance = Math.abs(edge - other);
    if (distance <= 1 || distance === count - 1) continue;
    const isAcross =
      orientation(ax, ay, bx, by, cx, cy) * orientation(ax, ay, bx, by, dx, dy) <= 0 &&
      orientation(cx, cy, dx, dy, ax, ay) * orientation(cx, cy, dx, dy, bx, by) <= 0;
    if (isAcross) return false;
  }
  return true;
}

/** Goes through the boxes of runs of edges from west to east: only edges of boxes that meet are compared. */
function meetsNowhereBoxed(ring: Ring, boxes: Float64Array, count: number): boolean {
  const total = boxes.length / 4;
  const west = (box: number): number => boxes[4 * box] as number;
  const order = new Uint32Array(total).map((_, box) => box).sort((a, b) => west(a) - west(b));
  const ways = new Uint8Array(total).map((_, box) => findWays(ring, box * EDGES_PER_BOX, count));
  const active = new Uint32Array(total);
  let activeCount = 0;
  let budget = BOXES_PER_BOX * total;
  for (const box of order) {
    const from = west(box);
    let kept = 0;
    budget -= activeCount;
    if (budget < 0) return false;
    for (let k = 0; k < activeCount; k++) {
      const other = active[k] as number;
      if ((boxes[4 * other + 2] as number) < from) continue;
      active[kept++] = other;
      if (areBoxesApart(boxes, box, other)) continue;
      const isOneWay = Math.abs(box - other) === 1 && ((ways[box] as number) & (ways[other] as number)) !== 0;
      if (!isOneWay && !areRunsApart(ring, boxes, box, other, count)) return false;
    }
    activeCount = kept;
    active[activeCount++] = box;
    if (ways[box] === 0 && !areRunsApart(ring, boxes, box, box, count)) return false;
  }
  return true;
}

/** In which of four ways (east, west, north, south) all edges of a box run on; such a run does not meet itself. */
function findWays(ring: Ring, first: number, count: number): number {
  const end = Math.min(count, first + EDGES_PER_BOX);
  let ways = 15;
  for (let i = 2 * first; i < 2 * end; i += 2) {
    const east = (ring[i + 2] as number) - (ring[i] as number);
    const north = (ring[i + 3] as number) - (ring[i + 1] as number);
    ways &= (east > 0 ? 1 : east < 0 ? 2 : 0) | (north > 0 ? 4 : north < 0 ? 8 : 0);
  }
  return ways;
}

function areBoxesApart(boxes: Float64Array, a: number, b: number): boolean {
  return (
    (boxes[4 * a + 1] as number) > (boxes[4 * b + 3] as number) ||
    (boxes[4 * a + 3] as number) < (boxes[4 * b + 1] as number)
  );
}

/** Compares the edges of one box that reach into the other with the other's edges. */
function areRunsApart(ring: Ring, boxes: Float64Array, one: number, other: number, count: number): boolean {
  const minX = boxes[4 * other] as number;
  const minY = boxes[4 * other + 1] as number;
  const maxX = boxes[4 * other + 2] as number;
  const maxY = boxes[4 * other + 3] as number;
  const end = Math.min(count, (one + 1) * EDGES_PER_BOX);
  const otherEnd = Math.min(count, (other + 1) * EDGES_PER_BOX);
  for (let i = one * EDGES_PER_BOX; i < end; i++) {
    const ax = ring[2 * i] as number;
    const ay = ring[2 * i + 1] as number;
    const bx = ring[2 * i + 2] as number;
    const by = ring[2 * i + 3] as number;
    if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
    if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue;
    const first = one === other ? i + 2 : other * EDGES_PER_BOX;
    if (!isApartFrom(ring, i, first, otherEnd, count)) return false;
  }
  return true;
}
