import type { Bounds } from '../geometry/multiPolygon.ts';
import { type CoordinateSystem, findCoordinateSystem, listCoordinateSystems } from './coordinateSystem.ts';

/** China's land and the South China Sea islands, in degrees. */
const CHINA: Bounds = { minX: 73, minY: 3, maxX: 136, maxY: 54 };

/** Northings of that area, and eastings up to 400 km from a central meridian (a county may reach into the next zone). */
const NORTHINGS = { min: 330_000, max: 6_000_000 };
const EASTINGS = { min: 100_000, max: 900_000 };

/**
 * The systems that coordinates of unknown system could be in, likeliest first. A proposal for a person to
 * confirm, never to be applied: figures can tell the zone but not the datum, so a Xi'an 80 file looks the same.
 *
 * - degrees inside China: EPSG:4490; elsewhere on the globe: EPSG:4326;
 * - easting with zone prefix 25–45 or 13–23: that CGCS2000 3° or 6° zone;
 * - easting of six digits: every CGCS2000 3° central meridian;
 * - anything else, x and y swapped included: none.
 */
export function guessCoordinateSystems(bounds: Bounds): readonly CoordinateSystem[] {
  if (isWithin(bounds, CHINA)) return select(['EPSG:4490']);
  if (isWithin(bounds, { minX: -180, minY: -90, maxX: 180, maxY: 90 })) return select(['EPSG:4326']);
  if (bounds.minY < NORTHINGS.min || bounds.maxY > NORTHINGS.max) return [];
  const prefix = Math.floor(bounds.minX / 1_000_000);
  const easting = {
    min: bounds.minX - prefix * 1_000_000,
    max: bounds.maxX - prefix * 1_000_000,
  };
  if (!(easting.min >= EASTINGS.min && easting.max <= EASTINGS.max)) return [];
  return listCoordinateSystems().filter(
    (system) =>
      system.kind === 'projected' &&
      system.datum === 'CGCS2000' &&
      (prefix === 0
        ? system.zoneWidthDegrees === 3 && system.falseEastingMeters === 500_000
        : system.falseEastingMeters === prefix * 1_000_000 + 500_000),
  );
}

function isWithin(inner: Bounds, outer: Bounds): boolean {
  return (
    inner.minX >= outer.minX &&
    inner.minY >= outer.minY &&
    inner.maxX <= outer.maxX &&
    inner.maxY <= outer.maxY
  );
}

function select(codes: readonly string[]): CoordinateSystem[] {
  return codes.map(findCoordinateSystem).filter((system) => system !== undefined);
}
