import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** What vitest keeps of an error that a test, a hook or a file ended with. */
export interface TestError {
  readonly name?: string | undefined;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly diff?: string | undefined;
  readonly cause?: TestError | undefined;
}

export interface Failure {
  /** Absolute path of the test's file; empty where the error belongs to none. */
  readonly file: string;
  /** Names of the suites and the test, outermost first; empty for an error of the file itself. */
  readonly names: readonly string[];
  readonly errors: readonly TestError[];
}

const widest = 240;

/**
 * One failure in at most `lines` colourless lines for somebody who sees only the end of the output: file, test, the
 * message, for a random test its seed, counterexample and cause, and the first line of our own in the stack.
 */
export function describeFailure(failure: Failure, root: string, lines: number): string[] {
  const names = failure.names.length > 0 ? failure.names.join(' > ') : 'the file itself';
  const head = [
    `FAILED ${failure.file === '' ? 'outside a file' : relative(root, failure.file)}`,
    `  ${names}`,
  ];
  const chains = failure.errors.map(chainOf);
  const places = chains.flat().map((error) => placeOf(error, root));
  const place = places.find((found) => found !== null) ?? null;
  const tail = place === null ? [] : [`  at ${place}`];
  const body = chains.flatMap((chain) => chain.flatMap(describeError)).map((line) => `  ${cut(line)}`);
  return [...head, ...body.slice(0, Math.max(1, lines - head.length - tail.length)), ...tail];
}

/** The error and what it was caused by, outermost first. */
function chainOf(error: TestError): TestError[] {
  return [error, ...(error.cause === undefined ? [] : chainOf(error.cause))];
}

function describeError(error: TestError, depth: number): string[] {
  const kind = error.name === undefined || error.name === 'Error' ? '' : `${error.name}: `;
  const text = `${depth === 0 ? '' : 'caused by '}${kind}${error.message}\n${error.diff ?? ''}`;
  return stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
}

/** The first place in the stack that is ours. */
function placeOf({ stack = '' }: TestError, root: string): string | null {
  for (const line of stripVTControlCharacters(stack).split('\n')) {
    const found = /^\s*at .*?((?:file:\/\/)?\/[^()]+:\d+:\d+)\)?$/.exec(line)?.[1]?.replace('file://', '');
    if (found?.startsWith(root) && !found.includes('node_modules')) return relative(root, found);
  }
  return null;
}

function cut(line: string): string {
  return line.length <= widest ? line : `${line.slice(0, widest)} …`;
}
