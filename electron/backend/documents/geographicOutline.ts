import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { ListTable } from './listTable.ts';

/** Decimals of degrees that are written: a tenth of a millimetre. */
export const coordinateDecimals = 9;

/** Outline of row n in longitude and latitude (CGCS2000 taken as coincident with WGS84). */
export function toDegrees(table: Pick<ListTable, 'crsCode' | 'geometryOf'>, index: number): MultiPolygon {
  const from = findCoordinateSystem(table.crsCode) as CoordinateSystem;
  const to = findCoordinateSystem('EPSG:4490') as CoordinateSystem;
  return transformMultiPolygon(table.geometryOf(index), from, to);
}
