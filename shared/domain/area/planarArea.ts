import type { CoordinateSystem } from '../crs/coordinateSystem.ts';
import { computePlanarArea } from '../geometry/computePlanarArea.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';

/**
 * Square metres in the plane of the projection (outer rings minus holes, parts summed), shown beside the
 * ellipsoidal area for comparison with older ledgers. Undefined for a geographic system, whose degrees have no
 * planar area: "not computed", never zero.
 */
export function computePlanarSquareMeters(
  geometry: MultiPolygon,
  system: CoordinateSystem,
): number | undefined {
  return system.kind === 'geographic' ? undefined : computePlanarArea(geometry);
}
