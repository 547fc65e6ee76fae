import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import { canTransform, createTransform } from '../../../../shared/domain/crs/createTransform.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { listImagery } from './imagery.ts';
import { listLayers } from './layers.ts';

/** One degree of latitude. */
const metersPerDegree = 111_320;

/**
 * What a sweep has to cover, and the size of its cells in units of the project CRS: the newest images, as there is
 * nothing to see elsewhere; without images the layers. undefined where there is neither.
 */
export function readSweepBounds(
  db: ReadableDatabase,
  crs: CoordinateSystem,
  cellMeters: number,
): { readonly bounds: Bounds; readonly cellSize: number } | undefined {
  const images = listImagery(db);
  const newest = images
    .map(({ epoch }) => epoch)
    .sort()
    .at(-1);
  const parts = images
    .filter(({ epoch }) => epoch === newest)
    .flatMap(({ bounds, crs: code }) => boundsIn(bounds, findCoordinateSystem(code), crs));
  const from =
    parts.length > 0 ? parts : listLayers(db).flatMap(({ bounds }) => (bounds === null ? [] : [bounds]));
  if (from.length === 0) return undefined;
  const bounds = {
    minX: Math.min(...from.map(({ minX }) => minX)),
    minY: Math.min(...from.map(({ minY }) => minY)),
    maxX: Math.max(...from.map(({ maxX }) => maxX)),
    maxY: Math.max(...from.map(({ maxY }) => maxY)),
  };
  return { bounds, cellSize: crs.kind === 'geographic' ? cellMeters / metersPerDegree : cellMeters };
}

/** Bounds around the four corners after the conversion; none where systems cannot be converted. */
function boundsIn(bounds: Bounds, from: CoordinateSystem | undefined, to: CoordinateSystem): Bounds[] {
  if (from === undefined || !canTransform(from, to)) return [];
  const transform = createTransform(from, to);
  const out = new Float64Array(8);
  const { minX, minY, maxX, maxY } = bounds;
  const corners = [minX, minY, maxX, minY, maxX, maxY, minX, maxY];
  for (let i = 0; i < 8; i += 2) transform(corners[i] as number, corners[i + 1] as number, out, i);
  const xs = [...out].filter((_, i) => i % 2 === 0);
  const ys = [...out].filter((_, i) => i % 2 === 1);
  return [{ minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) }];
}
