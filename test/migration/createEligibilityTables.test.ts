import { expect, it } from 'vitest';
import { readLatestRunSummary } from '../../electron/backend/storage/project/eligibilityRuns.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { readTables, upgradeProject } from '../support/upgradeProject.ts';

it('0002 adds empty eligibility tables and leaves every row of a project from before as it was', async () => {
  const after = await upgradeProject(2, {
    fill: (before) => addPlots(before, 3),
    read: readTables('project', 'layers', 'layer_fields', 'plots', 'command_log', 'layer_1'),
    upTo: migrations.slice(0, 2),
  });
  expect(readLatestRunSummary(after.database)).toBeNull();
  const registered = after.database.column<string>(
    sql`SELECT table_name FROM gpkg_contents WHERE table_name GLOB 'eligibility_*' ORDER BY table_name`,
  );
  expect(registered).toEqual([
    'eligibility_hits',
    'eligibility_lines',
    'eligibility_results',
    'eligibility_run_layers',
    'eligibility_run_rules',
    'eligibility_runs',
  ]);
});
