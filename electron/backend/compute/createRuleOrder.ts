import { readRunRules, type StoredRun } from '../storage/project/eligibilityRuns.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';

/**
 * Puts the rules that hit a piece in the order of attribution of a run, without those its scenario left out: the first
 * one takes the piece, none leaves it to the plot.
 */
export function createRuleOrder(
  db: ReadableDatabase,
  run: StoredRun,
): (codes: readonly string[]) => string[] {
  const off = new Set(run.adjustment?.without ?? []);
  const order = readRunRules(db, run.runId)
    .map(({ code }) => code)
    .filter((code) => !off.has(code));
  return (codes) => order.filter((code) => codes.includes(code));
}
