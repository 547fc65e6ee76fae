import type { PastDatabase } from '../../sqlite/openPastDatabase.ts';
import { identifier, sql } from '../../sqlite/sql.ts';

interface SchemaRow {
  readonly name: string;
  readonly sql: string;
}

/** Gives the past its own copy of tables of the file, rows and all, without their indexes: those come last. */
export function copyTables(past: PastDatabase, tables: readonly string[]): void {
  for (const { name, sql: definition } of readSchema(past, 'table', tables)) {
    past.script(definition);
    past.run(sql`INSERT INTO main.${identifier(name)} SELECT * FROM live.${identifier(name)}`);
  }
}

/** Makes the indexes of copied tables: over rows that are all there this takes a fraction of the time. */
export function indexCopies(past: PastDatabase, tables: readonly string[]): void {
  for (const { sql: definition } of readSchema(past, 'index', tables)) past.script(definition);
}

function readSchema(past: PastDatabase, type: 'table' | 'index', tables: readonly string[]): SchemaRow[] {
  return past.all<SchemaRow>(sql`
    SELECT name, sql FROM live.sqlite_schema
    WHERE type = ${type} AND sql IS NOT NULL AND tbl_name IN (SELECT value FROM json_each(${JSON.stringify(tables)}))`);
}
