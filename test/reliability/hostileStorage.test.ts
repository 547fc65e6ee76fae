import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
import { describeWhenAvailable, hasProgram } from '../support/availability.ts';
import { addPlots, buildProject } from '../support/buildProject.ts';
import type { FullDiskReport } from '../support/judgeOnFullDisk.ts';
import { parseLines, verdictWriter } from '../support/killRepeatedly.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const fullDisk = fileURLToPath(new URL('../support/judgeOnFullDisk.ts', import.meta.url));

describeWhenAvailable(
  'a disk that is full, then read-only',
  // a mount of its own in a namespace of its own: nothing of it is left behind
  { 'own mounts': hasProgram('unshare', ['-rm', 'true']) },
  () => {
    it('loses no acknowledged verdict, says what is the matter, and changes nothing it cannot finish', () => {
      const disk = join(temporaryFolder(), 'disk');
      mkdirSync(disk);
      const script = `mount -t tmpfs -o size=12m tmpfs "$1" && exec "$2" "$3" "$1"`;
      const { stdout, stderr } = spawnSync(
        'unshare',
        ['-rm', 'sh', '-c', script, 'sh', disk, process.execPath, fullDisk],
        { encoding: 'utf8' },
      );
      if (stdout === '') throw new Error(stderr);
      const report = JSON.parse(stdout) as FullDiskReport;
      process.stdout.write(
        `${report.acknowledged} verdicts until the disk was full, ${report.missing} lost\n`,
      );
      expect(report).toMatchObject({
        missing: 0,
        codeWhenFull: 'DISK_FULL',
        goesOn: true,
        findings: [],
        codeWhenReadOnly: 'PROJECT_READ_ONLY',
        unchangedWhenReadOnly: true,
      });
      expect(report.acknowledged).toBeGreaterThan(10);
      expect(report.messageWhenFull).toContain('磁盘空间不足');
      expect(report.messageWhenReadOnly).toContain('只读');
    });
  },
);

describe('a second program on the same project', () => {
  it('is refused by name while the first goes on judging, and may take over once the first is gone', async () => {
    const project = await buildProject();
    addPlots(project, 50);
    const { directory } = project;
    project.close();
    const first = spawn(process.execPath, [verdictWriter, directory], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    first.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    await expect.poll(() => parseLines(output).length, { timeout: 90_000 }).toBeGreaterThan(5);
    const before = parseLines(output).length;
    await expect(openProject(directory)).rejects.toMatchObject({
      code: 'PROJECT_IN_USE',
      params: { pid: first.pid },
    });
    await expect.poll(() => parseLines(output).length, { timeout: 90_000 }).toBeGreaterThan(before + 5);
    first.kill('SIGKILL');
    await once(first, 'close');

    const second = await openProject(directory);
    const logged = new Set([...iterateCommands(second.database)].map(({ sequence }) => sequence));
    expect(parseLines(output).filter(({ sequence }) => !logged.has(sequence))).toEqual([]);
    expect(checkProject(second.database)).toEqual([]);
    second.close();
  });
});
