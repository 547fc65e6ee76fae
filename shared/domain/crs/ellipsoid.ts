/** A reference ellipsoid with the constants the area and projection formulas use. Lengths in metres. */
export interface Ellipsoid {
  readonly name: string;
  /** a */
  readonly semiMajorAxisMeters: number;
  /** 1/α */
  readonly inverseFlattening: number;
  /** b = a(1 − α) */
  readonly semiMinorAxisMeters: number;
  /** e² = α(2 − α) */
  readonly eccentricitySquared: number;
  /** e′² = e²/(1 − e²) */
  readonly secondEccentricitySquared: number;
  /** c = a²/b, the polar radius of curvature */
  readonly polarRadiusMeters: number;
}

/** GB 22021-2008; EPSG ellipsoid 1024. */
export const CGCS2000_ELLIPSOID = createEllipsoid('CGCS2000', 6378137, 298.257222101);

/** EPSG ellipsoid 7030. */
export const WGS84_ELLIPSOID = createEllipsoid('WGS 84', 6378137, 298.257223563);

/** Xi'an 80; EPSG ellipsoid 7049. */
export const IAG1975_ELLIPSOID = createEllipsoid('IAG 1975', 6378140, 298.257);

/** Beijing 54; EPSG ellipsoid 7024. */
export const KRASSOWSKY_ELLIPSOID = createEllipsoid('Krassowsky 1940', 6378245, 298.3);

function createEllipsoid(name: string, semiMajorAxisMeters: number, inverseFlattening: number): Ellipsoid {
  const flattening = 1 / inverseFlattening;
  const semiMinorAxisMeters = semiMajorAxisMeters * (1 - flattening);
  const eccentricitySquared = flattening * (2 - flattening);
  return {
    name,
    semiMajorAxisMeters,
    inverseFlattening,
    semiMinorAxisMeters,
    eccentricitySquared,
    secondEccentricitySquared: eccentricitySquared / (1 - eccentricitySquared),
    polarRadiusMeters: (semiMajorAxisMeters * semiMajorAxisMeters) / semiMinorAxisMeters,
  };
}
