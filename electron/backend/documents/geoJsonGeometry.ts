import { orientRings } from '../../../shared/domain/geometry/orientRings.ts';
import type { LayerOutline } from './layers/layerOutline.ts';

type Position = readonly number[];

/** A geometry as RFC 7946 writes it. */
export type GeoJsonGeometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] };

/** Outer rings counter-clockwise, holes clockwise (RFC 7946, 3.1.6). */
export function toGeoJson({ type, geometry }: LayerOutline): GeoJsonGeometry {
  if (type === 'MultiPolygon') {
    const oriented = orientRings(geometry, 'counterClockwise');
    return { type, coordinates: oriented.map((polygon) => polygon.map(toPositions)) };
  }
  const positions = toPositions(geometry[0]?.[0] ?? new Float64Array());
  return type === 'LineString' ? { type, coordinates: positions } : { type, coordinates: positions[0] ?? [] };
}

export function fromGeoJson(given: GeoJsonGeometry): LayerOutline {
  const { type } = given;
  if (type === 'MultiPolygon') {
    const geometry = given.coordinates.map((polygon) => polygon.map(toRing));
    return { type, geometry };
  }
  const positions = type === 'LineString' ? given.coordinates : [given.coordinates];
  return { type, geometry: [[toRing(positions)]] };
}

function toPositions(ring: Float64Array): Position[] {
  return Array.from({ length: ring.length / 2 }, (_, at) => [
    ring[2 * at] as number,
    ring[2 * at + 1] as number,
  ]);
}

function toRing(positions: readonly Position[]): Float64Array {
  const ring = new Float64Array(2 * positions.length);
  for (const [at, [x = Number.NaN, y = Number.NaN]] of positions.entries()) ring.set([x, y], 2 * at);
  return ring;
}
