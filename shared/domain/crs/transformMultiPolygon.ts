import type { MultiPolygon, Ring } from '../geometry/multiPolygon.ts';
import type { CoordinateSystem } from './coordinateSystem.ts';
import { createTransform, type Transform } from './createTransform.ts';

/**
 * The geometry with every vertex converted; the input stays as it was. Vertices only: an edge is straight in
 * the frame it is given in, so a long edge moves a little between its ends (1 cm for 1 km, as the length squared).
 * Precondition: canTransform(from, to).
 */
export function transformMultiPolygon(
  geometry: MultiPolygon,
  from: CoordinateSystem,
  to: CoordinateSystem,
): MultiPolygon {
  if (from.code === to.code) return geometry;
  const transform = createTransform(from, to);
  return geometry.map((polygon) => polygon.map((ring) => transformRing(ring, transform)));
}

function transformRing(ring: Ring, transform: Transform): Ring {
  const out = new Float64Array(ring.length);
  for (let i = 0; i + 1 < ring.length; i += 2) transform(ring[i] as number, ring[i + 1] as number, out, i);
  return out;
}
