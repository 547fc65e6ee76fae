import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0016 gives an older project empty samples and verdicts without a reason of return', async () => {
  const directory = join(temporaryFolder(), 'project');
  const request = { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' };
  const older = migrations.filter(({ number }) => number < 16);
  const before = await createProject(request, { migrations: older });
  addPlots(before, 3);
  const hashes = before.database.column<string>(sql`SELECT hash FROM command_log`);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(after.database.column(sql`SELECT hash FROM command_log`)).toEqual(hashes);
  expect(after.database.value(sql`SELECT count(*) FROM samples`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM second_looks`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM verdicts WHERE return_reason IS NOT NULL`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM plots`)).toBe(3);
  expect(checkProject(after.database)).toEqual([]);
});
