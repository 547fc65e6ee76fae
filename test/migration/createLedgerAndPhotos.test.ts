import { expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0017 gives an older project an empty ledger that refuses a case of no plot', async () => {
  const after = await upgradeProject(17, { fill: (before) => addPlots(before, 3) });
  expect(after.database.value(sql`SELECT count(*) FROM ledger_cases`)).toBe(0);
  expect(after.database.value(sql`SELECT count(*) FROM photos`)).toBe(0);
  const strangeCase = sql`INSERT INTO photo_plots (photo_id, plot_id, how) VALUES (1, 99, 'hand')`;
  expect(() => after.database.run(strangeCase)).toThrow('FOREIGN KEY');
  expect(checkProject(after.database)).toEqual([]);
});
