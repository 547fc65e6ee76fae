import { expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0016 gives an older project empty samples and verdicts without a reason of return', async () => {
  const after = await upgradeProject(16, { fill: (before) => addPlots(before, 3) });
  expect(after.database.value(sql`SELECT count(*) FROM samples`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM second_looks`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM verdicts WHERE return_reason IS NOT NULL`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM plots`)).toBe(3);
  expect(checkProject(after.database)).toEqual([]);
});
