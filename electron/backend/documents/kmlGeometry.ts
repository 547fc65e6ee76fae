import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { orientRings } from '../../../shared/domain/geometry/orientRings.ts';
import { coordinateDecimals } from './geographicOutline.ts';
import type { LayerOutline } from './layers/layerOutline.ts';

/** A geometry in degrees as KML writes it: outer rings counter-clockwise. */
export function renderKmlGeometry({ type, geometry }: LayerOutline): string {
  if (type !== 'MultiPolygon') {
    return `<${type}>${renderCoordinates(geometry[0]?.[0] ?? new Float64Array())}</${type}>`;
  }
  const polygons = orientRings(geometry, 'counterClockwise').map(
    (polygon) =>
      `<Polygon>${polygon.map((ring, place) => renderBoundary(ring, place === 0 ? 'outer' : 'inner')).join('')}</Polygon>`,
  );
  return `<MultiGeometry>${polygons.join('')}</MultiGeometry>`;
}

/** The geometry of a Placemark this program wrote. */
export function parseKmlGeometry(placemark: string): LayerOutline {
  const other = /<(Point|LineString)>/.exec(placemark)?.[1] as 'Point' | 'LineString' | undefined;
  if (other !== undefined) return { type: other, geometry: [parseRings(placemark)] };
  const geometry = [...placemark.matchAll(/<Polygon>([\s\S]*?)<\/Polygon>/g)].map(([, polygon = '']) =>
    parseRings(polygon),
  );
  return { type: 'MultiPolygon', geometry };
}

function renderBoundary(ring: Ring, side: 'outer' | 'inner'): string {
  const boundary = `${side}BoundaryIs`;
  return `<${boundary}><LinearRing>${renderCoordinates(ring)}</LinearRing></${boundary}>`;
}

function renderCoordinates(ring: Ring): string {
  const positions: string[] = [];
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const longitude = (ring[i] as number).toFixed(coordinateDecimals);
    positions.push(`${longitude},${(ring[i + 1] as number).toFixed(coordinateDecimals)}`);
  }
  return `<coordinates>${positions.join(' ')}</coordinates>`;
}

function parseRings(text: string): Float64Array[] {
  return [...text.matchAll(/<coordinates>([\s\S]*?)<\/coordinates>/g)].map(([, ring = '']) =>
    Float64Array.from(
      ring
        .trim()
        .split(/\s+/)
        .flatMap((position) => position.split(',').slice(0, 2).map(Number)),
    ),
  );
}
