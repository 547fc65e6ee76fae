import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeWhenAvailable, hasProgram } from '../support/availability.ts';
import { addPlots, buildProject } from '../support/buildProject.ts';
import { countRows, killRepeatedly, parseLines, verdictWriter } from '../support/killRepeatedly.ts';

const kills = Number(process.env.KILLS ?? 50);

describe(`verdicts through ${kills} kills`, () => {
  it(
    'are all there: every one that was acknowledged, in a project that checks clean and can be undone',
    async () => {
      const projects = [await buildProject(), await buildProject()];
      for (const project of projects) {
        addPlots(project, 200);
        project.close();
      }
      // side by side: most of a round is waiting
      const counts = await Promise.all(
        projects.map((project, i) =>
          killRepeatedly(project.directory, Math.floor((kills + i) / projects.length)),
        ),
      );
      const total = counts.reduce((sum, kinds) => sum + countRows(kinds), 0);
      process.stdout.write(`${kills} kills, ${total} verdicts acknowledged, 0 lost\n`);
      expect(total).toBeGreaterThanOrEqual(kills);
    },
    kills * 4_000 + 30_000,
  );
});

describeWhenAvailable('each acknowledged verdict', { strace: hasProgram('strace', ['-V']) }, () => {
  it('was synced to the disk before it was acknowledged', async () => {
    const project = await buildProject();
    addPlots(project, 50);
    project.close();
    const folder = mkdtempSync(join(tmpdir(), 'tianheng-trace-'));
    const trace = join(folder, 'trace.txt');
    const { status, stdout, stderr } = spawnSync(
      'strace',
      [
        '-f',
        '-e',
        'trace=fdatasync,fsync,write',
        '-s',
        '40',
        '-o',
        trace,
        process.execPath,
        verdictWriter,
        project.directory,
        '100',
      ],
      { encoding: 'utf8' },
    );
    const calls = readFileSync(trace, 'utf8').split('\n');
    rmSync(folder, { recursive: true });
    if (status !== 0) throw new Error(stderr);
    expect(parseLines(stdout)).toHaveLength(100);
    // between one acknowledgement and the next there has to be a sync
    let synced = 0;
    const syncsBefore: number[] = [];
    for (const call of calls) {
      if (/\b(fdatasync|fsync)\(/.test(call)) synced++;
      else if (/write\(1, "\d+ \d+ \w+\\n"/.test(call)) {
        syncsBefore.push(synced);
        synced = 0;
      }
    }
    expect(syncsBefore).toHaveLength(100);
    expect(Math.min(...syncsBefore)).toBeGreaterThanOrEqual(1);
  });
});
