import type { Ellipsoid } from '../../../shared/domain/crs/ellipsoid.ts';

/**
 * Geodesics for the oracles only: GeographicLib joins vertices by geodesics, the product by lines that are
 * straight in (longitude, equal-area latitude). Vincenty (1975), inverse and direct; good to 0.1 mm for edges
 * that are not nearly antipodal. Written apart from the product so that neither can hide the other's mistake.
 */

const DEGREE = Math.PI / 180;

/** The ring with every edge cut into `pieces` equal parts along its geodesic; longitude, latitude in degrees. */
export function densifyAlongGeodesics(
  ring: Float64Array,
  pieces: number,
  ellipsoid: Ellipsoid,
): Float64Array {
  const out: number[] = [ring[0] as number, ring[1] as number];
  for (let i = 2; i + 1 < ring.length; i += 2) {
    const start: [number, number] = [ring[i - 2] as number, ring[i - 1] as number];
    const end: [number, number] = [ring[i] as number, ring[i + 1] as number];
    const { azimuth, meters } = solveInverse(start, end, ellipsoid);
    for (let piece = 1; piece < pieces; piece++) {
      out.push(...solveDirect(start, azimuth, (meters * piece) / pieces, ellipsoid));
    }
    out.push(...end);
  }
  return new Float64Array(out);
}

function solveInverse(
  [lon1, lat1]: [number, number],
  [lon2, lat2]: [number, number],
  ellipsoid: Ellipsoid,
): { azimuth: number; meters: number } {
  const f = 1 / ellipsoid.inverseFlattening;
  const u1 = Math.atan((1 - f) * Math.tan(lat1 * DEGREE));
  const u2 = Math.atan((1 - f) * Math.tan(lat2 * DEGREE));
  const [s1, c1, s2, c2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  const difference = ((((lon2 - lon1 + 180) % 360) + 360) % 360) - 180;
  const longitude = difference * DEGREE;
  let lambda = longitude;
  for (let round = 0; round < 200; round++) {
    const y = c2 * Math.sin(lambda);
    const x = c1 * s2 - s1 * c2 * Math.cos(lambda);
    const sinSigma = Math.hypot(y, x);
    if (sinSigma === 0) return { azimuth: 0, meters: 0 };
    const cosSigma = s1 * s2 + c1 * c2 * Math.cos(lambda);
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = (c1 * c2 * Math.sin(lambda)) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2Middle = cos2Alpha === 0 ? 0 : cosSigma - (2 * s1 * s2) / cos2Alpha;
    const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
    const next =
      longitude +
      (1 - c) *
        f *
        sinAlpha *
        (sigma + c * sinSigma * (cos2Middle + c * cosSigma * (2 * cos2Middle * cos2Middle - 1)));
    if (Math.abs(next - lambda) < 1e-15 || round === 199) {
      const { a, b } = seriesAB(cos2Alpha * ellipsoid.secondEccentricitySquared);
      return {
        azimuth: Math.atan2(y, x),
        meters: ellipsoid.semiMinorAxisMeters * a * (sigma - deltaSigma(b, sinSigma, cosSigma, cos2Middle)),
      };
    }
    lambda = next;
  }
  throw new Error('unreachable');
}

function solveDirect(
  [lon1, lat1]: [number, number],
  azimuth: number,
  meters: number,
  ellipsoid: Ellipsoid,
): [number, number] {
  const f = 1 / ellipsoid.inverseFlattening;
  const u1 = Math.atan((1 - f) * Math.tan(lat1 * DEGREE));
  const [s1, c1] = [Math.sin(u1), Math.cos(u1)];
  const [sinAzimuth, cosAzimuth] = [Math.sin(azimuth), Math.cos(azimuth)];
  const sigma1 = Math.atan2(s1, c1 * cosAzimuth);
  const sinAlpha = c1 * sinAzimuth;
  const cos2Alpha = 1 - sinAlpha * sinAlpha;
  const { a, b } = seriesAB(cos2Alpha * ellipsoid.secondEccentricitySquared);
  const straight = meters / (ellipsoid.semiMinorAxisMeters * a);
  let sigma = straight;
  for (let round = 0; round < 50; round++) {
    const cos2Middle = Math.cos(2 * sigma1 + sigma);
    const next = straight + deltaSigma(b, Math.sin(sigma), Math.cos(sigma), cos2Middle);
    if (next === sigma) break;
    sigma = next;
  }
  const [sinSigma, cosSigma] = [Math.sin(sigma), Math.cos(sigma)];
  const cos2Middle = Math.cos(2 * sigma1 + sigma);
  const across = s1 * sinSigma - c1 * cosSigma * cosAzimuth;
  const latitude = Math.atan2(
    s1 * cosSigma + c1 * sinSigma * cosAzimuth,
    (1 - f) * Math.hypot(sinAlpha, across),
  );
  const lambda = Math.atan2(sinSigma * sinAzimuth, c1 * cosSigma - s1 * sinSigma * cosAzimuth);
  const c = (f / 16) * cos2Alpha * (4 + f * (4 - 3 * cos2Alpha));
  const longitude =
    lambda -
    (1 - c) *
      f *
      sinAlpha *
      (sigma + c * sinSigma * (cos2Middle + c * cosSigma * (2 * cos2Middle * cos2Middle - 1)));
  return [lon1 + longitude / DEGREE, latitude / DEGREE];
}

function seriesAB(u2: number): { a: number; b: number } {
  return {
    a: 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2))),
    b: (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2))),
  };
}

function deltaSigma(b: number, sinSigma: number, cosSigma: number, cos2Middle: number): number {
  const square = cos2Middle * cos2Middle;
  return (
    b *
    sinSigma *
    (cos2Middle +
      (b / 4) *
        (cosSigma * (2 * square - 1) -
          (b / 6) * cos2Middle * (4 * sinSigma * sinSigma - 3) * (4 * square - 3)))
  );
}
