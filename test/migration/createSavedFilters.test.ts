import { expect, it } from 'vitest';
import {
  listSavedFilters,
  removeFilter,
  saveFilter,
} from '../../electron/backend/storage/project/savedFilters.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0015 lets a project from before keep filters under names, the newest of a name', async () => {
  const after = await upgradeProject(15, { fill: (before) => addPlots(before, 2) });
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
