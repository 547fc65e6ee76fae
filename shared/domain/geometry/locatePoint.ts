import type { MultiPolygon, Ring } from './multiPolygon.ts';
import { orientation } from './orientation.ts';

export type PointLocation = 'inside' | 'boundary' | 'outside';

/**
 * Where a point lies in a geometry, independent of GEOS and exact: polygons are the outer ring without the
 * holes, whatever the ring directions.
 */
export function locatePoint(x: number, y: number, geometry: MultiPolygon): PointLocation {
  for (const polygon of geometry) {
    let location: PointLocation = 'outside';
    for (const [index, ring] of polygon.entries()) {
      const inRing = locatePointInRing(x, y, ring);
      if (inRing === 'boundary') return 'boundary';
      if (index === 0) {
        location = inRing;
        if (inRing === 'outside') break;
      } else if (inRing === 'inside') {
        location = 'outside';
        break;
      }
    }
    if (location === 'inside') return 'inside';
  }
  return 'outside';
}

/** Where a point lies in one closed ring, by the winding number (so a doubled loop still counts as inside). */
export function locatePointInRing(x: number, y: number, ring: Ring): PointLocation {
  let winding = 0;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ax = ring[i] as number;
    const ay = ring[i + 1] as number;
    const bx = ring[i + 2] as number;
    const by = ring[i + 3] as number;
    if ((ay > y && by > y) || (ay < y && by < y)) continue;
    if (ay === by) {
      // Horizontal, at the height of the point.
      if ((ax <= x && x <= bx) || (bx <= x && x <= ax)) return 'boundary';
      continue;
    }
    const side = orientation(ax, ay, bx, by, x, y);
    if (side === 0) return 'boundary';
    if (ay <= y && by > y && side > 0) winding += 1;
    else if (by <= y && ay > y && side < 0) winding -= 1;
  }
  return winding === 0 ? 'outside' : 'inside';
}
