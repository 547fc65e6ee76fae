import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { createCoreTables } from '../../electron/backend/storage/project/migrations/0001-create-core-tables.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0004 gives an older project the default scheme and leaves its log and plots whole', async () => {
  const directory = join(temporaryFolder(), 'project');
  const request = { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' };
  const before = await createProject(request, { migrations: [createCoreTables] });
  addPlots(before, 3);
  const hashes = before.database.column<string>(sql`SELECT hash FROM command_log`);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(after.database.column(sql`SELECT hash FROM command_log`)).toEqual(hashes);
  expect(after.database.value(sql`SELECT scheme_id FROM project`)).toBe('restoration-potential');
  expect(after.database.value(sql`SELECT count(*) FROM plots WHERE flagged = 0`)).toBe(3);
  expect(checkProject(after.database)).toEqual([]);
});
