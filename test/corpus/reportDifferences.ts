import { readTable } from './readTable.ts';

export interface Outcome {
  readonly path: string;
  /** `agree`, or in what the file differs; `crash …` for anything but a refusal of ours. */
  readonly verdict: string;
}

/**
 * Prints what differs from GDAL beside the list of known differences. The exit code is 1 where something is new, gone or
 * crashed. `describe` is given how many agree and says what was looked at.
 */
export function reportDifferences(
  outcomes: readonly Outcome[],
  differencesFile: string,
  describe: (agreeing: number) => string,
): void {
  const known = new Map(readTable(differencesFile).map(([path = '', verdict = '']) => [path, verdict]));
  const differing = outcomes.filter(({ verdict }) => verdict !== 'agree');
  const isNew = ({ path, verdict }: Outcome) => known.get(path) !== verdict;
  for (const outcome of differing) {
    process.stdout.write(`${isNew(outcome) ? 'NEW  ' : 'known'}\t${outcome.path}\t${outcome.verdict}\n`);
  }
  const fresh = differing.filter(isNew).length;
  const gone = [...known.keys()].filter((path) => !differing.some((outcome) => outcome.path === path));
  for (const path of gone) process.stdout.write(`GONE \t${path}\tno longer differs: take it off the list\n`);
  const crashes = outcomes.filter(({ verdict }) => verdict.startsWith('crash')).length;
  process.stdout.write(
    `${describe(outcomes.length - differing.length)}, ${differing.length - fresh} known differences, ` +
      `${fresh} new, ${gone.length} gone, ${crashes} crashes\n`,
  );
  process.exitCode = fresh + gone.length + crashes > 0 ? 1 : 0;
}
