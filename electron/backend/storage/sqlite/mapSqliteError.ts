import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { AppError } from '../../../../shared/errors/AppError.ts';

/**
 * The one place where SQLite's result codes become errors a user can act on.
 * Anything else (constraint, syntax) is a bug and comes back unchanged.
 */
export function mapSqliteError(error: unknown, file: string): unknown {
  if (!(error instanceof Sqlite.SqliteError)) return error;
  const cause = { cause: error };
  const primary = /^SQLITE_[A-Z]+/.exec(error.code)?.[0];
  switch (primary) {
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return new AppError('PROJECT_FILE_LOCKED', { file }, cause);
    case 'SQLITE_FULL':
      return new AppError('DISK_FULL', { file }, cause);
    case 'SQLITE_CORRUPT':
      return new AppError('PROJECT_CORRUPT', { file, detail: error.message }, cause);
    case 'SQLITE_NOTADB':
      return new AppError('GPKG_NOT_A_GEOPACKAGE', { file }, cause);
    case 'SQLITE_READONLY':
      return new AppError('PROJECT_READ_ONLY', { file }, cause);
    case 'SQLITE_CANTOPEN':
      return mapCannotOpen(file, error);
    case 'SQLITE_IOERR':
    case 'SQLITE_PERM':
      return new AppError('FILE_UNREADABLE', { file, detail: error.code }, cause);
    default:
      return error;
  }
}

/** SQLite says "cannot open" for three different things; the file system knows which. */
function mapCannotOpen(file: string, error: Error & { code: string }): AppError {
  const cause = { cause: error };
  // a file that should have been there was looked for before; this one was to be made
  if (!existsSync(file)) return new AppError('FOLDER_NOT_WRITABLE', { folder: dirname(file) }, cause);
  try {
    accessSync(file, constants.R_OK);
  } catch (denied) {
    return new AppError('FILE_UNREADABLE', { file, detail: error.code }, { cause: denied });
  }
  // readable, but its -wal or journal cannot be made beside it
  return new AppError('PROJECT_READ_ONLY', { file }, cause);
}
