import { describe, expect, it } from 'vitest';
import { describeArea, formatMu } from '../../../../renderer/ui/formatArea.ts';
import { formatCount, formatDecimal } from '../../../../renderer/ui/formatNumber.ts';

const thin = '\u2009';

describe('numbers in the window', () => {
  it('groups thousands by a thin space', () => {
    expect(formatCount(999)).toBe('999');
    expect(formatCount(300_000)).toBe(`300${thin}000`);
    expect(formatDecimal(1_234_567.891, 2)).toBe(`1${thin}234${thin}567.89`);
  });

  it('writes a true minus sign, and none before a zero', () => {
    expect(formatDecimal(-0.79, 2)).toBe('−0.79');
    expect(formatDecimal(-0.0004, 2)).toBe('0.00');
  });
});

describe('areas in the window', () => {
  it('shows square metres as 亩 with two decimals', () => {
    expect(formatMu(2_000)).toBe('3.00');
    expect(formatMu(1_000_000)).toBe(`1${thin}500.00`);
  });

  it('never shows an area that could not be computed as zero', () => {
    expect(formatMu(null)).toBe('—');
    expect(describeArea(null)).toBe('未算出');
  });
});
