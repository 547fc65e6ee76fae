import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseRecord } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { formerSuffix, settleFolder, stagingSuffix } from './releaseFolder.ts';
import { manifestName, readManifest, sealOf } from './releaseManifest.ts';

/** The releases that lie directly in a folder, newest data first; `sealed` is false where a manifest was edited. */
export async function listReleases(directory: string): Promise<ReleaseRecord[]> {
  if (!existsSync(directory)) throw new AppError('FILE_NOT_FOUND', { file: directory });
  const releases: ReleaseRecord[] = [];
  for (const name of await readdir(directory)) {
    if (name.endsWith(formerSuffix)) await settleFolder(join(directory, name.slice(0, -formerSuffix.length)));
  }
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    // a release being made, or left unfinished by a crash, is none yet
    if (entry.name.endsWith(stagingSuffix)) continue;
    const folder = join(directory, entry.name);
    if (!entry.isDirectory() || !existsSync(join(folder, manifestName))) continue;
    releases.push(await describe(folder, entry.name));
  }
  return releases.sort(
    (a, b) => b.changedAtUtc.localeCompare(a.changedAtUtc) || a.name.localeCompare(b.name),
  );
}

async function describe(directory: string, name: string): Promise<ReleaseRecord> {
  try {
    const { body, seal } = await readManifest(directory);
    const complete = body.files.every(({ path }) => existsSync(join(directory, path)));
    const state = seal === sealOf(body) && complete ? 'sealed' : 'changed';
    return { directory, name, changedAtUtc: body.changedAtUtc, files: body.files.length, state };
  } catch (error) {
    // a manifest of an older version or a damaged one still is a line in the list
    if (error instanceof AppError)
      return { directory, name, changedAtUtc: '', files: 0, state: 'unreadable' };
    throw error;
  }
}
