import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../../electron/backend/storage/project/commandLog.ts';
import type { OpenProject } from '../../../electron/backend/storage/project/openProject.ts';
import {
  clearPlot,
  decidePlot,
  redoReview,
  undoReview,
} from '../../../electron/backend/storage/project/reviewCommands.ts';
import { iterateVerdicts } from '../../../electron/backend/storage/project/verdicts.ts';
import { sql } from '../../../electron/backend/storage/sqlite/sql.ts';
import { replayReviewLog } from '../../../shared/domain/review/replayReviewLog.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { addPlots, buildProject } from '../../support/buildProject.ts';

const plots = 5;
const actors = ['甲', '乙', '丙'];

type Step = { kind: 'decide' | 'clear' | 'undo' | 'redo'; plotId: number; code: string; by: string };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('decide', 'decide', 'clear', 'undo', 'undo', 'redo'),
  plotId: fc.integer({ min: 1, max: plots }),
  code: fc.constantFrom('ready', 'works', 'doubtful'),
  by: fc.constantFrom(...actors),
});

/**
 * The same editor written another way: per person a stack of what can be undone and one of what can be redone,
 * and per plot the value, told apart by a number per decision.
 */
class Model {
  readonly values = new Map<number, string>();
  readonly #done = new Map<string, { plotId: number; from: string | undefined; to: string | undefined }[]>();
  readonly #undone = new Map<
    string,
    { plotId: number; from: string | undefined; to: string | undefined }[]
  >();
  #decisions = 0;

  apply({ kind, plotId, code, by }: Step): 'done' | 'UNDO_NOTHING' | 'REDO_NOTHING' | 'UNDO_CONFLICT' {
    const done = stackOf(this.#done, by);
    const undone = stackOf(this.#undone, by);
    if (kind === 'decide' || kind === 'clear') {
      const from = this.values.get(plotId);
      const to = kind === 'clear' ? undefined : `${code}#${++this.#decisions}`;
      if (from === undefined && to === undefined) return 'done';
      this.#set(plotId, to);
      done.push({ plotId, from, to });
      undone.length = 0;
      return 'done';
    }
    const source = kind === 'undo' ? done : undone;
    const change = source.at(-1);
    if (change === undefined) return kind === 'undo' ? 'UNDO_NOTHING' : 'REDO_NOTHING';
    const [expected, next] = kind === 'undo' ? [change.to, change.from] : [change.from, change.to];
    if (this.values.get(change.plotId) !== expected) return 'UNDO_CONFLICT';
    this.#set(change.plotId, next);
    source.pop();
    (kind === 'undo' ? undone : done).push(change);
    return 'done';
  }

  #set(plotId: number, value: string | undefined): void {
    if (value === undefined) this.values.delete(plotId);
    else this.values.set(plotId, value);
  }
}

function stackOf<T>(stacks: Map<string, T[]>, by: string): T[] {
  const stack = stacks.get(by) ?? [];
  stacks.set(by, stack);
  return stack;
}

function perform(project: OpenProject, { kind, plotId, code, by }: Step): string {
  try {
    if (kind === 'decide') decidePlot(project, { plotId, verdictCode: code, note: '', by });
    else if (kind === 'clear') clearPlot(project, plotId, by);
    else if (kind === 'undo') undoReview(project, by);
    else redoReview(project, by);
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function storedCodes(project: OpenProject): [number, string][] {
  return [...iterateVerdicts(project.database)].map(({ plotId, value }) => [plotId, value.verdictCode]);
}

async function freshProject(): Promise<OpenProject> {
  let now = Date.UTC(2026, 0, 1);
  const project = await buildProject({ clock: () => new Date(now++) });
  addPlots(project, plots);
  // durability is tested elsewhere; here thousands of commands have to be quick
  project.database.pragma('synchronous = OFF');
  return project;
}

describe('the review log', () => {
  it('replays to the stored verdicts, and undo and redo do what two stacks per person would', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
        const project = await freshProject();
        const model = new Model();
        for (const one of steps) expect(perform(project, one)).toBe(model.apply(one));
        const expected = [...model.values]
          .map(([plotId, value]) => [plotId, value.split('#')[0]])
          .sort((a, b) => Number(a[0]) - Number(b[0]));
        expect(storedCodes(project)).toEqual(expected);

        const { reviews, contradictions } = replayReviewLog(iterateCommands(project.database));
        expect(contradictions).toEqual([]);
        const stored = [...iterateVerdicts(project.database)];
        expect(new Map(stored.map(({ plotId, value }) => [plotId, value]))).toEqual(
          new Map([...reviews].map(([plotId, { value }]) => [plotId, value])),
        );
        expect(checkProject(project.database)).toEqual([]);
        project.close();
      }),
      { numRuns: 40 },
    );
  });

  it('leads back to the beginning when everything is undone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const project = await freshProject();
        for (const one of steps) perform(project, one);
        // whoever is in nobody's way goes first; among all of them somebody always can
        let undone = true;
        while (undone) {
          undone = false;
          for (const by of actors) {
            while (perform(project, { kind: 'undo', plotId: 0, code: '', by }) === 'done') undone = true;
          }
        }
        expect(storedCodes(project)).toEqual([]);
        expect(project.database.value(sql`SELECT count(*) FROM plots WHERE status <> 'unjudged'`)).toBe(0);
        expect(checkProject(project.database)).toEqual([]);
        project.close();
      }),
      { numRuns: 25 },
    );
  });
});
