import { expect, it } from 'vitest';
import { assignPlots } from '../../electron/backend/storage/project/assignmentCommands.ts';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { queryPlots, readPlotFacets } from '../../electron/backend/storage/project/queryPlots.ts';
import { undoReview } from '../../electron/backend/storage/project/undoReview.ts';
import { addPlots } from '../support/buildProject.ts';
import { readTables, upgradeProject } from '../support/upgradeProject.ts';

it('0041 leaves the plots of a project from before to nobody; then they are handed out, and that is taken back', async () => {
  const after = await upgradeProject(41, {
    fill: (before) => {
      addPlots(before, 3);
    },
    read: readTables('plots', 'verdicts'),
  });
  const db = after.database;
  const assignees = () => queryPlots(db, {}, 0, 10).rows.map(({ assignee }) => assignee);
  expect(assignees()).toEqual([null, null, null]);
  assignPlots(after, [1, 2], '乙', '甲');
  assignPlots(after, [2], '丙', '甲');
  expect(assignees()).toEqual(['乙', '丙', null]);
  expect(readPlotFacets(db).assignees).toEqual([
    { name: '丙', plots: 1 },
    { name: '乙', plots: 1 },
  ]);
  expect(queryPlots(db, { assignee: '乙' }, 0, 10)).toMatchObject({ total: 1, rows: [{ plotId: 1 }] });
  undoReview(after, '甲');
  expect(assignees()).toEqual(['乙', '乙', null]);
  // the total of a filter is that of now, not the one remembered
  expect(queryPlots(db, { assignee: '乙' }, 0, 10).total).toBe(2);
  undoReview(after, '甲');
  expect(assignees()).toEqual([null, null, null]);
  assignPlots(after, [3], '乙', '甲');
  assignPlots(after, [3], null, '甲');
  expect(assignees()).toEqual([null, null, null]);
  expect(checkProject(db)).toEqual([]);
});
