import { computeSignedRingArea } from './computePlanarArea.ts';
import type { Ring } from './multiPolygon.ts';
import { VertexSet } from './VertexSet.ts';

/**
 * Takes a ring that meets itself at vertices apart into rings that do not: those that run as the whole ring does
 * bound land (`outers`), those that run against it bound gaps (`holes`). Loops without area vanish.
 *
 *     a---b        b is passed twice: the inner loop b c d b is a hole that touches the outer ring,
 *     |  /|\       or, lying outside, a second part that touches the first
 *     | c-d |
 *     +-----+
 */
export function splitAtTouches(ring: Ring): {
  readonly outers: readonly Ring[];
  readonly holes: readonly Ring[];
} {
  const outers: Ring[] = [];
  const holes: Ring[] = [];
  const direction = Math.sign(computeSignedRingArea(ring));
  if (!hasRepeatedVertex(ring)) return { outers: direction === 0 ? [] : [ring], holes };
  for (const loop of findLoops(ring)) {
    const area = computeSignedRingArea(loop);
    if (area !== 0) (Math.sign(area) === direction ? outers : holes).push(loop);
  }
  return { outers, holes };
}

function hasRepeatedVertex(ring: Ring): boolean {
  const vertices = new VertexSet(ring.length / 2);
  for (let i = 0; i + 3 < ring.length; i += 2) {
    if (!vertices.add(ring[i] as number, ring[i + 1] as number)) return true;
  }
  return false;
}

/** Walks the ring and cuts off a loop whenever a vertex comes up that is still on the path. */
function findLoops(ring: Ring): Ring[] {
  const loops: Ring[] = [];
  const path: number[] = [];
  const positions = new Map<string, number>();
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    const key = `${x} ${y}`;
    const start = positions.get(key);
    if (start === undefined) {
      positions.set(key, path.length);
      path.push(x, y);
      continue;
    }
    const loop = path.slice(start);
    for (let j = 2; j < loop.length; j += 2) positions.delete(`${loop[j]} ${loop[j + 1]}`);
    path.length = start + 2;
    if (loop.length >= 6) loops.push(Float64Array.from([...loop, x, y]));
  }
  return loops;
}
