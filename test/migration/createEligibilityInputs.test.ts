import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0005 adds an empty table of run inputs and leaves plots and log as they were', async () => {
  const directory = join(temporaryFolder(), 'project');
  const request = { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' };
  const before = await createProject(request, { migrations: migrations.filter(({ number }) => number < 5) });
  addPlots(before, 3);
  const read = (project: typeof before) =>
    ['plots', 'command_log'].map((table) =>
      project.database.all({ text: `SELECT * FROM ${table}`, values: [] }),
    );
  const rows = read(before);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(read(after)).toEqual(rows);
  expect(after.database.value(sql`SELECT count(*) FROM eligibility_inputs`)).toBe(0);
});
