import { findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';

/** True where coordinates are degrees. */
export function isGeographic(crs: string): boolean {
  return findCoordinateSystem(crs)?.kind === 'geographic';
}
