import type { Polygon, Ring } from './multiPolygon.ts';
import { orientation } from './orientation.ts';

/** Pairs of edges that are compared, per edge, before a long ring is left to GEOS. */
const PAIRS_PER_EDGE = 400;

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
  return count <= 24 ? meetsNowhere(ring, count) : meetsNowhereSwept(ring, count);
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
    const last = i === 0 ? count - 1 : count;
    for (let j = i + 2; j < last; j++) if (!areApart(ring, i, j)) return false;
  }
  return true;
}

/** Goes through the edges from one end of the ring to the other, along its longer side. */
function meetsNowhereSwept(ring: Ring, count: number): boolean {
  const axis = isWide(ring) ? 0 : 1;
  const low = new Float64Array(count);
  const high = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const a = ring[2 * i + axis] as number;
    const b = ring[2 * i + 2 + axis] as number;
    low[i] = Math.min(a, b);
    high[i] = Math.max(a, b);
  }
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (low[a] as number) - (low[b] as number),
  );
  const active = new Uint32Array(count);
  let activeCount = 0;
  let budget = PAIRS_PER_EDGE * count;
  for (const edge of order) {
    const at = low[edge] as number;
    let kept = 0;
    budget -= activeCount;
    if (budget < 0) return false;
    for (let k = 0; k < activeCount; k++) {
      const other = active[k] as number;
      if ((high[other] as number) < at) continue;
      active[kept++] = other;
      const distance = Math.abs(other - edge);
      if (distance > 1 && distance < count - 1 && !areApart(ring, edge, other)) return false;
    }
    activeCount = kept;
    active[activeCount++] = edge;
  }
  return true;
}

function isWide(ring: Ring): boolean {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return maxX - minX >= maxY - minY;
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
