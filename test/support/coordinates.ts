import { type CoordinateSystem, findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';
import type { Ring } from '../../shared/domain/geometry/multiPolygon.ts';

/** The system with this code; a test that names an unknown one is wrong. */
export function requireSystem(code: string): CoordinateSystem {
  const system = findCoordinateSystem(code);
  if (system === undefined) throw new Error(`no such coordinate system: ${code}`);
  return system;
}

/** A closed ring from its vertices, given east first and without the closing one. */
export function toRing(vertices: readonly (readonly (number | undefined)[])[]): Ring {
  const closed = [...vertices, vertices[0] ?? []];
  return new Float64Array(closed.flatMap(([x = Number.NaN, y = Number.NaN]) => [x, y]));
}
