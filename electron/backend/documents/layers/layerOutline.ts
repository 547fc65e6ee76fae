import { hash } from 'node:crypto';
import type { MultiPolygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { parseWkb } from '../../../../shared/domain/geometry/parseWkb.ts';
import { toDegrees } from '../geographicOutline.ts';
import { shapeDigest } from '../shapeDigest.ts';

/** A shape of a layer for formats in text; a line or a point is the only ring of the only polygon. */
export interface LayerOutline {
  readonly type: 'Point' | 'LineString' | 'MultiPolygon';
  readonly geometry: MultiPolygon;
}

/** A frozen shape in longitude and latitude as formats write it. Precondition: WKB this program stored. */
export function readLayerOutline(wkb: Uint8Array, crsCode: string): LayerOutline {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(`a stored shape is no WKB: ${parsed.failure.code}`);
  const { polygons, lines, points } = parsed.value;
  if (polygons.length > 0) return { type: 'MultiPolygon', geometry: toDegrees(polygons, crsCode) };
  const [line] = lines;
  if (line !== undefined) return { type: 'LineString', geometry: toDegrees([[line]], crsCode) };
  return { type: 'Point', geometry: toDegrees([[points]], crsCode) };
}

/** A fingerprint of a shape; of lines and points to the order of their vertices, which an arrow points along. */
export function digestOutline({ type, geometry }: LayerOutline): string {
  if (type === 'MultiPolygon') return shapeDigest(geometry);
  const vertices = geometry[0]?.[0] ?? new Float64Array();
  return `${vertices.length / 2} 点 ${hash('sha256', vertices, 'hex').slice(0, 12)}`;
}
