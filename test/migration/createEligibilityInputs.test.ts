import { expect, it } from 'vitest';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { readTables, upgradeProject } from '../support/upgradeProject.ts';

it('0005 adds an empty table of run inputs and leaves plots and log as they were', async () => {
  const after = await upgradeProject(5, {
    fill: (before) => addPlots(before, 3),
    read: readTables('plots', 'command_log'),
  });
  expect(after.database.value(sql`SELECT count(*) FROM eligibility_inputs`)).toBe(0);
});
