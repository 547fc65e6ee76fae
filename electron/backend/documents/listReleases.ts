import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReleaseRecord } from '../../../shared/contract/records/documentRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { formerSuffix, settleFolder, stagingSuffix } from './releaseFolder.ts';
import { manifestName, readManifest, sealOf } from './releaseManifest.ts';

/** The releases that lie directly in a folder, newest data first, those of the same data by name. */
export async function listReleases(directory: string): Promise<ReleaseRecord[]> {
  if (!existsSync(directory)) throw new AppError('FILE_NOT_FOUND', { file: directory });
  const found: FoundRelease[] = [];
  for (const name of await readdir(directory)) {
    if (name.endsWith(formerSuffix)) await settleFolder(join(directory, name.slice(0, -formerSuffix.length)));
  }
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    // a release being made, or left unfinished by a crash, is none yet
    if (entry.name.endsWith(stagingSuffix)) continue;
    const folder = join(directory, entry.name);
    if (!entry.isDirectory() || !existsSync(join(folder, manifestName))) continue;
    found.push(await describe(folder, entry.name));
  }
  return markRebuilt(found).sort(
    (a, b) => b.changedAtUtc.localeCompare(a.changedAtUtc) || a.name.localeCompare(b.name),
  );
}

interface FoundRelease {
  readonly record: ReleaseRecord;
  readonly seal: string;
  readonly writtenAt: number;
}

async function describe(directory: string, name: string): Promise<FoundRelease> {
  const writtenAt = (await stat(join(directory, manifestName))).mtimeMs;
  try {
    const { body, seal } = await readManifest(directory);
    const complete = body.files.every(({ path }) => existsSync(join(directory, path)));
    const state = seal === sealOf(body) && complete ? 'sealed' : 'changed';
    const { changedAtUtc, files } = body;
    const record = { directory, name, changedAtUtc, files: files.length, state, sameAs: '' } as const;
    return { record, seal, writtenAt };
  } catch (error) {
    // a manifest of an older version or a damaged one still is a line in the list
    if (!(error instanceof AppError)) throw error;
    const record = { directory, name, changedAtUtc: '', files: 0, state: 'unreadable', sameAs: '' } as const;
    return { record, seal: '', writtenAt };
  }
}

/** Of sealed releases with one seal, all but the first that was written were made again from its data. */
function markRebuilt(found: readonly FoundRelease[]): ReleaseRecord[] {
  const firsts = new Map<string, FoundRelease>();
  for (const release of found) {
    const first = firsts.get(release.seal);
    if (release.record.state !== 'sealed') continue;
    if (first === undefined || release.writtenAt < first.writtenAt) firsts.set(release.seal, release);
  }
  return found.map((release) => {
    const first = firsts.get(release.seal);
    if (release.record.state !== 'sealed' || first === undefined || first === release) return release.record;
    return { ...release.record, state: 'rebuilt', sameAs: first.record.name };
  });
}
