/**
 * A program to be run on a small disk of its own (the folder given, mounted for it): judges until the disk is full,
 * makes room, goes on, and then opens the project again on the same disk made read-only. Prints one line of JSON.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackend } from '../../electron/backend/createBackend.ts';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { addPlots } from './buildProject.ts';

export interface FullDiskReport {
  readonly acknowledged: number;
  readonly missing: number;
  readonly codeWhenFull: string;
  readonly messageWhenFull: string;
  readonly goesOn: boolean;
  readonly findings: readonly string[];
  readonly codeWhenReadOnly: string;
  readonly messageWhenReadOnly: string;
  readonly unchangedWhenReadOnly: boolean;
}

/** Room left before the judging begins: enough for some verdicts, not for many. */
const roomBytes = 1_500_000;
const mostVerdicts = 5_000;

const [disk] = process.argv.slice(2);
if (disk === undefined) throw new Error('usage: judgeOnFullDisk.ts FOLDER');
const directory = join(disk, 'project');
const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4545', by: '甲' });
addPlots(project, 50);
project.close();
const { bavail, bsize } = statfsSync(disk);
writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - roomBytes)));

const backend = createBackend({
  applicationDirectory: join(disk, 'application'),
  clock: () => new Date(),
  reportBug: (_, method, error) => process.stderr.write(`${method}: ${String(error)}\n`),
});
const opened = await backend.call('project.open', { directory });
if (!opened.ok) throw new Error(opened.error.code);
const acknowledged: number[] = [];
let full = { code: '', message: '' };
const judge = async (plotId: number) =>
  backend.call('review.decide', { plotId, verdictCode: 'ready', note: '磁盘将满'.repeat(50), by: '甲' });
for (let i = 0; i < mostVerdicts; i++) {
  const reply = await judge(1 + (i % 50));
  if (!reply.ok) {
    full = reply.error;
    break;
  }
  acknowledged.push((reply.value as { sequence: number }).sequence);
}
rmSync(join(disk, 'filler'));
const after = await judge(7);
if (after.ok) acknowledged.push((after.value as { sequence: number }).sequence);
await backend.close();

const again = await openProject(directory);
const logged = new Set([...iterateCommands(again.database)].map(({ sequence }) => sequence));
const findings = checkProject(again.database).map(({ code, where }) => `${code} ${where}`);
again.close();

const before = hashFolder(directory);
execFileSync('mount', ['-o', 'remount,ro', disk]);
const readOnly = createBackend({
  applicationDirectory: join(disk, 'application'),
  clock: () => new Date(),
  reportBug: (_, method, error) => process.stderr.write(`${method}: ${String(error)}\n`),
});
const refused = await readOnly.call('project.open', { directory });
await readOnly.close();
const reader = openDatabase(join(directory, 'project.gpkg'), { readOnly: true });
reader.close();

const report: FullDiskReport = {
  acknowledged: acknowledged.length,
  missing: acknowledged.filter((sequence) => !logged.has(sequence)).length,
  codeWhenFull: full.code,
  messageWhenFull: full.message,
  goesOn: after.ok,
  findings,
  codeWhenReadOnly: refused.ok ? 'opened' : refused.error.code,
  messageWhenReadOnly: refused.ok ? '' : refused.error.message,
  unchangedWhenReadOnly: hashFolder(directory) === before,
};
process.stdout.write(`${JSON.stringify(report)}\n`);

function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }) as string[]) {
    hash.update(name);
    if (/\.gpkg(-wal)?$/.test(name)) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest('hex');
}
