import { expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { decidePlot } from '../../electron/backend/storage/project/reviewCommands.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { readTables, upgradeProject } from '../support/upgradeProject.ts';

it('0042 finds the verdicts of a log row without reading all of them', async () => {
  const after = await upgradeProject(42, {
    fill: (before) => {
      addPlots(before, 2);
      decidePlot(before, { plotId: 2, verdictCode: 'ready', note: '', by: '甲' });
    },
    read: readTables('plots', 'verdicts'),
  });
  // what SQLite asks with every log row that is added while a verdict waits for its own
  const [plan] = after.database.all<{ detail: string }>(
    sql`EXPLAIN QUERY PLAN SELECT 1 FROM verdicts WHERE sequence = ${1}`,
  );
  expect(plan?.detail).toMatch(/^SEARCH verdicts USING COVERING INDEX verdicts_sequence/);
  expect(checkProject(after.database)).toEqual([]);
});
