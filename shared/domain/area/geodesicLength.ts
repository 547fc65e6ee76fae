import { type CoordinateSystem, findCoordinateSystem } from '../crs/coordinateSystem.ts';
import { createTransform } from '../crs/createTransform.ts';
import { DATUMS } from '../crs/datum.ts';
import type { Ellipsoid } from '../crs/ellipsoid.ts';

const DEGREE = Math.PI / 180;
const LONGEST_EDGE_METERS = 70;
const ITERATIONS = 50;
const CONVERGED_RADIANS = 1e-13;

/**
 * Length in metres on the ellipsoid of a line of interleaved x, y in the given system. An edge is the straight line
 * of the plane, cut into pieces of 70 m at most as areas are; in a geographic system it is the geodesic.
 *
 * Precondition: a convertible system and finite coordinates.
 */
export function computeLengthMeters(system: CoordinateSystem, coordinates: ArrayLike<number>): number {
  const { datum, kind } = system;
  const { ellipsoid, geographicEpsg } = DATUMS[datum];
  const geographic = findCoordinateSystem(`EPSG:${geographicEpsg}`) as CoordinateSystem;
  const toDegrees = createTransform(system, geographic);
  const from = new Float64Array(2);
  const to = new Float64Array(2);
  let sum = 0;
  for (let i = 2; i + 1 < coordinates.length; i += 2) {
    const [x, y] = [coordinates[i - 2] as number, coordinates[i - 1] as number];
    const [east, north] = [(coordinates[i] as number) - x, (coordinates[i + 1] as number) - y];
    const pieces =
      kind === 'projected' ? Math.max(1, Math.ceil(Math.hypot(east, north) / LONGEST_EDGE_METERS)) : 1;
    toDegrees(x, y, from, 0);
    for (let piece = 1; piece <= pieces; piece++) {
      toDegrees(x + (east * piece) / pieces, y + (north * piece) / pieces, to, 0);
      sum += computeGeodesicMeters(ellipsoid, from, to);
      from.set(to);
    }
  }
  return sum;
}

/**
 * Length of the geodesic between two positions (longitude, latitude in degrees) by Vincenty's inverse formula
 * (Survey Review 176, 1975): better than 0.5 mm, except near the far side of the earth, where it does not converge.
 */
function computeGeodesicMeters(ellipsoid: Ellipsoid, from: ArrayLike<number>, to: ArrayLike<number>): number {
  const { semiMajorAxisMeters: a, semiMinorAxisMeters: b } = ellipsoid;
  const flattening = (a - b) / a;
  const reduced = (latitude: number) => Math.atan((1 - flattening) * Math.tan(latitude * DEGREE));
  const u1 = reduced(from[1] as number);
  const u2 = reduced(to[1] as number);
  const difference = ((to[0] as number) - (from[0] as number)) * DEGREE;
  if (difference === 0 && u1 === u2) return 0;
  const [sinU1, cosU1, sinU2, cosU2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let lambda = difference;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const [sinLambda, cosLambda] = [Math.sin(lambda), Math.cos(lambda)];
    const sinSigma = Math.hypot(cosU2 * sinLambda, cosU1 * sinU2 - sinU1 * cosU2 * cosLambda);
    const cosSigma = sinU1 * sinU2 + cosU1 * cosU2 * cosLambda;
    const sigma = Math.atan2(sinSigma, cosSigma);
    const sinAlpha = sinSigma === 0 ? 0 : (cosU1 * cosU2 * sinLambda) / sinSigma;
    const cos2Alpha = 1 - sinAlpha * sinAlpha;
    const cos2SigmaM = cos2Alpha === 0 ? 0 : cosSigma - (2 * sinU1 * sinU2) / cos2Alpha;
    const c = (flattening / 16) * cos2Alpha * (4 + flattening * (4 - 3 * cos2Alpha));
    const bend = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1);
    const next = difference + (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * bend);
    const converged = Math.abs(next - lambda) < CONVERGED_RADIANS;
    lambda = next;
    if (!converged) continue;
    const k = (cos2Alpha * (a * a - b * b)) / (b * b);
    const bigA = 1 + (k / 16384) * (4096 + k * (-768 + k * (320 - 175 * k)));
    const bigB = (k / 1024) * (256 + k * (-128 + k * (74 - 47 * k)));
    const twice = cos2SigmaM * cos2SigmaM;
    const correction =
      bigB *
      sinSigma *
      (cos2SigmaM +
        (bigB / 4) *
          (cosSigma * (2 * twice - 1) -
            (bigB / 6) * cos2SigmaM * (4 * sinSigma * sinSigma - 3) * (4 * twice - 3)));
    return b * bigA * (sigma - correction);
  }
  throw new RangeError('no geodesic: the positions are on opposite sides of the earth');
}
