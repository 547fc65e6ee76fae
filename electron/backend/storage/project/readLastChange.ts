import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** When the project was last changed (UTC, ISO 8601): the date of what is handed up from it. */
export function readLastChange(db: ReadableDatabase): string {
  return db.value<string>(sql`SELECT max(at_utc) FROM command_log`) ?? '1970-01-01T00:00:00.000Z';
}
