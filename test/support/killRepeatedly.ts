import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
import { undoReview } from '../../electron/backend/storage/project/undoReview.ts';
import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import { parseReviewValue } from '../../shared/domain/review/reviewValue.ts';

/** The program that is killed: judges plots without end and prints what was acknowledged. */
export const verdictWriter = fileURLToPath(new URL('./writeVerdicts.ts', import.meta.url));

export interface Acknowledged {
  readonly sequence: number;
  readonly plotId: number;
  readonly verdictCode: string;
}

/** Lines the child has printed in full; a line cut by the kill was not acknowledged. */
export function parseLines(output: string): Acknowledged[] {
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sequence, plotId, verdictCode] = line.split(' ');
      return { sequence: Number(sequence), plotId: Number(plotId), verdictCode: String(verdictCode) };
    });
}

/**
 * Kills a child so often, each time in the same project, and compares after each kill: every acknowledged verdict
 * is in the log, the project checks clean (chain, hashes, replay), and the newest verdict can be taken back.
 * Throws at the first difference; returns how many verdicts were acknowledged.
 */
export async function killRepeatedly(directory: string, rounds: number): Promise<number> {
  const acknowledged = new Set<number>();
  let undone = 0;
  let logged = new Map<number, CommandRecord>();
  const before = await readLog(directory);
  for (let round = 0; round < rounds; round++) {
    // 5 to 800 ms, early moments as often as late ones
    const delay = 5 * 160 ** Math.random();
    const lines = await judgeUntilKilled(directory, delay);
    for (const { sequence } of lines) acknowledged.add(sequence);
    const moment = `after a kill at ${delay.toFixed(1)} ms in round ${round + 1}`;

    const project = await openProject(directory);
    try {
      logged = new Map([...iterateCommands(project.database)].map((row) => [row.sequence, row]));
      const lost = lines.filter(({ sequence, plotId, verdictCode }) => {
        const row = logged.get(sequence);
        return (
          row?.target !== `plot:${plotId}` || parseReviewValue(row.newValue)?.verdictCode !== verdictCode
        );
      });
      if (lost.length > 0) throw new Error(`lost ${moment}: ${JSON.stringify(lost)}`);
      if (lines.length > 0) {
        const newest = Math.max(...logged.keys());
        undoReview(project, '甲');
        undone++;
        const [row] = [...iterateCommands(project.database)].slice(-1);
        if (row?.undoes !== newest) throw new Error(`undo ${moment} took back ${row?.undoes}, not ${newest}`);
      }
      const findings = checkProject(project.database);
      if (findings.length > 0) throw new Error(`found ${moment}: ${JSON.stringify(findings)}`);
    } finally {
      project.close();
    }
  }
  const missing = [...acknowledged].filter((sequence) => !logged.has(sequence));
  if (missing.length > 0) throw new Error(`rows gone in the end: ${missing.join(', ')}`);
  // in each round one more may be stored: committed, but killed before it was printed
  const after = await readLog(directory);
  const unasked = after - before - acknowledged.size - undone;
  if (unasked > rounds) throw new Error(`${unasked} rows nobody asked for`);
  return acknowledged.size;
}

/** Lets the child judge plots until it is killed, so many milliseconds after its first verdict. */
async function judgeUntilKilled(directory: string, afterMilliseconds: number): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [verdictWriter, directory], { stdio: ['ignore', 'pipe', 'pipe'] });
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

async function readLog(directory: string): Promise<number> {
  const project = await openProject(directory);
  try {
    return [...iterateCommands(project.database)].length;
  } finally {
    project.close();
  }
}
