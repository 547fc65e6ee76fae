import { expect, it } from 'vitest';
import { type PlotLooks, rankSimilarPlots } from '../../../../../shared/domain/review/rankSimilarPlots.ts';

/** Plots along one line of looks: number n looks like n. Spread of the county: about 30. */
function plotAt(plotId: number, look: number, verdictCode: string | null = null): PlotLooks {
  return {
    plotId,
    later: [look],
    earlier: [0],
    landClassCode: '0201K',
    townName: '东镇',
    areaSquareMeters: 1_000,
    eligibility: 'eligible',
    verdictCode,
  };
}

const county = Array.from({ length: 101 }, (_, look) => plotAt(look + 1, look));

it('finds the unjudged plots that look most like the judged one, the surest first', () => {
  const ranked = rankSimilarPlots([...county, plotAt(500, 50, 'ready')], 500);
  expect(ranked.slice(0, 3).map(({ plotId }) => plotId)).toEqual([51, 50, 52]);
  expect(ranked[0]).toMatchObject({ distance: 0, confidence: 1, preselected: true });
  expect(ranked.every(({ confidence }, index) => confidence <= (ranked[index - 1]?.confidence ?? 1))).toBe(
    true,
  );
  expect(ranked.some(({ plotId }) => plotId === 1)).toBe(false);
});

it('finds nothing for a plot that is unjudged or unknown', () => {
  expect(rankSimilarPlots(county, 5)).toEqual([]);
  expect(rankSimilarPlots(county, 999)).toEqual([]);
});

it('never offers a plot that has a verdict', () => {
  const ranked = rankSimilarPlots([...county, plotAt(500, 50, 'ready'), plotAt(501, 50, 'works')], 500);
  expect(ranked.map(({ plotId }) => plotId)).not.toContain(501);
});

it('is less sure of a plot that is nearer to one judged otherwise', () => {
  const seed = plotAt(500, 50, 'ready');
  const [alone] = rankSimilarPlots([...county, seed], 500).filter(({ plotId }) => plotId === 55);
  const [contested] = rankSimilarPlots([...county, seed, plotAt(501, 55, 'works')], 500).filter(
    ({ plotId }) => plotId === 55,
  );
  expect(alone?.preselected).toBe(true);
  expect(contested?.preselected ?? false).toBe(false);
});

it('does not choose a plot of another land class beforehand, however alike it looks', () => {
  const other = { ...plotAt(600, 50), landClassCode: '1104' };
  const [found] = rankSimilarPlots([...county, plotAt(500, 50, 'ready'), other], 500).filter(
    ({ plotId }) => plotId === 600,
  );
  expect(found?.preselected).toBe(false);
});
