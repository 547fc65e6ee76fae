import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { type OpenProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import { parseReviewValue } from '../../shared/domain/review/reviewValue.ts';
import { describeWhenAvailable, hasProgram } from '../support/availability.ts';
import { addPlots, buildProject } from '../support/buildProject.ts';

const harness = fileURLToPath(new URL('../support/writeVerdicts.ts', import.meta.url));
const kills = Number(process.env.KILLS ?? 50);

interface Acknowledged {
  readonly sequence: number;
  readonly plotId: number;
  readonly verdictCode: string;
}

/** Lines the child has printed in full; a line cut by the kill was not acknowledged. */
function parseLines(output: string): Acknowledged[] {
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sequence, plotId, verdictCode] = line.split(' ');
      return { sequence: Number(sequence), plotId: Number(plotId), verdictCode: String(verdictCode) };
    });
}

/** Lets the child judge plots until it is killed, so many milliseconds after its first verdict. */
async function judgeUntilKilled(directory: string, afterMilliseconds: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [harness, directory], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), afterMilliseconds);
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${complaints}`);
  return parseLines(output);
}

/** Kills a child so often, each time in the same project, and compares after each; returns how many were acknowledged. */
async function killRepeatedly(project: OpenProject, rounds: number): Promise<number> {
  const acknowledged = new Set<number>();
  let logged = new Map<number, CommandRecord>();
  for (let round = 0; round < rounds; round++) {
    // 5 to 800 ms, early moments as often as late ones
    const delay = 5 * 160 ** Math.random();
    const lines = await judgeUntilKilled(project.directory, delay);
    for (const { sequence } of lines) acknowledged.add(sequence);

    const again = await openProject(project.directory);
    try {
      logged = new Map([...iterateCommands(again.database)].map((row) => [row.sequence, row]));
      const lost = lines.filter(({ sequence, plotId, verdictCode }) => {
        const row = logged.get(sequence);
        return (
          row?.target !== `plot:${plotId}` || parseReviewValue(row.newValue)?.verdictCode !== verdictCode
        );
      });
      expect(lost, `lost after a kill at ${delay} ms`).toEqual([]);
      expect(checkProject(again.database), `findings after a kill at ${delay} ms`).toEqual([]);
    } finally {
      again.close();
    }
  }
  expect([...acknowledged].filter((sequence) => !logged.has(sequence))).toEqual([]);
  // one more may be stored in each round, committed but killed before it was printed; two rows were there before
  expect(logged.size - 2 - acknowledged.size).toBeLessThanOrEqual(rounds);
  return acknowledged.size;
}

describe(`verdicts through ${kills} kills`, () => {
  it(
    'are all there: every one that was acknowledged, in a project that checks clean',
    async () => {
      const projects = [await buildProject(), await buildProject()];
      for (const project of projects) {
        addPlots(project, 200);
        project.close();
      }
      // side by side: most of a round is waiting
      const counts = await Promise.all(
        projects.map((project, i) => killRepeatedly(project, Math.floor((kills + i) / projects.length))),
      );
      const total = counts.reduce((sum, count) => sum + count, 0);
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
        harness,
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
