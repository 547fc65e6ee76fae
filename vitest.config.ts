import { defineConfig } from 'vitest/config';

/**
 * Three projects. `fast`: pure and file-level tests, in two processes at a time (processes, not threads:
 * tests measure memory, and GEOS is one instance per process). `browser`: a person's work in a Chromium, two at a time,
 * for most of their time is waiting. `serial`: whole programs that are killed or measured, one file at a time so that
 * they do not disturb each other's clocks.
 */
export default defineConfig({
  test: {
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
          name: 'serial',
          include: ['test/{shell,reliability}/**/*.test.{ts,tsx}'],
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
