import { boxEdges, EDGES_PER_BOX } from './indexRings.ts';
import type { Polygon, Ring } from './multiPolygon.ts';
import { orientation } from './orientation.ts';

/** Boxes of edges that are compared with each, on average, before a ring is left to GEOS. */
const BOXES_PER_BOX = 400;

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
  for (let edge = 0; edge < count; edge++) if (!turnsFreely(ring, edge, count)) return false;
  const boxes = boxEdges(ring, count);
  return boxes.length === 0 ? meetsNowhere(ring, count) : meetsNowhereBoxed(ring, boxes, count);
}

/** An edge of some length whose successor does not run back over it. */
function turnsFreely(ring: Ring, edge: number, count: number): boolean {
  const ax = ring[2 * edge] as number;
  const ay = ring[2 * edge + 1] as number;
  const bx = ring[2 * edge + 2] as number;
  const by = ring[2 * edge + 3] as number;
  const next = 2 * ((edge + 1) % count);
  const cx = ring[next + 2] as number;
  const cy = ring[next + 3] as number;
  if ((ax === bx && ay === by) || !(Math.abs(ax + ay) < Infinity)) return false;
  const ahead = (bx - ax) * (cx - bx) + (by - ay) * (cy - by);
  return ahead > 0 || orientation(ax, ay, bx, by, cx, cy) !== 0;
}

function meetsNowhere(ring: Ring, count: number): boolean {
  for (let i = 0; i + 2 < count; i++) {
    const ax = ring[2 * i] as number;
    const ay = ring[2 * i + 1] as number;
    const bx = ring[2 * i + 2] as number;
    const by = ring[2 * i + 3] as number;
    const [minX, maxX] = ax < bx ? [ax, bx] : [bx, ax];
    const [minY, maxY] = ay < by ? [ay, by] : [by, ay];
    const last = 2 * (i === 0 ? count - 1 : count);
    for (let j = 2 * i + 4; j < last; j += 2) {
      const cx = ring[j] as number;
      const dx = ring[j + 2] as number;
      if ((cx > maxX && dx > maxX) || (cx < minX && dx < minX)) continue;
      const cy = ring[j + 1] as number;
      const dy = ring[j + 3] as number;
      if ((cy > maxY && dy > maxY) || (cy < minY && dy < minY)) continue;
      if (!areApart(ring, i, j / 2)) return false;
    }
  }
  return true;
}

/** Goes through the boxes of runs of edges from west to east: only edges of boxes that meet are compared. */
function meetsNowhereBoxed(ring: Ring, boxes: Float64Array, count: number): boolean {
  const total = boxes.length / 4;
  const west = (box: number): number => boxes[4 * box] as number;
  const order = Uint32Array.from({ length: total }, (_, box) => box).sort((a, b) => west(a) - west(b));
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
      if (!areBoxesApart(boxes, box, other) && !areRunsApart(ring, boxes, box, other, count)) return false;
    }
    activeCount = kept;
    active[activeCount++] = box;
    if (!areRunsApart(ring, boxes, box, box, count)) return false;
  }
  return true;
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
    for (let j = one === other ? i + 2 : other * EDGES_PER_BOX; j < otherEnd; j++) {
      const distance = Math.abs(i - j);
      if (distance > 1 && distance < count - 1 && !areApart(ring, i, j)) return false;
    }
  }
  return true;
}

/** True where two edges have no point in common. */
function areApart(ring: Ring, first: number, second: number): boolean {
  const ax = ring[2 * first] as number;
  const ay = ring[2 * first + 1] as number;
  const bx = ring[2 * first + 2] as number;
  const by = ring[2 * first + 3] as number;
  const cx = ring[2 * second] as number;
  const cy = ring[2 * second + 1] as number;
  const dx = ring[2 * second + 2] as number;
  const dy = ring[2 * second + 3] as number;
  if (cx > ax && cx > bx && dx > ax && dx > bx) return true;
  if (cx < ax && cx < bx && dx < ax && dx < bx) return true;
  if (cy > ay && cy > by && dy > ay && dy > by) return true;
  if (cy < ay && cy < by && dy < ay && dy < by) return true;
  return (
    orientation(ax, ay, bx, by, cx, cy) * orientation(ax, ay, bx, by, dx, dy) > 0 ||
    orientation(cx, cy, dx, dy, ax, ay) * orientation(cx, cy, dx, dy, bx, by) > 0
  );
}
