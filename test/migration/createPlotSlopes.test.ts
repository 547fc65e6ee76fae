import { expect, it } from 'vitest';
import { readPlotSlope, writePlotSlopes } from '../../electron/backend/storage/project/plotSlopes.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0007 gives a project from before a place for slopes, one for each plot', async () => {
  const after = await upgradeProject(7, { fill: (before) => addPlots(before, 2) });
  expect(readPlotSlope(after.database, 1)).toBeNull();
  writePlotSlopes(after.database, '7', 12.5, [{ plotId: 1, grade: 4, shares: [0, 0, 0.25, 0.75, 0] }]);
  writePlotSlopes(after.database, '8', 5, [{ plotId: 1, grade: 3, shares: [0, 0, 1, 0, 0] }]);
  expect(readPlotSlope(after.database, 1)).toEqual({
    ...{ grade: 3, shares: [0, 0, 1, 0, 0], layerId: '8', cellMeters: 5 },
  });
});
