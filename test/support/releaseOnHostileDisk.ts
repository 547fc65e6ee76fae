/**
 * A program to be run on a small disk of its own (the folder given, mounted for it): makes a release and tries to
 * replace it while the disk is full, while it is read-only, and while its folder is held; then once more without all
 * that. Prints one line of JSON.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRelease } from '../../electron/backend/documents/release.ts';
import { verifyRelease } from '../../electron/backend/documents/verifyRelease.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { sampleOptions, sampleSource } from '../unit/electron/backend/documents/sampleSource.ts';

/** What became of one attempt. */
interface Attempt {
  readonly code: string;
  /** Whether the earlier release is byte for byte what it was, and verifies. */
  readonly unchanged: boolean;
  /** What lies on the disk afterwards. */
  readonly leftBehind: readonly string[];
}

export interface HostileReleaseReport {
  readonly full: Attempt;
  readonly readOnly: Attempt;
  readonly held: Attempt;
  readonly replacedInTheEnd: boolean;
}

/** Room for a part of a release only. */
const roomBytes = 100_000;

const [disk] = process.argv.slice(2);
if (disk === undefined) throw new Error('usage: releaseOnHostileDisk.ts FOLDER');
const directory = join(disk, '出件');
const filler = join(disk, 'filler');
const release = (notes: readonly string[]) =>
  createRelease({
    ...{ directory, origin: {}, options: sampleOptions, replace: true, onFile: () => {} },
    lists: [{ name: '清单', source: sampleSource(notes) }],
    formats: ['xlsx', 'csv', 'gpkg', 'geojson', 'docx'],
  });

await release(['甲', '乙']);
const before = hashRelease();
const { bavail, bsize } = statfsSync(disk);
writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - roomBytes)));
const full = await attempt();
rmSync(filler);

mount('-o', 'remount,ro', disk);
const readOnly = await attempt();
mount('-o', 'remount,rw', disk);

// a folder something is mounted on cannot be renamed, as one cannot in which Windows holds a file open
mount('--bind', directory, directory);
const held = await attempt();
execFileSync('umount', [directory]);

await release(['丙']);
const replacedInTheEnd = hashRelease() !== before && (await verifyRelease(directory)).length === 0;
const report: HostileReleaseReport = { full, readOnly, held, replacedInTheEnd };
process.stdout.write(`${JSON.stringify(report)}\n`);

async function attempt(): Promise<Attempt> {
  const code = await release(['丙']).then(
    () => 'released',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
  const unchanged = hashRelease() === before && (await verifyRelease(directory)).length === 0;
  const leftBehind = readdirSync(disk as string).filter((name) => name !== 'filler');
  return { code, unchanged, leftBehind };
}

function mount(...args: readonly string[]): void {
  execFileSync('mount', args);
}

function hashRelease(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(directory).sort()) {
    hash.update(name);
    hash.update(readFileSync(join(directory, name)));
  }
  return hash.digest('hex');
}
