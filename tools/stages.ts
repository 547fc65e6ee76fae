import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { buildApp } from './buildApp.ts';
import { describeFailure, type Failure } from './describeFailure.ts';
import { capturePackageBin, projectRoot, runPackageBin } from './runPackageBin.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What the last lines of the output say of failed tests. */
  readonly failures?: readonly Failure[];
  /** What the stage would have written; absent where it has written it itself. */
  readonly output?: string;
}

export interface Stage {
  readonly name: string;
  readonly run: () => Promise<Counts>;
}

/** Checks that read the source without running it: one pass or one failure each. They may run beside each other. */
export const staticStages: readonly Stage[] = [
  check('types (tsc)', 'typescript', 'tsc', ['-b', '--pretty', 'false']),
  check('lint and format (biome)', '@biomejs/biome', 'biome', ['check', '--error-on-warnings']),
  check('import rules (dependency-cruiser)', 'dependency-cruiser', 'depcruise', [
    ...['shared', 'electron', 'renderer'],
    ...['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
  ]),
  check('unused files and exports (knip)', 'knip', 'knip', []),
];

export const buildStage: Stage = {
  name: 'build (tsc, vite)',
  async run() {
    return countOne(await buildApp());
  },
};

const resultsFolder = join(projectRoot, 'test-results');
const resultsFile = join(resultsFolder, 'vitest.json');
const failuresFile = join(resultsFolder, 'failures.json');

/** The test suites, all or the named vitest projects; every test counts. */
export function vitestStage(projects: readonly string[]): Stage {
  return {
    name: projects.length === 0 ? 'tests (vitest)' : `tests (vitest: ${projects.join(', ')})`,
    async run() {
      mkdirSync(resultsFolder, { recursive: true });
      for (const file of [resultsFile, failuresFile]) rmSync(file, { force: true });
      process.env.VITEST_RESULTS = resultsFolder;
      const exitCode = await runPackageBin('vitest', 'vitest', [
        'run',
        ...projects.flatMap((name) => ['--project', name]),
      ]);
      return { ...readVitestCounts(exitCode), failures: readFailures() };
    },
  };
}

interface VitestResults {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** Counts of a finished run. A file that did not load, or a run that ended badly without a failed test, is a failure. */
function readVitestCounts(exitCode: number): Counts {
  if (!existsSync(resultsFile)) return { passed: 0, failed: 1, skipped: 0 };
  const results = JSON.parse(readFileSync(resultsFile, 'utf8')) as VitestResults;
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = results.numFailedTests + brokenFiles;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

/** What failed in a finished run; nothing where the run died before it could say. */
function readFailures(): readonly Failure[] {
  return existsSync(failuresFile) ? (JSON.parse(readFileSync(failuresFile, 'utf8')) as Failure[]) : [];
}

/**
 * What the last lines of the whole output say of a stage that failed, for a reader who has no others: each failed test,
 * all of them in about forty lines and in at least three each, or the end of what the stage wrote.
 */
export function tellFailure({ name }: Stage, { failures = [], output }: Counts): string[] {
  const lines = Math.min(12, Math.max(3, Math.floor(40 / failures.length)));
  const written = stripVTControlCharacters(output ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const tests = failures.flatMap((failure) => describeFailure(failure, projectRoot, lines));
  return tests.length > 0 ? tests : [`FAILED ${name}`, ...written.slice(-8).map((line) => `  ${line}`)];
}

function check(name: string, packageName: string, command: string, args: readonly string[]): Stage {
  return {
    name,
    async run() {
      const { exitCode, output } = await capturePackageBin(packageName, command, args);
      return { ...countOne(exitCode), output };
    },
  };
}

function countOne(exitCode: number): Counts {
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
}
