import type { MultiPolygon, Polygon, Ring } from './multiPolygon.ts';

export interface TidiedRings {
  readonly geometry: MultiPolygon;
  /** Rings whose last vertex was not the first; it was added. */
  readonly closedRings: number;
  /** Rings of fewer than three different vertices: they have no area, and GEOS does not take them. */
  readonly droppedRings: number;
}

/**
 * Mends what is wrong with rings as lists of vertices, before any geometry is asked: for import, whose
 * report counts both. The area enclosed does not change. An outer ring that is dropped takes its holes along.
 */
export function tidyRings(geometry: MultiPolygon): TidiedRings {
  let closedRings = 0;
  let droppedRings = 0;
  const polygons: Polygon[] = [];
  for (const polygon of geometry) {
    const rings: Ring[] = [];
    for (const [index, ring] of polygon.entries()) {
      if (hasThreeVertices(ring)) {
        const closed = close(ring);
        if (closed !== ring) closedRings += 1;
        rings.push(closed);
      } else if (index === 0) {
        droppedRings += polygon.length;
        break;
      } else droppedRings += 1;
    }
    if (rings.length > 0) polygons.push(rings);
  }
  return { geometry: polygons, closedRings, droppedRings };
}

function hasThreeVertices(ring: Ring): boolean {
  const different: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < ring.length && different.length < 3; i += 2) {
    const [x, y] = [ring[i] as number, ring[i + 1] as number];
    if (!different.some(([otherX, otherY]) => otherX === x && otherY === y)) different.push([x, y]);
  }
  return different.length === 3;
}

function close(ring: Ring): Ring {
  const end = ring.length;
  if (ring[0] === ring[end - 2] && ring[1] === ring[end - 1]) return ring;
  const closed = new Float64Array(end + 2);
  closed.set(ring);
  closed[end] = ring[0] as number;
  closed[end + 1] = ring[1] as number;
  return closed;
}
