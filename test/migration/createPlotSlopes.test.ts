import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { readPlotSlope, writePlotSlopes } from '../../electron/backend/storage/project/plotSlopes.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0007 gives a project from before a place for slopes, one for each plot', async () => {
  const directory = join(temporaryFolder(), 'project');
  const before = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    { migrations: migrations.filter(({ number }) => number <= 6) },
  );
  addPlots(before, 2);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(readPlotSlope(after.database, 1)).toBeNull();
  writePlotSlopes(after.database, '7', 12.5, [{ plotId: 1, grade: 4, shares: [0, 0, 0.25, 0.75, 0] }]);
  writePlotSlopes(after.database, '8', 5, [{ plotId: 1, grade: 3, shares: [0, 0, 1, 0, 0] }]);
  expect(readPlotSlope(after.database, 1)).toEqual({
    ...{ grade: 3, shares: [0, 0, 1, 0, 0], layerId: '8', cellMeters: 5 },
  });
});
