import { expect, it } from 'vitest';
import { drawSample, lotOf } from '../../../../../shared/domain/review/drawSample.ts';

const candidates = Array.from({ length: 1_000 }, (_, i) => ({
  plotId: i + 1,
  plotNo: `3607${String(i).padStart(6, '0')}`,
  stratum: i < 40 ? 'small' : i % 2 === 0 ? 'east' : 'west',
}));
const request = { seed: 7, perStratum: 5, share: 0.05 };

it('takes the larger of the number and the share from each stratum, and never more than there are', () => {
  const sizes = (share: number, perStratum: number) =>
    drawSample(candidates, { seed: 1, perStratum, share }).map(({ stratum, population, plotIds }) => [
      stratum,
      population,
      plotIds.length,
    ]);
  expect(sizes(0.05, 5)).toEqual([
    ['east', 480, 24],
    ['small', 40, 5],
    ['west', 480, 24],
  ]);
  expect(sizes(0, 50)).toEqual([
    ['east', 480, 50],
    ['small', 40, 40],
    ['west', 480, 50],
  ]);
});

it('draws the same plots from the same seed whatever the order of the candidates, and others from another', () => {
  const drawn = drawSample(candidates, request);
  expect(drawSample(candidates.toReversed(), request)).toEqual(drawn);
  expect(drawSample(candidates, { ...request, seed: 8 })).not.toEqual(drawn);
});

it('draws no plot twice, and a larger sample holds the smaller one', () => {
  const ids = (perStratum: number) =>
    drawSample(candidates, { seed: 3, perStratum, share: 0 }).flatMap(({ plotIds }) => plotIds);
  const [small, large] = [ids(10), ids(30)];
  expect(new Set(large).size).toBe(90);
  expect(small.filter((plotId) => !large.includes(plotId))).toEqual([]);
});

it('gives every plot the same chance: χ² over 2,000 seeds', () => {
  const few = candidates.slice(0, 40);
  const times = new Map<number, number>();
  for (let seed = 0; seed < 2_000; seed++) {
    for (const { plotIds } of drawSample(few, { seed, perStratum: 10, share: 0 })) {
      for (const plotId of plotIds) times.set(plotId, (times.get(plotId) ?? 0) + 1);
    }
  }
  const expected = (2_000 * 10) / 40;
  const chiSquare = few.reduce((sum, { plotId }) => {
    return sum + ((times.get(plotId) ?? 0) - expected) ** 2 / expected;
  }, 0);
  // 39 degrees of freedom, draws without replacement spread less: the 99.9 % quantile is 72.1
  expect(chiSquare).toBeLessThan(72.1);
  expect(Math.min(...few.map(({ plotNo }) => lotOf(1, plotNo)))).toBeGreaterThanOrEqual(0);
});
