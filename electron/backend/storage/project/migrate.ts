import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import type { Migration } from './migrations/migration.ts';

const migrationsTable = 'th_migrations';

/**
 * The version of the project's own tables: the number of the newest migration applied; 0 for a file without any.
 * It is kept in a table of ours because GeoPackage uses PRAGMA user_version for itself.
 */
export function readSchemaVersion(db: ReadableDatabase): number {
  const exists = db.value(
    sql`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ${migrationsTable}`,
  );
  if (exists === undefined) return 0;
  return db.value<number>(sql`SELECT coalesce(max(number), 0) FROM th_migrations`) ?? 0;
}

/** Applies what is missing, all in one transaction: the file has either the old version or the new one. */
export function migrate(db: WritableDatabase, migrations: readonly Migration[], nowUtc: string): void {
  const applied = new Set(
    readSchemaVersion(db) === 0 ? [] : db.column<number>(sql`SELECT number FROM th_migrations`),
  );
  const pending = migrations.filter(({ number }) => !applied.has(number));
  if (pending.length === 0) return;
  db.transaction(() => {
    db.script(`CREATE TABLE IF NOT EXISTS ${migrationsTable} (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      applied_at_utc TEXT NOT NULL
    ) STRICT`);
    for (const migration of pending) {
      migration.apply(db, { nowUtc });
      db.run(sql`INSERT INTO th_migrations VALUES (${migration.number}, ${migration.name}, ${nowUtc})`);
    }
  });
}
