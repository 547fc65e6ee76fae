import type { MultiPolygon, Ring } from '../geometry/multiPolygon.ts';

/** Vertices that cutting a feature into parts put on its boundary, by coordinate. */
export type Seams = ReadonlyMap<number, ReadonlySet<number>>;

/** Larger than rounding puts a seam off its edge, in units of the edge's length; far below any real corner. */
const COLLINEAR = 1e-9;

/**
 * The united parts without the vertices that only their seams brought, so that an area does not depend on where a
 * feature was cut: on the ellipsoid an edge with a vertex in it is another edge. A vertex goes where it is a seam's
 * and lies on the line between its neighbours; corners of the outermost parts stay.
 */
export function removeSeams(geometry: MultiPolygon, seams: Seams): MultiPolygon {
  return geometry.map((polygon) => polygon.map((ring) => cleanRing(ring, seams)));
}

/** Collects seam vertices of several parts. */
export function collectSeams(lists: readonly Float64Array[]): Seams {
  const seams = new Map<number, Set<number>>();
  for (const list of lists) {
    for (let i = 0; i + 1 < list.length; i += 2) {
      const x = list[i] as number;
      const ys = seams.get(x);
      if (ys === undefined) seams.set(x, new Set([list[i + 1] as number]));
      else ys.add(list[i + 1] as number);
    }
  }
  return seams;
}

function cleanRing(ring: Ring, seams: Seams): Ring {
  const count = ring.length / 2 - 1;
  const kept: number[] = [];
  for (let i = 0; i < count; i++) {
    const x = ring[2 * i] as number;
    const y = ring[2 * i + 1] as number;
    if (seams.get(x)?.has(y) && isOnLine(ring, count, i)) continue;
    kept.push(x, y);
  }
  if (kept.length === 2 * count || kept.length < 6) return ring;
  kept.push(kept[0] as number, kept[1] as number);
  return Float64Array.from(kept);
}

function isOnLine(ring: Ring, count: number, i: number): boolean {
  const before = 2 * ((i + count - 1) % count);
  const after = 2 * ((i + 1) % count);
  const ax = (ring[before] as number) - (ring[2 * i] as number);
  const ay = (ring[before + 1] as number) - (ring[2 * i + 1] as number);
  const bx = (ring[after] as number) - (ring[2 * i] as number);
  const by = (ring[after + 1] as number) - (ring[2 * i + 1] as number);
  const chord = Math.hypot(bx - ax, by - ay);
  return chord > 0 && ax * bx + ay * by < 0 && Math.abs(ax * by - ay * bx) <= COLLINEAR * chord * chord;
}
