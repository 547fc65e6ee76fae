import { describe, expect, it } from 'vitest';
import { computeLengthMeters } from '../../../../../shared/domain/area/geodesicLength.ts';
import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../../shared/domain/crs/coordinateSystem.ts';

const system = (code: string) => findCoordinateSystem(code) as CoordinateSystem;

// Expected: pyproj 3.4.1 with PROJ 9.1.1, Geod(a=6378137, rf=298.257222101).line_length (Karney's algorithm);
// plane lines cut into 2,000 pieces, each unprojected by PROJ.
describe('the length of a line on the ellipsoid', () => {
  it('is that of the geodesics between longitudes and latitudes', () => {
    expect(computeLengthMeters(system('EPSG:4490'), [107, 31, 107.5, 31.2, 107.5, 30.9])).toBeCloseTo(
      85_865.19070150502,
      3,
    );
    expect(computeLengthMeters(system('EPSG:4490'), [107, 31, 120, 45])).toBeCloseTo(1_923_017.61179514, 2);
  });

  it('is not the length in the plane: far from the central meridian that is too long', () => {
    const zone36 = system('EPSG:4524');
    expect(
      computeLengthMeters(zone36, [36_452_300, 3_453_100, 36_452_480, 3_453_250, 36_452_610, 3_453_080]),
    ).toBeCloseTo(448.3043459372839, 4);
    expect(computeLengthMeters(zone36, [36_400_000, 3_453_100, 36_410_000, 3_453_100])).toBeCloseTo(
      9_998.88635846357,
      3,
    );
  });

  it('of one place is zero', () => {
    expect(computeLengthMeters(system('EPSG:4490'), [107, 31, 107, 31])).toBe(0);
  });
});
