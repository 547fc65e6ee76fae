import type { MultiPolygon, Ring } from '../../../../shared/domain/geometry/multiPolygon.ts';

interface MeasuredRing {
  readonly ring: Ring;
  /** Twice the signed area: negative for clockwise rings. */
  readonly twiceArea: number;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/**
 * Builds polygons from the flat ring list of a shapefile record: clockwise rings are outer rings, the others holes of
 * the smallest outer ring around them (ESRI Shapefile Technical Description, July 1998, "Polygon"). Where the writer
 * turned all rings the wrong way, a hole around which nothing lies is an outer ring. No ring is lost.
 */
export function assemblePolygons(rings: readonly Ring[]): MultiPolygon {
  if (rings.length === 1) return [[rings[0] as Ring]];
  const measured = rings.map(measureRing);
  const allReversed = measured.every(({ twiceArea }) => twiceArea >= 0);
  if (allReversed) return assembleByDepth(measured);
  const outers = measured.filter(({ twiceArea }) => twiceArea < 0);
  const holes = measured.filter(({ twiceArea }) => twiceArea >= 0);
  return attachHoles(outers, holes);
}

/** Without a usable direction: rings inside an odd number of others are holes. */
function assembleByDepth(rings: readonly MeasuredRing[]): MultiPolygon {
  const isHole = (ring: MeasuredRing) =>
    rings.filter((other) => other !== ring && holdsRing(other, ring)).length % 2 === 1;
  const holes = rings.filter(isHole);
  return attachHoles(
    rings.filter((ring) => !holes.includes(ring)),
    holes,
  );
}

function attachHoles(outers: readonly MeasuredRing[], holes: readonly MeasuredRing[]): MultiPolygon {
  const polygons = new Map(outers.map((outer) => [outer, [outer.ring]]));
  const orphans: Ring[][] = [];
  for (const hole of holes) {
    let home: MeasuredRing | undefined;
    for (const outer of outers) {
      if (home !== undefined && Math.abs(home.twiceArea) <= Math.abs(outer.twiceArea)) continue;
      if (holdsRing(outer, hole)) home = outer;
    }
    if (home === undefined) orphans.push([hole.ring]);
    else polygons.get(home)?.push(hole.ring);
  }
  return [...polygons.values(), ...orphans];
}

function measureRing(ring: Ring): MeasuredRing {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  let twiceArea = 0;
  // relative to the first vertex: eastings with a zone prefix would cost seven digits
  const originX = ring[0] as number;
  const originY = ring[1] as number;
  let previousX = 0;
  let previousY = 0;
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const x = ring[i] as number;
    const y = ring[i + 1] as number;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
    twiceArea += previousX * (y - originY) - (x - originX) * previousY;
    previousX = x - originX;
    previousY = y - originY;
  }
  return { ring, twiceArea, minX, minY, maxX, maxY };
}

/** Whether a vertex of `inner` that is not also one of the boundary lies inside `outer`. */
function holdsRing(outer: MeasuredRing, inner: MeasuredRing): boolean {
  if (
    inner.minX < outer.minX ||
    inner.maxX > outer.maxX ||
    inner.minY < outer.minY ||
    inner.maxY > outer.maxY
  ) {
    return false;
  }
  for (let i = 0; i + 1 < inner.ring.length; i += 2) {
    const side = locate(inner.ring[i] as number, inner.ring[i + 1] as number, outer.ring);
    if (side !== 'boundary') return side === 'inside';
  }
  return Math.abs(inner.twiceArea) < Math.abs(outer.twiceArea);
}

function locate(x: number, y: number, ring: Ring): 'inside' | 'outside' | 'boundary' {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ax = ring[i] as number;
    const ay = ring[i + 1] as number;
    const bx = ring[i + 2] as number;
    const by = ring[i + 3] as number;
    const cross = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (
      cross === 0 &&
      x >= Math.min(ax, bx) &&
      x <= Math.max(ax, bx) &&
      y >= Math.min(ay, by) &&
      y <= Math.max(ay, by)
    ) {
      return 'boundary';
    }
    if (ay > y !== by > y && cross > 0 === by > ay) inside = !inside;
  }
  return inside ? 'inside' : 'outside';
}
