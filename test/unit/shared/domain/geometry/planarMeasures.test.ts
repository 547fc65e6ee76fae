import { describe, expect, it } from 'vitest';
import {
  computePlanarArea,
  computeSignedRingArea,
} from '../../../../../shared/domain/geometry/computePlanarArea.ts';
import { estimateWidth } from '../../../../../shared/domain/geometry/estimateWidth.ts';
import { orientRings } from '../../../../../shared/domain/geometry/orientRings.ts';
import { simplifyForDisplay } from '../../../../../shared/domain/geometry/simplifyForDisplay.ts';
import { ring, square, squareRing, star } from '../../../../support/buildPolygon.ts';

describe('computePlanarArea', () => {
  it('takes holes off, whatever the ring directions', () => {
    const clockwiseHole = ring([1, 1], [1, 2], [2, 2], [2, 1]);
    expect(computePlanarArea([[squareRing(0, 0, 3), clockwiseHole]])).toBe(8);
    expect(computePlanarArea([[squareRing(0, 0, 3), squareRing(1, 1, 1)], ...square(9, 9, 2)])).toBe(12);
    expect(computePlanarArea([])).toBe(0);
  });

  it('loses nothing far from the origin', () => {
    expect(computePlanarArea(square(40_500_000.5, 4_400_000.25, 0.125))).toBe(0.125 ** 2);
  });
});

describe('orientRings', () => {
  it('turns outer rings and holes to opposite directions', () => {
    const geometry = [[squareRing(0, 0, 5), squareRing(1, 1, 1)]];
    const signs = (direction: 'counterClockwise' | 'clockwise') =>
      orientRings(geometry, direction)[0]?.map((part) => Math.sign(computeSignedRingArea(part)));
    expect(signs('counterClockwise')).toEqual([1, -1]);
    expect(signs('clockwise')).toEqual([-1, 1]);
  });
});

describe('estimateWidth', () => {
  it('is nearly the width of a long strip', () => {
    const strip = [[ring([0, 0], [1000, 0], [1000, 0.2], [0, 0.2])]];
    expect(estimateWidth(strip)).toBeCloseTo(0.2, 3);
    expect(estimateWidth(square(0, 0, 10))).toBe(5);
    expect(estimateWidth([])).toBe(0);
  });
});

describe('simplifyForDisplay', () => {
  it('keeps corners and drops what is nearer than the tolerance', () => {
    const wavy = [[ring([0, 0], [5, 0.01], [10, 0], [10, 5], [10.01, 7], [10, 10], [0, 10])]];
    expect(simplifyForDisplay(wavy, 0.1)).toEqual([[ring([0, 0], [10, 0], [10, 10], [0, 10])]]);
  });

  it('drops rings that shrink to nothing, and their polygon with the outer ring', () => {
    const geometry = [[squareRing(0, 0, 10), squareRing(1, 1, 0.01)], ...square(50, 50, 0.01)];
    expect(simplifyForDisplay(geometry, 0.1)).toEqual(square(0, 0, 10));
  });

  it('does not recurse: a hundred thousand teeth of falling height are fine', () => {
    const radii = Array.from({ length: 100_000 }, (_, i) => 100 + (i % 2) * (1 - i / 100_000));
    expect(simplifyForDisplay(star(0, 0, radii), 1e-9)[0]?.[0]?.length).toBeGreaterThan(100_000);
  });
});
