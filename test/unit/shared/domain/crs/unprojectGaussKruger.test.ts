import { expect, it } from 'vitest';
import { createTransform } from '../../../../../shared/domain/crs/createTransform.ts';
import { unprojectGaussKruger } from '../../../../../shared/domain/crs/unprojectGaussKruger.ts';
import { requireSystem } from '../../../../support/coordinates.ts';
import footLatitudes from './foot-latitudes.json' with { type: 'json' };
import officialInverse from './official-inverse.json' with { type: 'json' };

const DEGREE = Math.PI / 180;

it.each(officialInverse.rows)(
  'is the printed formula, at %d m east and %d m north',
  (east, north, longitude, latitude) => {
    const out = new Float64Array(2);
    unprojectGaussKruger(east, north, out);
    expect(out[0]).toBeCloseTo(longitude, 14);
    expect(out[1]).toBeCloseTo(latitude, 14);
  },
);

it.each(footLatitudes.rows)(
  'keeps within 0.14 mm of the meridian arc at %i m north',
  (northMeters, latitude) => {
    const out = new Float64Array(2);
    unprojectGaussKruger(0, northMeters, out);
    expect(out[0]).toBe(0);
    expect(Math.abs((out[1] as number) / DEGREE - latitude) * 111_320).toBeLessThan(0.000_14);
  },
);

it('keeps within 0.14 mm of the rigorous inverse in a 3° zone and 0.4 mm in a 6° zone', () => {
  const toDegrees = createTransform(requireSystem('EPSG:4508'), requireSystem('EPSG:4490'));
  const rigorous = new Float64Array(2);
  const official = new Float64Array(2);
  for (let north = 2_000_000; north <= 5_500_000; north += 250_000) {
    for (let east = -320_000; east <= 320_000; east += 20_000) {
      toDegrees(500_000 + east, north, rigorous, 0);
      const [longitude = 0, latitude = 0] = rigorous;
      const fromMeridian = Math.abs(longitude - 111);
      if (fromMeridian > 3) continue;
      unprojectGaussKruger(east, north, official);
      const northError = ((official[1] as number) - latitude * DEGREE) * 6_378_137;
      const eastError =
        ((official[0] as number) - (longitude - 111) * DEGREE) * 6_378_137 * Math.cos(latitude * DEGREE);
      expect(Math.hypot(northError, eastError)).toBeLessThan(fromMeridian <= 1.5 ? 0.000_14 : 0.0004);
    }
  }
});

it('is symmetric about the central meridian', () => {
  const east = new Float64Array(2);
  const west = new Float64Array(2);
  unprojectGaussKruger(123_456.78, 3_453_100, east);
  unprojectGaussKruger(-123_456.78, 3_453_100, west);
  expect([west[0], west[1]]).toEqual([-(east[0] as number), east[1]]);
});
