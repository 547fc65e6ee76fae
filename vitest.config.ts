import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longestFirst.ts';
import { enterRunFolder } from './test/support/runFolder.ts';
import { FailureReporter } from './tools/FailureReporter.ts';

// programs and threads that tests start keep what they compiled, as an installed app does
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/compiled');
enterRunFolder();

/**
 * Limits are for what hangs, not for what is slow: a machine three times slower than ours, with other work on it, keeps
 * within all of them.
 *
 * Four projects in two groups, one group after the other, two files at a time in both. `fast`: pure and file-level tests,
 * one after the other in two processes that live as long as the group (processes, not threads: GEOS is one instance per
 * process), since starting one and loading the modules again took half of the processors' time. `alone`: those of
 * them that count on a process of their own. `browser`: a person's work in a Chromium, which lasts
 * as long. `programs`: the command line, foreign programs, programs that are killed, and the desktop shell.
 */
const alone = [
  'test/unit/shared/domain/geometry/geometryEngineMemory.test.ts', // measures the memory of the process
  'test/unit/shared/domain/geometry/stackGuard.test.ts', // breaks the GEOS of its process
];

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
    // vitest shuffles files (--sequence.shuffle.files) only where no order of ours is named
    sequence: process.argv.some((one) => one.startsWith('--sequence.shuffle'))
      ? {}
      : { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'fast',
          include: ['test/{unit,property,golden,contract,migration}/**/*.test.{ts,tsx}'],
          exclude: alone,
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'alone',
          include: alone,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/builtApp.ts'],
          pool: 'forks',
          isolate: false,
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          // as patient as the page is (openBrowser): two browsers share slow processors
          expect: { poll: { timeout: 90_000, interval: 50 } },
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'programs',
          include: ['test/{reliability,shell}/**/*.test.{ts,tsx}'],
          globalSetup: ['test/support/builtApp.ts'],
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
