import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { backUpDatabase } from './backUpDatabase.ts';
import type { OpenProject } from './openProject.ts';

const backupsKept = 10;
const backupName = /^project-\d{8}T\d{9}Z\.gpkg$/;

/**
 * A verified copy of the open project, by default into its backups folder, where the newest ten are kept: an older
 * one goes only after the new one has been opened and checked.
 * Throws FILE_EXISTS, FOLDER_NOT_WRITABLE, DISK_FULL, PROJECT_CORRUPT.
 */
export async function backUpProject(
  project: OpenProject,
  file?: string,
): Promise<{ path: string; sha256: string }> {
  if (file !== undefined) {
    const path = resolve(file);
    if (existsSync(path)) throw new AppError('FILE_EXISTS', { file: path });
    return backUpDatabase(project.database, path);
  }
  const folder = join(project.directory, 'backups');
  const stamp = project.clock().toISOString().replaceAll(/[-:.]/g, '');
  const written = await backUpDatabase(project.database, join(folder, `project-${stamp}.gpkg`));
  const older = (await readdir(folder)).filter((name) => backupName.test(name)).sort();
  for (const name of older.slice(0, -backupsKept)) await rm(join(folder, name));
  return written;
}
