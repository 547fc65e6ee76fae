import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readLatestRunSummary } from '../../electron/backend/storage/project/eligibilityRuns.ts';
import { createCoreTables } from '../../electron/backend/storage/project/migrations/0001-create-core-tables.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0002 adds empty eligibility tables and leaves every row of a project from before as it was', async () => {
  const directory = join(temporaryFolder(), 'project');
  const request = { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' };
  const before = await createProject(request, { migrations: [createCoreTables] });
  addPlots(before, 3);
  const tables = ['project', 'layers', 'layer_fields', 'plots', 'command_log', 'layer_1'];
  const read = (project: typeof before) =>
    tables.map((table) => project.database.all({ text: `SELECT * FROM ${table}`, values: [] }));
  const rows = read(before);
  before.close();

  const after = await openProject(directory, { migrations: migrations.slice(0, 2) });
  onTestFinished(() => after.close());
  expect(read(after)).toEqual(rows);
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
