import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { CancelSignal } from '../../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { datasetDetails } from '../../../../shared/text/vectorImport.zh-CN.ts';

export interface SourceCopy {
  /** The copy of the file the user named. */
  readonly path: string;
  /** The private folder: holds the copy and whatever reading it makes. */
  readonly directory: string;
  /**
   * SHA-256 of the source as it was read. For a group of files: of the lines `sha256sum` prints for its members in
   * name order, so that it can be checked with `sha256sum … | sha256sum`.
   */
  readonly sha256: string;
  remove(): Promise<void>;
}

/** What belongs to a shapefile; anything else of the same name stays where it is. */
const SHAPEFILE_MEMBERS: ReadonlySet<string> = new Set([
  '.shp',
  '.shx',
  '.dbf',
  '.prj',
  '.cpg',
  '.dbt',
  '.fpt',
]);

/**
 * Copies a foreign file and what belongs to it into a folder of our own, hashing on the way. The source is opened
 * for reading only, one byte after another; nothing is written beside it and no lock is taken.
 * Throws FILE_NOT_FOUND, FILE_UNREADABLE (also for a symbolic link: what it points at was not chosen), DISK_FULL,
 * OPERATION_CANCELLED.
 */
export async function copySourceGroup(
  file: string,
  privateDirectory: string,
  signal?: CancelSignal,
): Promise<SourceCopy> {
  const source = resolve(file);
  const members = await listGroup(source, file);
  await mkdir(privateDirectory, { recursive: true });
  const directory = await mkdtemp(join(privateDirectory, 'import-'));
  const remove = () => rm(directory, { recursive: true, force: true });
  try {
    const lines: string[] = [];
    for (const member of members) {
      // the copy always has the same plain name: names of foreign files never become names of ours
      const target = join(directory, `source${copySuffix(source, member)}`);
      const sha256 = await copyWithHash(join(dirname(source), member), target, file, signal);
      lines.push(`${sha256}  ${member}\n`);
    }
    const only = lines.length === 1 ? lines[0] : undefined;
    const sha256 =
      only === undefined ? createHash('sha256').update(lines.join('')).digest('hex') : only.slice(0, 64);
    return { path: join(directory, `source${extname(source).toLowerCase()}`), directory, sha256, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Names of the group's members in the source's folder, in name order. */
async function listGroup(source: string, shown: string): Promise<string[]> {
  const status = await statPlainFile(source, shown);
  if (status.isDirectory()) {
    throw new AppError('DATASET_UNRECOGNISED', { file: shown, detail: datasetDetails.folder });
  }
  const name = basename(source);
  const extension = extname(name).toLowerCase();
  const siblings = (await readdir(dirname(source))).sort();
  const belongs = (sibling: string): boolean => {
    if (sibling === name) return true;
    if (extension === '.gpkg' || extension === '.sqlite') {
      return sibling === `${name}-wal` || sibling === `${name}-shm` || sibling === `${name}-journal`;
    }
    if (extension !== '.shp') return false;
    const stem = name.slice(0, -extension.length).toLowerCase();
    const other = sibling.toLowerCase();
    // both a.cpg and a.dbf.cpg are met; the second names the encoding for GDAL and QGIS too
    if (other === `${stem}.dbf.cpg`) return true;
    const otherExtension = extname(other);
    return (
      otherExtension !== '.shp' &&
      SHAPEFILE_MEMBERS.has(otherExtension) &&
      other === `${stem}${otherExtension}`
    );
  };
  const members = siblings.filter(belongs);
  for (const member of members) await statPlainFile(join(dirname(source), member), member);
  return members;
}

async function statPlainFile(path: string, shown: string): Promise<Stats> {
  let status: Stats;
  try {
    status = await lstat(path);
  } catch (error) {
    throw fileError(error, shown);
  }
  if (status.isSymbolicLink()) {
    throw new AppError('FILE_UNREADABLE', { file: shown, detail: datasetDetails.symbolicLink });
  }
  if (!status.isFile() && !status.isDirectory()) {
    throw new AppError('FILE_UNREADABLE', { file: shown, detail: datasetDetails.notAFile });
  }
  return status;
}

/** What follows the common stem: '.shp', '.dbf.cpg', '.gpkg-wal'; in lower case, so the reader need not search. */
function copySuffix(source: string, member: string): string {
  const stem = basename(source, extname(source));
  return member.slice(stem.length).toLowerCase();
}

async function copyWithHash(
  from: string,
  to: string,
  shown: string,
  signal: CancelSignal | undefined,
): Promise<string> {
  const hash: Hash = createHash('sha256');
  const tap = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (signal?.aborted) {
        done(new AppError('OPERATION_CANCELLED', { operation: datasetDetails.reading }));
        return;
      }
      hash.update(chunk);
      done(null, chunk);
    },
  });
  try {
    await pipeline(createReadStream(from, { flags: 'r' }), tap, createWriteStream(to, { flags: 'wx' }));
  } catch (error) {
    throw fileError(error, shown);
  }
  return hash.digest('hex');
}

function fileError(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return new AppError('FILE_NOT_FOUND', { file }, { cause: error });
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('DISK_FULL', { file }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EBUSY' || code === 'EIO') {
    return new AppError('FILE_UNREADABLE', { file, detail: code }, { cause: error });
  }
  return error;
}
