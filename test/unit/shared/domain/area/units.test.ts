import { describe, expect, it } from 'vitest';
import { formatFixed } from '../../../../../shared/domain/area/formatFixed.ts';
import { roundHalfAwayFromZero } from '../../../../../shared/domain/area/rounding.ts';
import {
  formatAsHectares,
  formatAsMu,
  formatSquareMeters,
  squareMetersToHectares,
  squareMetersToMu,
} from '../../../../../shared/domain/area/units.ts';

describe('units of area', () => {
  it('makes one square kilometre exactly 1 500 亩 and 100 公顷', () => {
    expect(squareMetersToMu(1_000_000)).toBe(1500);
    expect(squareMetersToHectares(1_000_000)).toBe(100);
    expect(formatAsMu(1_000_000)).toBe('1500.00');
  });

  it('shows the worked plot as the reference does', () => {
    expect(formatSquareMeters(50_397.2032)).toBe('50397.20');
    expect(formatAsMu(50_397.2032)).toBe('75.60');
    expect(formatAsHectares(50_397.2032)).toBe('5.0397');
  });

  it('decides a tie on the decimal value, not on binary noise', () => {
    expect(squareMetersToMu(1790)).toBe(2.685);
    expect(formatAsMu(1790)).toBe('2.69');
    expect(formatAsMu(670)).toBe('1.01');
  });
});

describe('rounding half away from zero', () => {
  it.each([
    [1.005, 2, 1.01],
    [2.675, 2, 2.68],
    [0.285, 2, 0.29],
    [1.45, 1, 1.5],
    [-1.005, 2, -1.01],
    [-2.5, 0, -3],
    [2.4999999, 0, 2],
    [0.1 + 0.2, 1, 0.3],
    [1.0049999999999, 2, 1],
    [123_456_789_012.345, 2, 123_456_789_012.35],
    [1e-9, 2, 0],
    [0, 2, 0],
  ])('turns %d to %i decimals into %d', (value, decimals, expected) => {
    expect(roundHalfAwayFromZero(value, decimals)).toBe(expected);
  });

  it('never shows a negative zero', () => {
    expect(roundHalfAwayFromZero(-0.001, 2)).toBe(0);
    expect(formatFixed(-0.001, 2)).toBe('0.00');
    expect(formatFixed(-0.005, 2)).toBe('-0.01');
    expect(formatFixed(0, 4)).toBe('0.0000');
  });

  it('refuses what is not a number', () => {
    expect(() => formatFixed(Number.NaN, 2)).toThrow(RangeError);
    expect(() => formatFixed(Number.POSITIVE_INFINITY, 2)).toThrow(RangeError);
  });
});
