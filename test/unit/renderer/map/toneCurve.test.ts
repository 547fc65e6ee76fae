import { describe, expect, it } from 'vitest';
import { chainCurves, matchCurves, stretchCurves } from '../../../../renderer/map/toneCurve.ts';
import type { BandStatistics } from '../../../../shared/contract/records/imageryRecords.ts';

/** As many pixels at each value from `from` to `to`, none elsewhere. */
function even(from: number, to: number): BandStatistics {
  const histogram = Array.from({ length: 256 }, (_, value) => (value >= from && value <= to ? 10 : 0));
  return { low: from, high: to, histogram };
}

const threeOf = (band: BandStatistics) => [band, band, band];

describe('tone curves', () => {
  it('stretch what lies between the 2nd and 98th percentile over the whole range, colour by colour', () => {
    const curves = stretchCurves([even(50, 150), even(0, 255), even(100, 101)]);
    expect([0, 50, 100, 150, 255].map((value) => curves?.[0][value])).toEqual([0, 0, 127.5, 255, 255]);
    expect([0, 10, 255].map((value) => curves?.[1][value])).toEqual([0, 10, 255]);
    expect([100, 101].map((value) => curves?.[2][value])).toEqual([0, 255]);
  });

  it('match a dark half to the whole range: every value is doubled', () => {
    const curves = matchCurves(threeOf(even(0, 127)), threeOf(even(0, 255)));
    for (const value of [0, 10, 64, 100, 127])
      expect(Math.abs((curves?.[0][value] ?? -9) - (2 * value + 0.5))).toBeLessThanOrEqual(1);
  });

  it('leave a picture as it is that is matched to itself', () => {
    const curves = matchCurves(threeOf(even(30, 200)), threeOf(even(30, 200)));
    expect([30, 99, 200].map((value) => curves?.[1][value])).toEqual([30, 99, 200]);
  });

  it('go one after the other', () => {
    const stretched = stretchCurves(threeOf(even(100, 200)));
    const matched = matchCurves(threeOf(even(0, 100)), threeOf(even(100, 200)));
    if (stretched === null || matched === null) throw new Error('no curves');
    const both = chainCurves(matched, stretched);
    expect([0, 50, 100].map((value) => both[0][value])).toEqual([0, 127.5, 255]);
  });

  it('are none where nothing of the picture is on the screen', () => {
    expect(stretchCurves([])).toBeNull();
    expect(matchCurves([], threeOf(even(0, 9)))).toBeNull();
    expect(matchCurves(threeOf(even(0, 9)), [])).toBeNull();
  });
});
