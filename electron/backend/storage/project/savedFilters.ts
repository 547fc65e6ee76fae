import type { PlotFilter, SavedFilter } from '../../../../shared/contract/records/plotRecords.ts';
import { canonicalJson, type JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { type Command, type CommandTarget, runCommand } from './commandLog.ts';

/** All filters saved in the project, by name. */
export function listSavedFilters(db: ReadableDatabase): SavedFilter[] {
  return db
    .all<{ name: string; filter: string }>(sql`SELECT name, filter FROM saved_filters ORDER BY name`)
    .map(({ name, filter }) => ({ name, filter: JSON.parse(filter) as PlotFilter }));
}

/** Keeps a filter under a name, in place of one kept there before. */
export function saveFilter(project: CommandTarget, { name, filter }: SavedFilter, by: string): void {
  const old = findFilter(project.database, name);
  const text = canonicalJson(filter as JsonValue);
  const command: Command = {
    kind: 'queue.saveFilter',
    target: `filter:${name}`,
    by,
    oldValue: old,
    newValue: filter as JsonValue,
  };
  runCommand(project, command, (db, { atUtc }) => {
    db.run(sql`DELETE FROM saved_filters WHERE name = ${name}`);
    db.run(sql`
      INSERT INTO saved_filters (name, filter, saved_by, saved_at_utc) VALUES (${name}, ${text}, ${by}, ${atUtc})`);
  });
}

/** Forgets a filter; one that is not there is no command. */
export function removeFilter(project: CommandTarget, name: string, by: string): void {
  const old = findFilter(project.database, name);
  if (old === null) return;
  const command: Command = {
    kind: 'queue.removeFilter',
    target: `filter:${name}`,
    by,
    oldValue: old,
    newValue: null,
  };
  runCommand(project, command, (db) => db.run(sql`DELETE FROM saved_filters WHERE name = ${name}`));
}

function findFilter(db: ReadableDatabase, name: string): JsonValue {
  const text = db.value<string>(sql`SELECT filter FROM saved_filters WHERE name = ${name}`);
  return text === undefined ? null : (JSON.parse(text) as JsonValue);
}
