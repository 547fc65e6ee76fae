import { expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0018 gives an older project no looks and no sweep', async () => {
  const after = await upgradeProject(18, { fill: (before) => addPlots(before, 3) });
  expect(after.database.value(sql`SELECT count(*) FROM looks`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM sweep_grid`)).toBe(0);
  const strangeMark = sql`INSERT INTO sweep_marks (cell, mark, note, marked_by, marked_at_utc) VALUES (1, 'maybe', '', '', '')`;
  expect(() => after.database.run(strangeMark)).toThrow('CHECK');
  expect(checkProject(after.database)).toEqual([]);
});
