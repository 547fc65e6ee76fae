import Sqlite from 'better-sqlite3';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { Connection, type WriteResult } from './Connection.ts';
import { mapSqliteError } from './mapSqliteError.ts';
import type { SqlQuery, SqlValue } from './sql.ts';

/**
 * A database in memory that lies over a file of ours, attached as `live`: a table made in it hides the file's table of
 * that name from every query, all others show through. Once sealed nothing can be written any more, least of all the file.
 */
export class PastDatabase extends Connection {
  #sealed = false;

  /** From now on every write throws PROJECT_IN_PAST. */
  seal(): void {
    this.pragma('query_only = ON');
    this.#sealed = true;
  }

  override run(query: SqlQuery): WriteResult {
    this.#refuseSealed();
    return super.run(query);
  }

  override prepareRun(text: string): (values: readonly SqlValue[]) => WriteResult {
    this.#refuseSealed();
    return super.prepareRun(text);
  }

  override script(text: string): void {
    this.#refuseSealed();
    super.script(text);
  }

  override transaction<T>(write: () => T): T {
    this.#refuseSealed();
    return super.transaction(write);
  }

  #refuseSealed(): void {
    if (this.#sealed) throw new AppError('PROJECT_IN_PAST', {});
  }
}

/** Throws PROJECT_FILE_LOCKED, PROJECT_CORRUPT, FILE_UNREADABLE. */
export function openPastDatabase(file: string): PastDatabase {
  const handle = new Sqlite(':memory:');
  try {
    handle.pragma('trusted_schema=OFF');
    handle.pragma('cell_size_check=ON');
    // its tables point at rows of the file, which SQLite does not follow from one database into another
    handle.pragma('foreign_keys=OFF');
    handle.pragma('journal_mode=OFF');
    handle.pragma('recursive_triggers=ON');
    handle.pragma('busy_timeout=5000');
    handle.prepare('ATTACH ? AS live').run(file);
  } catch (error) {
    handle.close();
    throw mapSqliteError(error, file);
  }
  return new PastDatabase(handle, file);
}
