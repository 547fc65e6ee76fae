import { computeSignedRingArea } from './computePlanarArea.ts';
import { locatePointInRing } from './locatePoint.ts';
import type { MultiPolygon, Polygon, Ring } from './multiPolygon.ts';

/**
 * Polygons of rings that do not meet: counter-clockwise ones bound land, clockwise ones are holes of the smallest
 * outer ring around them. Undefined for a hole in nothing and a ring without area.
 */
export function collectPolygons(rings: readonly Ring[]): MultiPolygon | undefined {
  const polygons: { readonly rings: Ring[]; readonly area: number }[] = [];
  const holes: Ring[] = [];
  for (const ring of rings) {
    const area = computeSignedRingArea(ring);
    if (area > 0) polygons.push({ rings: [ring], area });
    else if (area < 0) holes.push(ring);
    else return undefined;
  }
  for (const hole of holes) {
    const around = polygons.filter(
      ({ rings: [outer] }) =>
        outer !== undefined && locatePointInRing(hole[0] as number, hole[1] as number, outer) === 'inside',
    );
    const [smallest] = around.sort((a, b) => a.area - b.area);
    if (smallest === undefined) return undefined;
    smallest.rings.push(hole);
  }
  const geometry: Polygon[] = [];
  // not map, whose lists are of another kind than all others: what reads both would be compiled twice
  for (const polygon of polygons) geometry.push(polygon.rings);
  return geometry;
}
