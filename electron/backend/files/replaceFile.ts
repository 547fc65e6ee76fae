import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { retryWhileBusy } from './retryWhileBusy.ts';

/**
 * Puts a finished file in place of `path`, whole or not at all: `write` makes name.tmp in the same folder, it is
 * synced, checked, renamed over the target, and the folder synced. On any failure the old file is as it was.
 * Throws FOLDER_NOT_WRITABLE, FILE_IN_USE, DISK_FULL.
 */
export async function replaceFile(
  path: string,
  write: (temporaryPath: string) => void | Promise<void>,
  verify: (temporaryPath: string) => void | Promise<void> = () => {},
): Promise<void> {
  const temporaryPath = `${path}.tmp`;
  try {
    rmSync(temporaryPath, { force: true });
    await write(temporaryPath);
    syncFile(temporaryPath);
    await verify(temporaryPath);
    await retryWhileBusy(() => rename(temporaryPath, path));
    syncFolder(dirname(path));
  } catch (error) {
    // without `force` an earlier failure (no such folder) would be hidden behind this one
    if (existsSync(temporaryPath)) rmSync(temporaryPath, { force: true });
    throw mapWriteError(error, path);
  }
}

/** The reasons a write fails that the user can do something about; anything else comes back unchanged. */
export function mapWriteError(error: unknown, path: string): unknown {
  switch ((error as NodeJS.ErrnoException | undefined)?.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'SQLITE_FULL':
      return new AppError('DISK_FULL', { file: path }, { cause: error });
    // held by another program for longer than retryWhileBusy waits
    case 'EBUSY':
      return new AppError('FILE_IN_USE', { file: path }, { cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOENT':
    case 'ENOTDIR':
    // mkdir: a file has the folder's name
    case 'EEXIST':
      return new AppError('FOLDER_NOT_WRITABLE', { folder: dirname(path) }, { cause: error });
    default:
      return error;
  }
}

/** Flushes a file's content to the disk. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Flushes a folder, so that a rename in it survives a power cut. Windows cannot open folders and needs no such call. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
