import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0018 gives an older project no looks and no sweep', async () => {
  const directory = join(temporaryFolder(), 'project');
  const request = { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' };
  const older = migrations.filter(({ number }) => number < 18);
  const before = await createProject(request, { migrations: older });
  addPlots(before, 3);
  const hashes = before.database.column<string>(sql`SELECT hash FROM command_log`);
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(after.database.column(sql`SELECT hash FROM command_log`)).toEqual(hashes);
  expect(after.database.value(sql`SELECT count(*) FROM looks`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM sweep_grid`)).toBe(0);
  const strangeMark = sql`INSERT INTO sweep_marks (cell, mark, note, marked_by, marked_at_utc) VALUES (1, 'maybe', '', '', '')`;
  expect(() => after.database.run(strangeMark)).toThrow('CHECK');
  expect(checkProject(after.database)).toEqual([]);
});
