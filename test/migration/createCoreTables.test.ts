import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { initialiseGeoPackage } from '../../electron/backend/storage/geopackage/initialiseGeoPackage.ts';
import { migrate, readSchemaVersion } from '../../electron/backend/storage/project/migrate.ts';
import { createCoreTables } from '../../electron/backend/storage/project/migrations/0001-create-core-tables.ts';
import type { Migration } from '../../electron/backend/storage/project/migrations/migration.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { decidePlot } from '../../electron/backend/storage/project/reviewCommands.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { addPlots } from '../support/buildProject.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const nowUtc = '2026-01-01T00:00:00.000Z';

/** Every row of every table that is not the migration's own doing. */
function dump(file: string): Record<string, unknown[]> {
  const handle = new Sqlite(file, { readonly: true });
  const tables = handle
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
    .pluck()
    .all() as string[];
  const rows = Object.fromEntries(
    tables
      .filter(
        (name) => !['th_migrations', 'session_lock', 'added'].includes(name) && !name.startsWith('rtree_'),
      )
      .map((name) => [name, handle.prepare(`SELECT * FROM "${name}"`).all()]),
  );
  handle.close();
  return rows;
}

describe('migration 0001', () => {
  it('makes the core tables in an empty GeoPackage and registers those others may look at', () => {
    const db = openDatabase(':memory:');
    initialiseGeoPackage(db);
    expect(readSchemaVersion(db)).toBe(0);
    migrate(db, [createCoreTables], nowUtc);
    expect(readSchemaVersion(db)).toBe(1);
    expect(db.all(sql`SELECT * FROM th_migrations`)).toEqual([
      { number: 1, name: '0001-create-core-tables', applied_at_utc: nowUtc },
    ]);
    expect(
      db.column(sql`SELECT table_name FROM gpkg_contents WHERE data_type = 'attributes' ORDER BY 1`),
    ).toEqual(['command_log', 'import_findings', 'layer_fields', 'layers', 'plots', 'project', 'verdicts']);
    db.close();
  });

  it('is applied once', () => {
    const db = openDatabase(':memory:');
    initialiseGeoPackage(db);
    migrate(db, [createCoreTables], nowUtc);
    migrate(db, [createCoreTables], '2027-01-01T00:00:00.000Z');
    expect(db.column(sql`SELECT applied_at_utc FROM th_migrations`)).toEqual([nowUtc]);
    db.close();
  });
});

describe('the list of migrations', () => {
  it('is numbered upwards, each named after its number', () => {
    const numbers = migrations.map(({ number }) => number);
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
    for (const { number, name } of migrations)
      expect(name.startsWith(String(number).padStart(4, '0'))).toBe(true);
  });
});

describe('an older project', () => {
  const last = migrations.at(-1)?.number ?? 0;
  const addTable: Migration = {
    number: last + 1,
    name: 'add-a-table',
    apply: (db) =>
      db.script(
        "CREATE TABLE added (id INTEGER PRIMARY KEY, a TEXT) STRICT; INSERT INTO added VALUES (1, 'x')",
      ),
  };
  const fail: Migration = {
    number: last + 2,
    name: 'fail',
    apply(db) {
      db.script('DELETE FROM verdicts');
      throw new Error('on purpose');
    },
  };

  async function oldProject() {
    const project = await createProject({
      directory: join(temporaryFolder(), 'old'),
      name: '旧',
      crs: 'EPSG:4545',
    });
    addPlots(project, 3);
    decidePlot(project, { plotId: 2, verdictCode: 'ready', note: '', by: '甲' });
    project.close();
    return project;
  }

  it('is copied first, then taken forward with every row it had', async () => {
    const old = await oldProject();
    const before = dump(old.file);
    const project = await openProject(old.directory, { migrations: [...migrations, addTable] });
    expect(project.schemaVersion).toBe(last + 1);
    expect(project.database.column(sql`SELECT a FROM added`)).toEqual(['x']);
    project.close();
    expect(dump(old.file)).toEqual(before);
    const backup = join(old.directory, 'backups', `before-migration-from-${last}.gpkg`);
    expect(dump(backup)).toEqual(before);
    const kept = openDatabase(backup, { readOnly: true });
    expect(readSchemaVersion(kept)).toBe(last);
    kept.close();
  });

  it('stays at its version with every row when one of several migrations fails', async () => {
    const old = await oldProject();
    const before = dump(old.file);
    const open = openProject(old.directory, { migrations: [...migrations, addTable, fail] });
    await expect(open).rejects.toThrow('on purpose');
    expect(dump(old.file)).toEqual(before);
    // and can still be worked on by the program that made it
    const project = await openProject(old.directory);
    expect(project.schemaVersion).toBe(last);
    project.close();
    expect(readFileSync(old.file).length).toBeGreaterThan(0);
  });
});
