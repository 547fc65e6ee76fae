import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Migration } from '../../electron/backend/storage/project/migrations/migration.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import {
  createProject,
  type OpenProject,
  openProject,
} from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/**
 * Makes a project as the program before migration `number` made it, lets `fill` work in it, and opens it with the
 * migrations of today (or `upTo`). Its log, and what else `read` tells, must be afterwards what they were before.
 */
export async function upgradeProject(
  number: number,
  {
    fill = () => {},
    read = () => [],
    upTo = migrations,
  }: {
    readonly fill?: (before: OpenProject) => void;
    readonly read?: (project: OpenProject) => readonly unknown[];
    readonly upTo?: readonly Migration[];
  } = {},
): Promise<OpenProject> {
  const directory = join(temporaryFolder(), 'project');
  const before = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    { migrations: migrations.filter((migration) => migration.number < number) },
  );
  const keptBy = (project: OpenProject) => [
    project.database.column(sql`SELECT hash FROM command_log ORDER BY sequence`),
    ...read(project),
  ];
  fill(before);
  const kept = keptBy(before);
  before.close();

  const after = await openProject(directory, { migrations: upTo });
  onTestFinished(() => after.close());
  expect(keptBy(after)).toEqual(kept);
  return after;
}

/** Every row of the tables, for `read`. */
export function readTables(...tables: readonly string[]): (project: OpenProject) => readonly unknown[] {
  return ({ database }) =>
    tables.map((table) => database.all({ text: `SELECT * FROM ${table}`, values: [] }));
}
