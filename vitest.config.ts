import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longestFirst.ts';
import { FailureReporter } from './tools/FailureReporter.ts';

// programs and threads that tests start keep what they compiled, as an installed app does
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');

/**
 * Four projects in three groups, one group after the other. `fast`: pure and file-level tests, in two processes at a
 * time (processes, not threads: tests measure memory, and GEOS is one instance per process). `browser`: a person's work
 * in a Chromium, and `programs`: the command line and foreign programs, together two at a time. `serial`: programs that
 * are killed at chosen moments and the desktop shell, one file at a time so that they do not disturb each other's
 * clocks.
 */
const killing = 'test/reliability/**/{hostile*,*SurviveKill}.test.ts';

// where `npm test` reads the figures of this run and what failed in it; nowhere in a run of some files by hand
const resultsFolder = process.env.VITEST_RESULTS;

export default defineConfig({
  test: {
    reporters:
      resultsFolder === undefined
        ? ['default']
        : [
            'default',
            ['json', { outputFile: join(resultsFolder, 'vitest.json') }],
            new FailureReporter(join(resultsFolder, 'failures.json')),
          ],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/{unit,property,golden,contract,migration}/**/*.test.{ts,tsx}'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/builtApp.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          // as patient as Playwright is: two browsers share slow processors
          expect: { poll: { timeout: 30_000, interval: 50 } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'programs',
          include: ['test/reliability/**/*.test.{ts,tsx}'],
          exclude: [killing],
          globalSetup: ['test/support/builtApp.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 240_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'serial',
          include: ['test/shell/**/*.test.{ts,tsx}', killing],
          globalSetup: ['test/support/builtApp.ts'],
          pool: 'forks',
          maxWorkers: 1,
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
