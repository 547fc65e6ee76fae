import { describe, expect, it } from 'vitest';
import { metersPerPixelAt, scaleDenominator, wholeStageImage } from '../../../../renderer/map/mapStore.ts';
import { hatchBackground, ruleStyle } from '../../../../renderer/map/styles/ruleStyle.ts';

describe('wholeStageImage', () => {
  it('leaves the stage to both epochs while they are compared side by side', () => {
    expect(wholeStageImage({ comparison: 'swipe', front: 'later', peeking: false })).toBeNull();
    expect(wholeStageImage({ comparison: 'fade', front: 'later', peeking: false })).toBeNull();
  });

  it('shows the other epoch while the key is held', () => {
    expect(wholeStageImage({ comparison: 'single', front: 'later', peeking: true })).toBe('earlier');
    expect(wholeStageImage({ comparison: 'blink', front: 'earlier', peeking: true })).toBe('later');
    expect(wholeStageImage({ comparison: 'swipe', front: 'later', peeking: true })).toBe('earlier');
  });
});

describe('map scale', () => {
  it('reckons 1:2000 as 0.529 m for a pixel of 1/96 inch', () => {
    expect(metersPerPixelAt(2_000)).toBeCloseTo(0.529_17, 5);
    expect(scaleDenominator(metersPerPixelAt(2_000))).toBeCloseTo(2_000, 9);
  });
});

describe('ruleStyle', () => {
  const codes = ['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07'];

  it('gives no two exclusion rules the same hue', () => {
    expect(new Set(codes.map((code) => ruleStyle(code).color)).size).toBe(codes.length);
  });

  it('keeps the look of a local rule whatever other rules there are', () => {
    expect(ruleStyle('E99-2')).toBe(ruleStyle('E99-2'));
    expect(hatchBackground(ruleStyle('E99-1'))).not.toBe(hatchBackground(ruleStyle('E99-2')));
  });
});
