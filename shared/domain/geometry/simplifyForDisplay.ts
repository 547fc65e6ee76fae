import type { MultiPolygon, Polygon, Ring } from './multiPolygon.ts';

/**
 * Fewer vertices for drawing at a small scale: Douglas-Peucker on every ring, `tolerance` in CRS units (about half
 * a pixel). Rings that shrink to nothing are dropped. Rings may come to touch or cross, so the result is for
 * the screen only: never measure it and never overlay it. Not GEOS's simplifier, because that recurses once per
 * vertex in the worst case and overruns the 64 KB stack of the WASM build.
 */
export function simplifyForDisplay(geometry: MultiPolygon, tolerance: number): MultiPolygon {
  const polygons: Polygon[] = [];
  for (const polygon of geometry) {
    const rings: Ring[] = [];
    for (const [index, ring] of polygon.entries()) {
      const simplified = simplifyRing(ring, tolerance);
      if (simplified !== undefined) rings.push(simplified);
      else if (index === 0) break;
    }
    if (rings.length > 0) polygons.push(rings);
  }
  return polygons;
}

/** Undefined where fewer than three distinct vertices remain. */
function simplifyRing(ring: Ring, tolerance: number): Ring | undefined {
  const last = ring.length / 2 - 1;
  if (last < 3) return undefined;
  const keep = new Uint8Array(last + 1);
  const farthest = farthestVertex(ring);
  keep[0] = 1;
  keep[farthest] = 1;
  keep[last] = 1;
  const pending = [0, farthest, farthest, last];
  const limit = tolerance * tolerance;
  while (pending.length > 0) {
    const end = pending.pop() as number;
    const start = pending.pop() as number;
    const { index, squaredDistance } = farthestFromChord(ring, start, end);
    if (squaredDistance <= limit) continue;
    keep[index] = 1;
    pending.push(start, index, index, end);
  }
  const kept: number[] = [];
  for (let i = 0; i <= last; i++) {
    if (keep[i] === 1) kept.push(ring[2 * i] as number, ring[2 * i + 1] as number);
  }
  return kept.length < 8 ? undefined : Float64Array.from(kept);
}

/** The vertex farthest from the first one: the second fixed point of a closed ring. */
function farthestVertex(ring: Ring): number {
  let best = 0;
  let index = 1;
  for (let i = 1; i < ring.length / 2 - 1; i++) {
    const dx = (ring[2 * i] as number) - (ring[0] as number);
    const dy = (ring[2 * i + 1] as number) - (ring[1] as number);
    const squared = dx * dx + dy * dy;
    if (squared > best) {
      best = squared;
      index = i;
    }
  }
  return index;
}

function farthestFromChord(
  ring: Ring,
  start: number,
  end: number,
): { index: number; squaredDistance: number } {
  const ax = ring[2 * start] as number;
  const ay = ring[2 * start + 1] as number;
  const dx = (ring[2 * end] as number) - ax;
  const dy = (ring[2 * end + 1] as number) - ay;
  const squaredLength = dx * dx + dy * dy;
  let index = start;
  let squaredDistance = 0;
  for (let i = start + 1; i < end; i++) {
    const px = (ring[2 * i] as number) - ax;
    const py = (ring[2 * i + 1] as number) - ay;
    const position = squaredLength === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / squaredLength));
    const ex = px - position * dx;
    const ey = py - position * dy;
    const squared = ex * ex + ey * ey;
    if (squared > squaredDistance) {
      squaredDistance = squared;
      index = i;
    }
  }
  return { index, squaredDistance };
}
