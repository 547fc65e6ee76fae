import type { Ellipsoid } from '../crs/ellipsoid.ts';

/** The constants A to E of the official area formula for one ellipsoid, with its 2b². */
export interface TrapezoidCoefficients {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly twiceSemiMinorAxisSquared: number;
}

/** A to E as the series in e² that the rule prints, to e⁸ (国土调查办发〔2008〕32号, annex; domain reference §2.1). */
export function computeTrapezoidCoefficients(ellipsoid: Ellipsoid): TrapezoidCoefficients {
  const e2 = ellipsoid.eccentricitySquared;
  const e4 = e2 * e2;
  const e6 = e4 * e2;
  const e8 = e4 * e4;
  return {
    a: 1 + (3 / 6) * e2 + (30 / 80) * e4 + (35 / 112) * e6 + (630 / 2304) * e8,
    b: (1 / 6) * e2 + (15 / 80) * e4 + (21 / 112) * e6 + (420 / 2304) * e8,
    c: (3 / 80) * e4 + (7 / 112) * e6 + (180 / 2304) * e8,
    d: (1 / 112) * e6 + (45 / 2304) * e8,
    e: (5 / 2304) * e8,
    twiceSemiMinorAxisSquared: 2 * ellipsoid.semiMinorAxisMeters * ellipsoid.semiMinorAxisMeters,
  };
}

/**
 * Signed square metres between an edge and a reference meridian (the rule's step 2):
 *
 *   S = 2b²ΔL·[A sin(ΔB/2) cos Bm − B sin(3ΔB/2) cos 3Bm + C sin(5ΔB/2) cos 5Bm − D … + E …]
 *
 * `meanLongitude` is ΔL, the mean longitude of both ends from the reference meridian; latitudes run from
 * `fromLatitude` to `toLatitude`; all in radians. The multiple angles come from the recurrences
 * sin (k+2)u = 2 cos 2u · sin ku − sin (k−2)u and the same for cos, which keep full relative precision for
 * edges of centimetres.
 */
export function computeTrapezoidSquareMeters(
  coefficients: TrapezoidCoefficients,
  meanLongitude: number,
  fromLatitude: number,
  toLatitude: number,
): number {
  const half = (toLatitude - fromLatitude) / 2;
  const middle = (fromLatitude + toLatitude) / 2;
  const sin1 = Math.sin(half);
  const cos1 = Math.cos(middle);
  const turnSin = 2 - 4 * sin1 * sin1;
  const turnCos = 4 * cos1 * cos1 - 2;
  const sin3 = sin1 * (turnSin + 1);
  const cos3 = cos1 * (turnCos - 1);
  const sin5 = turnSin * sin3 - sin1;
  const cos5 = turnCos * cos3 - cos1;
  const sin7 = turnSin * sin5 - sin3;
  const cos7 = turnCos * cos5 - cos3;
  const sin9 = turnSin * sin7 - sin5;
  const cos9 = turnCos * cos7 - cos5;
  const { a, b, c, d, e, twiceSemiMinorAxisSquared } = coefficients;
  return (
    twiceSemiMinorAxisSquared *
    meanLongitude *
    (a * sin1 * cos1 - b * sin3 * cos3 + c * sin5 * cos5 - d * sin7 * cos7 + e * sin9 * cos9)
  );
}
