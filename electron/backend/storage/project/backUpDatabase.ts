import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { hashFile } from '../../files/hashFile.ts';
import { mapWriteError, replaceFile } from '../../files/replaceFile.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { openDatabase } from '../sqlite/openDatabase.ts';
import { sql } from '../sqlite/sql.ts';
import { checkProject } from './checkProject.ts';

/**
 * A consistent, verified copy of a database in use, in one file without a -wal. It is made beside its target,
 * opened and checked, and only then gets its name. Throws PROJECT_CORRUPT when the copy does not verify.
 */
export async function backUpDatabase(
  database: WritableDatabase,
  path: string,
): Promise<{ path: string; sha256: string }> {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw mapWriteError(error, path);
  }
  await replaceFile(
    path,
    async (temporaryPath) => {
      await database.copyTo(temporaryPath);
      const copy = openDatabase(temporaryPath, { journal: 'delete' });
      try {
        // the lock belongs to the project in use, not to its copy
        copy.run(sql`DELETE FROM session_lock`);
      } finally {
        copy.close();
      }
    },
    (temporaryPath) => {
      const copy = openDatabase(temporaryPath, { readOnly: true });
      try {
        const finding = checkProject(copy, 'backup')[0];
        if (finding !== undefined) {
          const detail = `${finding.code} ${finding.where} ${finding.detail}`;
          throw new AppError('PROJECT_CORRUPT', { file: path, detail });
        }
      } finally {
        copy.close();
      }
    },
  );
  return { path, sha256: await hashFile(path) };
}
