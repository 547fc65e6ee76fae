import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands } from '../../../electron/backend/storage/project/commandLog.ts';
import type { OpenProject } from '../../../electron/backend/storage/project/openProject.ts';
import {
  clearPlots,
  decidePlots,
  flagPlot,
} from '../../../electron/backend/storage/project/reviewCommands.ts';
import { redoReview, undoPlot, undoReview } from '../../../electron/backend/storage/project/undoReview.ts';
import { iterateVerdicts } from '../../../electron/backend/storage/project/verdicts.ts';
import { sql } from '../../../electron/backend/storage/sqlite/sql.ts';
import { replayReviewLog } from '../../../shared/domain/review/replayReviewLog.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { addPlots, buildProject } from '../../support/buildProject.ts';

const plots = 5;
const actors = ['甲', '乙', '丙'];
const stepsPerRun = 200;
const runs = 50;

interface Step {
  readonly kind: 'decide' | 'clear' | 'flag' | 'undo' | 'redo' | 'undoPlot';
  readonly plotIds: readonly number[];
  readonly code: string;
  readonly flagged: boolean;
  readonly by: string;
}

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('decide', 'decide', 'clear', 'flag', 'undo', 'undo', 'redo', 'undoPlot'),
  plotIds: fc.uniqueArray(fc.integer({ min: 1, max: plots }), { minLength: 1, maxLength: plots }),
  code: fc.constantFrom('ready', 'works', 'doubtful'),
  flagged: fc.boolean(),
  by: fc.constantFrom(...actors),
});

type Value = string | undefined;
/** One row of the log: what it did to a verdict ('v3') or to a flag ('f3'). */
interface Row {
  readonly thing: string;
  readonly from: Value;
  readonly to: Value;
  readonly by: string;
  readonly undoes?: Row;
}
type Outcome = 'done' | 'UNDO_NOTHING' | 'REDO_NOTHING' | 'UNDO_CONFLICT';

/**
 * The same editor written another way: per person a stack of steps, and per thing a stack of what has happened to
 * it; only what is on top of both can be taken back.
 */
class Model {
  readonly values = new Map<string, string>();
  readonly #standing = new Map<string, Row[]>();
  readonly #done = new Map<string, (readonly Row[])[]>();
  readonly #undone = new Map<string, { rows: readonly Row[]; below: readonly (Row | undefined)[] }[]>();
  #decisions = 0;

  apply({ kind, plotIds, code, flagged, by }: Step): Outcome {
    const first = plotIds[0] as number;
    switch (kind) {
      case 'decide': {
        const to = `${code}#${++this.#decisions}`;
        return this.#begin(plotIds.map((plotId) => this.#row(`v${plotId}`, to, by)));
      }
      case 'clear':
        return this.#begin(plotIds.map((plotId) => this.#row(`v${plotId}`, undefined, by)));
      case 'flag':
        return this.#begin([this.#row(`f${first}`, flagged ? 'flagged' : undefined, by)]);
      case 'undoPlot': {
        const newest = this.#newestDecision(`v${first}`);
        if (newest === undefined) return 'UNDO_NOTHING';
        if (newest.by !== by) return 'UNDO_CONFLICT';
        return this.#begin([{ ...this.#row(newest.thing, newest.from, by), undoes: newest }]);
      }
      case 'undo':
        return this.#undo(by);
      case 'redo':
        return this.#redo(by);
    }
  }

  #row(thing: string, to: Value, by: string): Row {
    return { thing, from: this.values.get(thing), to, by };
  }

  #begin(rows: readonly Row[]): 'done' {
    const real = rows.filter(({ from, to, undoes }) => undoes !== undefined || from !== to);
    const actor = real[0]?.by;
    if (actor === undefined) return 'done';
    for (const row of real) this.#push(row);
    stackOf(this.#done, actor).push(real);
    stackOf(this.#undone, actor).length = 0;
    return 'done';
  }

  #undo(by: string): Outcome {
    const rows = stackOf(this.#done, by).at(-1);
    if (rows === undefined) return 'UNDO_NOTHING';
    if (rows.some((row) => this.#top(row.thing) !== row)) return 'UNDO_CONFLICT';
    for (const row of rows) {
      stackOf(this.#standing, row.thing).pop();
      this.#set(row.thing, row.from);
    }
    stackOf(this.#done, by).pop();
    stackOf(this.#undone, by).push({ rows, below: rows.map(({ thing }) => this.#top(thing)) });
    return 'done';
  }

  #redo(by: string): Outcome {
    const step = stackOf(this.#undone, by).at(-1);
    if (step === undefined) return 'REDO_NOTHING';
    if (step.rows.some(({ thing }, i) => this.#top(thing) !== step.below[i])) return 'UNDO_CONFLICT';
    for (const row of step.rows) this.#push(row);
    stackOf(this.#undone, by).pop();
    stackOf(this.#done, by).push(step.rows);
    return 'done';
  }

  #push(row: Row): void {
    stackOf(this.#standing, row.thing).push(row);
    this.#set(row.thing, row.to);
  }

  #set(thing: string, value: Value): void {
    if (value === undefined) this.values.delete(thing);
    else this.values.set(thing, value);
  }

  #top(thing: string): Row | undefined {
    return stackOf(this.#standing, thing).at(-1);
  }

  /** Below what single-plot undos have taken back. */
  #newestDecision(thing: string): Row | undefined {
    const rows = stackOf(this.#standing, thing);
    let index = rows.length - 1;
    for (;;) {
      const undoes = rows[index]?.undoes;
      if (undoes === undefined) return rows[index];
      index = rows.indexOf(undoes) - 1;
    }
  }
}

function stackOf<T>(stacks: Map<string, T[]>, by: string): T[] {
  const stack = stacks.get(by) ?? [];
  stacks.set(by, stack);
  return stack;
}

function perform(project: OpenProject, { kind, plotIds, code, flagged, by }: Step): string {
  const first = plotIds[0] as number;
  try {
    if (kind === 'decide') decidePlots(project, plotIds, { verdictCode: code, note: '', by });
    else if (kind === 'clear') clearPlots(project, plotIds, by);
    else if (kind === 'flag') flagPlot(project, first, flagged, by);
    else if (kind === 'undoPlot') undoPlot(project, first, by);
    else if (kind === 'undo') undoReview(project, by);
    else redoReview(project, by);
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function storedState(project: OpenProject): [string, string][] {
  const verdicts = [...iterateVerdicts(project.database)].map(({ plotId, value }): [string, string] => [
    `v${plotId}`,
    value.verdictCode,
  ]);
  const flags = project.database
    .column<number>(sql`SELECT plot_id FROM plots WHERE flagged = 1`)
    .map((plotId): [string, string] => [`f${plotId}`, 'flagged']);
  return [...flags, ...verdicts].sort();
}

async function freshProject(): Promise<OpenProject> {
  let now = Date.UTC(2026, 0, 1);
  const project = await buildProject({ clock: () => new Date(now++) });
  addPlots(project, plots);
  // durability is tested elsewhere; here thousands of commands have to be quick
  project.database.pragma('synchronous = OFF');
  return project;
}

/** Whoever is in nobody's way goes first; among all of them somebody always can. */
function undoEverything(project: OpenProject): void {
  const undo = (by: string) =>
    perform(project, { kind: 'undo', plotIds: [1], code: '', flagged: false, by }) === 'done';
  let undone = true;
  while (undone) {
    undone = false;
    for (const by of actors) while (undo(by)) undone = true;
  }
}

describe('the review log', () => {
  it(`replays to what is stored after ${runs * stepsPerRun} random commands, batches among them, and leads back to the beginning`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: stepsPerRun, maxLength: stepsPerRun, size: 'max' }),
        async (steps) => {
          const project = await freshProject();
          const model = new Model();
          for (const one of steps) expect(perform(project, one)).toBe(model.apply(one));
          const expected = [...model.values]
            .map(([thing, value]): [string, string] => [thing, value.split('#')[0] as string])
            .sort();
          expect(storedState(project)).toEqual(expected);

          const { reviews, contradictions } = replayReviewLog(iterateCommands(project.database));
          expect(contradictions).toEqual([]);
          const stored = [...iterateVerdicts(project.database)];
          expect(new Map(stored.map(({ plotId, value }) => [plotId, value]))).toEqual(
            new Map([...reviews].map(([plotId, { value }]) => [plotId, value])),
          );
          // chain, verdicts, flags and statuses against the replayed log
          expect(checkProject(project.database)).toEqual([]);

          undoEverything(project);
          expect(storedState(project)).toEqual([]);
          expect(project.database.value(sql`SELECT count(*) FROM plots WHERE status <> 'unjudged'`)).toBe(0);
          expect(checkProject(project.database)).toEqual([]);
          project.close();
        },
      ),
      // shrinking 200 commands takes minutes and tells little
      { numRuns: runs, endOnFailure: true },
    );
  });
});
