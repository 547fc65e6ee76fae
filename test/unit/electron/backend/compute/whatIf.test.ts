import { describe, expect, it } from 'vitest';
import { findPlotByNumber } from '../../../../../electron/backend/storage/project/plots.ts';
import { buildOverlappingExclusions, near, openEligibility } from '../../../../support/squaredPaper.ts';

describe('what-if', () => {
  it('moves area between rules when the order changes, and leaves the net alone', async () => {
    const { run, whatif } = openEligibility(await buildOverlappingExclusions());
    const summary = await run();
    const report = await whatif({ order: ['E02', 'E01'] });
    expect(report.netSquareMeters).toBeCloseTo(summary.netSquareMeters as number, 6);
    expect(report.order.slice(0, 2)).toEqual(['E02', 'E01']);
    expect(report.byRule.slice(0, 2)).toEqual([
      { rule: 'E02', exclusiveSquareMeters: near(600), exclusiveMu: 0.9, plots: 1 },
      { rule: 'E01', exclusiveSquareMeters: near(1000), exclusiveMu: 1.5, plots: 1 },
    ]);
    expect(report.flipped).toEqual([]);
  });

  it('names the plots that flip when a rule is left out or the minimum changes', async () => {
    const project = await buildOverlappingExclusions();
    const { run, whatif } = openEligibility(project);
    await run();
    const idOf = (plotNo: string) => findPlotByNumber(project.database, plotNo);
    const report = await whatif({ without: ['E01', 'E02'], minimumNetSquareMeters: 200 });
    expect(report.flipped).toEqual([
      { plotId: idOf('A'), plotNo: 'A', from: 'partial', to: 'eligible', fromNetMu: 3.6, toNetMu: 6 },
      { plotId: idOf('C'), plotNo: 'C', from: 'ineligible', to: 'partial', fromNetMu: 0, toNetMu: 0.45 },
    ]);
    expect(report.netSquareMeters).toEqual(near(4000 + 4000 + 300));
    await expect(whatif({ without: ['E55'] })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
  });
});
