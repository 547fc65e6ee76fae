import { expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0004 gives an older project the default scheme and leaves its log and plots whole', async () => {
  const after = await upgradeProject(4, { fill: (before) => addPlots(before, 3) });
  expect(after.database.value(sql`SELECT scheme_id FROM project`)).toBe('restoration-potential');
  expect(after.database.value(sql`SELECT count(*) FROM plots WHERE flagged = 0`)).toBe(3);
  expect(checkProject(after.database)).toEqual([]);
});
