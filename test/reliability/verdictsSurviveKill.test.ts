import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
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

describe(`verdicts through ${kills} kills`, () => {
  it(
    'are all there: every one that was acknowledged, in a project that checks clean',
    async () => {
      const project = await buildProject();
      addPlots(project, 200);
      project.close();
      const acknowledged = new Map<number, Acknowledged>();
      for (let round = 0; round < kills; round++) {
        const delay = 5 + Math.floor(Math.random() * 796);
        const lines = await judgeUntilKilled(project.directory, delay);
        for (const line of lines) acknowledged.set(line.sequence, line);

        const again = await openProject(project.directory);
        try {
          const logged = new Map([...iterateCommands(again.database)].map((row) => [row.sequence, row]));
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
      process.stdout.write(`${kills} kills, ${acknowledged.size} verdicts acknowledged, 0 lost\n`);
      const last = await openProject(project.directory);
      const sequences = new Set([...iterateCommands(last.database)].map(({ sequence }) => sequence));
      last.close();
      expect([...acknowledged.keys()].filter((sequence) => !sequences.has(sequence))).toEqual([]);
      // one more than acknowledged may be stored in each round: committed, but killed before it was printed
      expect(sequences.size - 2 - acknowledged.size).toBeLessThanOrEqual(kills);
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
