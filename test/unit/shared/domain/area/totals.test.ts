import { describe, expect, it } from 'vitest';
import {
  distributeByLargestRemainder,
  roundedSum,
  sumOfRounded,
} from '../../../../../shared/domain/area/totals.ts';

describe('totals', () => {
  it('differ by what rounding each row does', () => {
    const rows = [0.334, 0.333, 0.333];
    expect(sumOfRounded(rows, 2)).toBe(0.99);
    expect(roundedSum(rows, 2)).toBe(1);
  });

  it('carry no binary noise', () => {
    expect(
      sumOfRounded(
        Array.from({ length: 10 }, () => 0.1),
        2,
      ),
    ).toBe(1);
    expect(roundedSum([1e16, 1, -1e16], 2)).toBe(1);
  });

  it('are zero for an empty table', () => {
    expect(sumOfRounded([], 2)).toBe(0);
    expect(roundedSum([], 2)).toBe(0);
    expect(distributeByLargestRemainder([], 2)).toEqual([]);
  });
});

describe('distributing by largest remainder', () => {
  it('gives the missing unit to the part that lost most', () => {
    expect(distributeByLargestRemainder([0.334, 0.333, 0.333], 2)).toEqual([0.34, 0.33, 0.33]);
    expect(distributeByLargestRemainder([1.111, 2.226, 3.663], 2)).toEqual([1.11, 2.23, 3.66]);
  });

  it('gives it to the earlier of two equal losses, whatever the binary noise', () => {
    expect(distributeByLargestRemainder([1.005, 2.005], 2)).toEqual([1.01, 2]);
    expect(distributeByLargestRemainder([2.005, 1.005], 2)).toEqual([2.01, 1]);
    expect(distributeByLargestRemainder([1 / 3, 1 / 3, 1 / 3], 2)).toEqual([0.34, 0.33, 0.33]);
    expect(distributeByLargestRemainder([100 + 1 / 3, 1 / 3, 10 + 1 / 3], 2)).toEqual([100.34, 0.33, 10.33]);
  });

  it('leaves parts alone that are already round', () => {
    expect(distributeByLargestRemainder([1.15, 2.35, 0], 2)).toEqual([1.15, 2.35, 0]);
  });

  it('scales to a registered area before it rounds', () => {
    // A plot of 50 397.19 m² registered with 50 400.00 m², one third of it in a protected forest.
    expect(distributeByLargestRemainder([16_799.0634, 33_598.1266], 2, 50_400)).toEqual([16_800, 33_600]);
    expect(distributeByLargestRemainder([1, 1, 1], 2, 10)).toEqual([3.34, 3.33, 3.33]);
    expect(distributeByLargestRemainder([5, 0], 2, 0)).toEqual([0, 0]);
  });

  it('refuses negative parts and a total over nothing', () => {
    expect(() => distributeByLargestRemainder([1, -1], 2)).toThrow(RangeError);
    expect(() => distributeByLargestRemainder([0, 0], 2, 5)).toThrow(RangeError);
    expect(() => distributeByLargestRemainder([1], 2, -5)).toThrow(RangeError);
    expect(() => distributeByLargestRemainder([Number.NaN], 2)).toThrow(RangeError);
  });
});
