import { describe, expect, it } from 'vitest';
import { locatePoint, locatePointInRing } from '../../../../../shared/domain/geometry/locatePoint.ts';
import { orientation } from '../../../../../shared/domain/geometry/orientation.ts';
import { ring, squareRing } from '../../../../support/buildPolygon.ts';

describe('orientation', () => {
  it('is exact where the plain determinant is noise', () => {
    // Kettner et al. 2008, figure 2: points a few units in the last place around 0.5 against the line 12-24.
    const step = 2 ** -53;
    for (let i = 0; i < 40; i++) {
      for (let j = 0; j < 40; j++) {
        const side = orientation(12, 12, 24, 24, 0.5 + i * step, 0.5 + j * step);
        const [x, y] = [0.5 + i * step, 0.5 + j * step];
        expect(side).toBe(Math.sign(y - x)); // the line is x = y, so comparing the coordinates is exact
      }
    }
  });

  it('tells the doubles (0.95, 0.05) from the decimals', () => {
    // Within the triangle 0 0, 1 0, 0 1 by the exact sum of the two doubles.
    const scale = 2 ** 60;
    const exactSum = BigInt(0.95 * scale) + BigInt(0.05 * scale) - BigInt(scale);
    expect(exactSum < 0n).toBe(orientation(1, 0, 0, 1, 0.95, 0.05) > 0);
  });
});

describe('locatePoint', () => {
  //  +--------+
  //  |  +--+  |
  //  |  +--+  |   island on the right
  //  +--------+  +-+
  const geometry = [[squareRing(0, 0, 10), squareRing(3, 3, 4)], [squareRing(12, 0, 2)]];

  it.each([
    [1, 1, 'inside'],
    [5, 5, 'outside'],
    [13, 1, 'inside'],
    [11, 1, 'outside'],
    [0, 5, 'boundary'],
    [3, 4, 'boundary'],
    [10, 10, 'boundary'],
    [5, 0, 'boundary'],
    [1, 3, 'inside'],
    [8, 7, 'inside'],
  ] as const)('finds %d %d %s', (x, y, expected) => {
    expect(locatePoint(x, y, geometry)).toBe(expected);
  });

  it('does not mind ring direction or a ray through vertices', () => {
    const diamond = ring([0, -2], [2, 0], [0, 2], [-2, 0]);
    const reversed = ring([0, -2], [-2, 0], [0, 2], [2, 0]);
    for (const candidate of [diamond, reversed]) {
      expect(locatePointInRing(0, 0, candidate)).toBe('inside');
      expect(locatePointInRing(-3, 0, candidate)).toBe('outside');
      expect(locatePointInRing(-1, 2, candidate)).toBe('outside');
    }
  });
});
