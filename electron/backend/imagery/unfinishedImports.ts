import { randomUUID } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import type { ImageImport } from './ImageImport.ts';

/** An import of a picture that was begun: all that is needed to go on with it, in a small file beside its part. */
export interface UnfinishedRecord {
  readonly importId: string;
  readonly request: ImageImport;
  readonly sources: readonly { readonly bytes: number; readonly changedMs: number }[];
  readonly startedAtUtc: string;
}

/** Folder of the packs inside a project. */
export const imageryFolder = 'imagery';
const recordEnding = '.unfinished.json';
const partEnding = '.tmp';
/** Imports that run in this process; the parts of others lie still. */
const running = new Set<string>();

/** The pack while it is written. */
export function partOf(folder: string, importId: string): string {
  return join(folder, `${importId}${partEnding}`);
}

/**
 * Notes that an import begins, or goes on after `before`. Throws FILE_NOT_FOUND, and IMPORT_SOURCE_CHANGED where a
 * source is not what it was when the import began: half of each would be no picture.
 */
export async function beginUnfinished(
  folder: string,
  request: ImageImport,
  before: UnfinishedRecord | undefined,
  startedAtUtc: string,
): Promise<UnfinishedRecord> {
  const sources = await Promise.all(request.files.map(measureSource));
  if (before !== undefined) {
    const changed = sources.findIndex(({ bytes, changedMs }, i) => {
      const earlier = before.sources[i];
      return earlier?.bytes !== bytes || earlier.changedMs !== changedMs;
    });
    if (changed >= 0) throw new AppError('IMPORT_SOURCE_CHANGED', { file: request.files[changed] ?? '' });
    running.add(before.importId);
    return before;
  }
  const record = { importId: randomUUID(), request, sources, startedAtUtc };
  running.add(record.importId);
  await atomicWrite(join(folder, record.importId + recordEnding), JSON.stringify(record));
  return record;
}

/** Ends an import: what is left of it goes, or stays to go on from. */
export async function removeUnfinished(
  folder: string,
  importId: string,
  { keepsPart }: { readonly keepsPart: boolean },
): Promise<void> {
  running.delete(importId);
  if (!keepsPart) await rm(join(folder, importId + recordEnding), { force: true });
  await removeLeftOvers(folder);
}

/** Imports that were paused or cut off, the oldest first; those that run now are not among them. */
export async function listUnfinished(folder: string): Promise<readonly UnfinishedRecord[]> {
  const records: UnfinishedRecord[] = [];
  for (const name of await listNames(folder)) {
    if (!name.endsWith(recordEnding) || running.has(name.slice(0, -recordEnding.length))) continue;
    const record = await readRecord(join(folder, name));
    if (record !== undefined) records.push(record);
  }
  return records.sort((one, other) => (one.startedAtUtc < other.startedAtUtc ? -1 : 1));
}

/** Removes temporary files that no import, running or unfinished, will use again. */
export async function removeLeftOvers(folder: string): Promise<void> {
  const names = await listNames(folder);
  const kept = new Set(names.filter((name) => name.endsWith(recordEnding)).map((name) => name.slice(0, 36)));
  for (const name of names) {
    const importId = name.slice(0, 36);
    const isPart = name === `${importId}${partEnding}` || name === `${importId}${partEnding}-journal`;
    const isUsed = running.has(importId) || (isPart && kept.has(importId));
    if (name.includes(partEnding) && !isUsed) await rm(join(folder, name), { force: true });
  }
}

async function listNames(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // no picture was imported yet
    return [];
  }
}

/** Written whole or not at all by us, so anything else is no record. */
async function readRecord(path: string): Promise<UnfinishedRecord | undefined> {
  try {
    const { importId, request, sources, startedAtUtc } = JSON.parse(
      await readFile(path, 'utf8'),
    ) as UnfinishedRecord;
    const isWhole = typeof importId === 'string' && Array.isArray(request.files) && Array.isArray(sources);
    return isWhole ? { importId, request, sources, startedAtUtc } : undefined;
  } catch {
    return undefined;
  }
}

async function measureSource(file: string): Promise<UnfinishedRecord['sources'][number]> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { bytes: size, changedMs: mtimeMs };
  } catch (error) {
    throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  }
}
