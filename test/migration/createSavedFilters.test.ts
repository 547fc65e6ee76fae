import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import {
  listSavedFilters,
  removeFilter,
  saveFilter,
} from '../../electron/backend/storage/project/savedFilters.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0015 lets a project from before keep filters under names, the newest of a name', async () => {
  const directory = join(temporaryFolder(), 'project');
  const before = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    { migrations: migrations.filter(({ number }) => number <= 14) },
  );
  addPlots(before, 2);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(listSavedFilters(after.database)).toEqual([]);
  saveFilter(after, { name: '东镇未判', filter: { townName: '东镇', status: 'unjudged' } }, '甲');
  saveFilter(after, { name: '大图斑', filter: { minSquareMeters: 1000 } }, '甲');
  saveFilter(after, { name: '大图斑', filter: { minSquareMeters: 2000 } }, '乙');
  expect(listSavedFilters(after.database)).toEqual([
    { name: '东镇未判', filter: { townName: '东镇', status: 'unjudged' } },
    { name: '大图斑', filter: { minSquareMeters: 2000 } },
  ]);
  removeFilter(after, '大图斑', '甲');
  expect(listSavedFilters(after.database).map(({ name }) => name)).toEqual(['东镇未判']);
});
