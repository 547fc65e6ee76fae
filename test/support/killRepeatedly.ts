import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { checkProject } from '../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../electron/backend/storage/project/commandLog.ts';
import { type OpenProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { undoReview } from '../../electron/backend/storage/project/undoReview.ts';
import type { CommandRecord } from '../../shared/contract/records/reviewRecords.ts';
import { parseReviewValue } from '../../shared/domain/review/reviewValue.ts';
import { AppError } from '../../shared/errors/AppError.ts';

/** The program that is killed: judges plots without end and prints what was acknowledged. */
export const verdictWriter = fileURLToPath(new URL('./writeVerdicts.ts', import.meta.url));

/** What a program does until it is killed, and what must be left of it. */
interface KilledWork {
  readonly program: string;
  /** True where a row of the log is what the program printed. */
  isKept(row: CommandRecord | undefined, line: Acknowledged): boolean;
  /** Most rows of the log that one step writes: so many may be stored and not printed when the kill comes. */
  readonly rowsPerStep: number;
  /** The latest moment of a kill after the first row: late enough for the slowest command. */
  readonly latestMilliseconds: number;
  /** True where the newest row of all must be the one that undo takes back. */
  readonly undoesNewest: boolean;
}

const verdictWork: KilledWork = {
  program: verdictWriter,
  isKept: (row, { plotId, word }) =>
    row?.target === `plot:${plotId}` && parseReviewValue(row.newValue)?.verdictCode === word,
  rowsPerStep: 1,
  latestMilliseconds: 800,
  undoesNewest: true,
};

/** Random commands of every kind there is (commandKinds.ts); the third word of a line is the hash of the row. */
export const everyWork: KilledWork = {
  program: fileURLToPath(new URL('./writeEveryKind.ts', import.meta.url)),
  isKept: (row, { word }) => row?.hash === word,
  rowsPerStep: 8,
  latestMilliseconds: 2_500,
  undoesNewest: false,
};

export interface Acknowledged {
  readonly sequence: number;
  readonly plotId: number;
  /** The verdict's code, or what else the program says of the row. */
  readonly word: string;
}

/** Lines the child has printed in full; a line cut by the kill was not acknowledged. */
export function parseLines(output: string): Acknowledged[] {
  return output
    .slice(0, output.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sequence, plotId, word] = line.split(' ');
      return { sequence: Number(sequence), plotId: Number(plotId), word: String(word) };
    });
}

/**
 * Kills a child so often, each time in the same project, and compares after each kill: every acknowledged row is in
 * the log, the project checks clean (chain, hashes, replay), and the newest step can be taken back. Throws at the
 * first difference; returns how many rows were acknowledged, by kind.
 */
export async function killRepeatedly(
  directory: string,
  rounds: number,
  work: KilledWork = verdictWork,
): Promise<ReadonlyMap<string, number>> {
  const acknowledged = new Set<number>();
  let undone = 0;
  let logged = new Map<number, CommandRecord>();
  const before = await readLog(directory);
  for (let round = 0; round < rounds; round++) {
    // from 5 ms on, early moments as often as late ones
    const delay = 5 * (work.latestMilliseconds / 5) ** Math.random();
    const lines = await workUntilKilled(work.program, directory, delay);
    for (const { sequence } of lines) acknowledged.add(sequence);
    const moment = `after a kill at ${delay.toFixed(1)} ms in round ${round + 1}`;

    const project = await openProject(directory);
    try {
      logged = new Map([...iterateCommands(project.database)].map((row) => [row.sequence, row]));
      const lost = lines.filter((line) => !work.isKept(logged.get(line.sequence), line));
      if (lost.length > 0) throw new Error(`lost ${moment}: ${JSON.stringify(lost)}`);
      if (lines.length > 0 && undo(project, work)) {
        const newest = Math.max(...logged.keys());
        const rows = [...iterateCommands(project.database)];
        undone += rows.length - logged.size;
        const undoes = rows.at(-1)?.undoes ?? null;
        const isRight = work.undoesNewest ? undoes === newest : undoes !== null;
        if (!isRight) throw new Error(`undo ${moment} took back ${undoes}, newest was ${newest}`);
      }
      const findings = checkProject(project.database);
      if (findings.length > 0) throw new Error(`found ${moment}: ${JSON.stringify(findings)}`);
    } finally {
      project.close();
    }
  }
  const missing = [...acknowledged].filter((sequence) => !logged.has(sequence));
  if (missing.length > 0) throw new Error(`rows gone in the end: ${missing.join(', ')}`);
  // in each round one more step may be stored: committed, but killed before it was printed
  const after = await readLog(directory);
  const unasked = after - before - acknowledged.size - undone;
  if (unasked > rounds * work.rowsPerStep) throw new Error(`${unasked} rows nobody asked for`);
  if (undone === 0) throw new Error('nothing could be undone in any round');
  const kinds = new Map<string, number>();
  for (const sequence of acknowledged) {
    const kind = logged.get(sequence)?.kind ?? '';
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  return kinds;
}

/** Rows of all kinds together. */
export function countRows(kinds: ReadonlyMap<string, number>): number {
  return [...kinds.values()].reduce((sum, count) => sum + count, 0);
}

/** False where the rules refuse: somebody else has worked on the same plot since. */
function undo(project: OpenProject, { undoesNewest }: KilledWork): boolean {
  try {
    undoReview(project, '甲');
    return true;
  } catch (error) {
    if (error instanceof AppError && !undoesNewest) return false;
    throw error;
  }
}

/** Lets the child work until it is killed, so many milliseconds after its first line. */
async function workUntilKilled(
  program: string,
  directory: string,
  afterMilliseconds: number,
): Promise<Acknowledged[]> {
  const child = spawn(process.execPath, [program, directory], { stdio: ['ignore', 'pipe', 'pipe'] });
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
