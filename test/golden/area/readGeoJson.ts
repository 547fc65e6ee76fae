import { readFileSync } from 'node:fs';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

type Rings = [number, number][][];
interface AreaGeometry {
  readonly type: 'Polygon' | 'MultiPolygon';
  readonly coordinates: Rings | Rings[];
}

/** The area geometry a GeoJSON file consists of. */
export function readGeoJsonGeometry(path: string): MultiPolygon {
  return toMultiPolygon(JSON.parse(readFileSync(path, 'utf8')) as AreaGeometry);
}

interface Topology {
  readonly transform: { readonly scale: [number, number]; readonly translate: [number, number] };
  readonly arcs: readonly (readonly [number, number][])[];
  readonly objects: Record<string, { readonly geometries: readonly TopologyGeometry[] }>;
}
interface TopologyGeometry {
  readonly type: 'Polygon' | 'MultiPolygon' | null;
  readonly arcs: number[][] | number[][][];
}

/** Every geometry of a quantised TopoJSON file's only object, in file order. */
export function readTopoJsonGeometries(path: string): MultiPolygon[] {
  const { transform, arcs, objects } = JSON.parse(readFileSync(path, 'utf8')) as Topology;
  const lines = arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]): [number, number] => {
      x += dx;
      y += dy;
      return [
        x * transform.scale[0] + transform.translate[0],
        y * transform.scale[1] + transform.translate[1],
      ];
    });
  });
  const toRing = (indexes: readonly number[]) =>
    indexes.flatMap((index, position) => {
      const line = index < 0 ? (lines[~index] ?? []).toReversed() : (lines[index] ?? []);
      return position === 0 ? line : line.slice(1);
    });
  return Object.values(objects).flatMap(({ geometries }) =>
    geometries.map(({ type, arcs: parts }) => {
      if (type === 'Polygon') return toMultiPolygon({ type, coordinates: (parts as number[][]).map(toRing) });
      if (type === 'MultiPolygon') {
        const coordinates = (parts as number[][][]).map((polygon) => polygon.map(toRing));
        return toMultiPolygon({ type, coordinates });
      }
      return [];
    }),
  );
}

function toMultiPolygon({ type, coordinates }: AreaGeometry): MultiPolygon {
  const polygons = type === 'Polygon' ? [coordinates as Rings] : (coordinates as Rings[]);
  return polygons.map((rings) => rings.map((ring) => new Float64Array(ring.flat())));
}
