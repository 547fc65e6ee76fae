/**
 * The one in-memory form of an area feature. Coordinates are interleaved x, y (x = east or longitude,
 * y = north or latitude) and rings are closed (first vertex repeated at the end), as in WKB.
 */
export type Ring = Float64Array;

/** Outer ring first, then holes. Ring direction carries no meaning. */
export type Polygon = readonly Ring[];

export type MultiPolygon = readonly Polygon[];

/** Axis-parallel bounds in the frame of the coordinates they were taken from. */
export interface Bounds {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Bounds of all outer rings; undefined for a geometry without vertices. */
export function computeBounds(geometry: MultiPolygon): Bounds | undefined {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (const polygon of geometry) {
    const outer = polygon[0];
    if (outer === undefined) continue;
    for (let i = 0; i + 1 < outer.length; i += 2) {
      const x = outer[i] as number;
      const y = outer[i + 1] as number;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  }
  return minX > maxX ? undefined : { minX, minY, maxX, maxY };
}
