import { expect, it } from 'vitest';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { readTables, upgradeProject } from '../support/upgradeProject.ts';

it.each([
  [11, 'eligibility_scenarios'],
  [12, 'rule_sets'],
])('%i adds the empty table %s and leaves plots, runs and log as they were', async (number, table) => {
  const after = await upgradeProject(number, {
    fill: (before) => {
      addPlots(before, 3);
      before.database.transaction(() =>
        before.database.run(sql`
      INSERT INTO eligibility_runs (run_id, rules_id, rules_version, rules_json, rules_sha256, missing_rules,
        started_at_utc, finished_at_utc, area_method, workers, elapsed_ms, peak_rss_bytes, repaired_exclusions,
        plots, not_computed, closing_error_square_meters)
      VALUES (1, 'restoration-2023', '1', '{}', '0', '', '2026', '2026', '', 1, 0, 0, 0, 3, 0, 0)`),
      );
    },
    read: (project) => [
      ...readTables('plots', 'command_log')(project),
      project.database.get(sql`SELECT run_id, rules_id, rules_json, plots FROM eligibility_runs`),
    ],
  });
  expect(after.database.value({ text: `SELECT count(*) FROM ${table}`, values: [] })).toBe(0);
  // runs from before were made with the rule set as it is
  expect(after.database.value(sql`SELECT adjustment FROM eligibility_runs`)).toBeNull();
});
