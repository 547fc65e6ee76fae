import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addPlot,
  changeAddedPlot,
  removeAddedPlot,
} from '../../../electron/backend/storage/project/addedPlotCommands.ts';
import { assignPlots } from '../../../electron/backend/storage/project/assignmentCommands.ts';
import { checkProject } from '../../../electron/backend/storage/project/checkProject.ts';
import { iterateCommands, readLastSequence } from '../../../electron/backend/storage/project/commandLog.ts';
import { recordLooks } from '../../../electron/backend/storage/project/coverage.ts';
import { listLayers } from '../../../electron/backend/storage/project/layers.ts';
import { moveCases } from '../../../electron/backend/storage/project/ledgerCommands.ts';
import { readMarkup } from '../../../electron/backend/storage/project/markup.ts';
import {
  addMarkup,
  changeMarkup,
  clearBoundary,
  clearParts,
  cutIntoParts,
  decidePart,
  proposeBoundary,
  removeMarkup,
} from '../../../electron/backend/storage/project/markupCommands.ts';
import type { OpenProject } from '../../../electron/backend/storage/project/openProject.ts';
import { openPast } from '../../../electron/backend/storage/project/past/openPast.ts';
import { attachPhoto } from '../../../electron/backend/storage/project/photoCommands.ts';
import { countPlots } from '../../../electron/backend/storage/project/plots.ts';
import {
  annotatePlot,
  clearPlots,
  decidePlots,
  flagPlot,
} from '../../../electron/backend/storage/project/reviewCommands.ts';
import { listThings } from '../../../electron/backend/storage/project/reviewThings.ts';
import {
  answerPlot,
  changeStatus,
  drawSecondLooks,
  settlePlot,
} from '../../../electron/backend/storage/project/sampleCommands.ts';
import { checkSample, listSamples } from '../../../electron/backend/storage/project/samples.ts';
import { findPendingLook } from '../../../electron/backend/storage/project/secondLooks.ts';
import { redoReview, undoPlot, undoReview } from '../../../electron/backend/storage/project/undoReview.ts';
import { readVerdict } from '../../../electron/backend/storage/project/verdicts.ts';
import { sql } from '../../../electron/backend/storage/sqlite/sql.ts';
import { commandKinds } from '../../../shared/domain/review/commandKinds.ts';
import { ledgerActions } from '../../../shared/domain/review/ledgerState.ts';
import { adjudications } from '../../../shared/domain/review/secondLookState.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { addBlankPhotos, addPlots, buildProject, squareWkb } from '../../support/buildProject.ts';
import { type ReviewSnapshot, snapshotReview } from '../../support/snapshotReview.ts';

const plots = 6;
const drawnPlots = 3;
const photos = 3;
const actors = ['甲', '乙', '丙', '丁'];
const stepsPerRun = 200;
const runs = 100;

/** What is mostly refused stands here more often, so that it is done often enough. */
const kinds = [
  'decide',
  'decide',
  'decide',
  'clear',
  'annotate',
  'draw',
  'answer',
  'answer',
  'answer',
  'answer',
  'settle',
  'settle',
  'settle',
  'settle',
  'settle',
  'settle',
  'flag',
  'status',
  'status',
  'case',
  'case',
  'case',
  'photo',
  'markup',
  'changeMarkup',
  'removeMarkup',
  'cut',
  'part',
  'whole',
  'boundary',
  'add',
  'describe',
  'assign',
  'remove',
  'look',
  'undo',
  'undo',
  'redo',
  'undoPlot',
  'undoPlot',
  'undoPlot',
] as const;

const step = fc.record({
  kind: fc.constantFrom(...kinds),
  // three more than there are: those that are drawn in the run
  plotIds: fc.uniqueArray(fc.integer({ min: 1, max: plots + drawnPlots }), { minLength: 1, maxLength: 3 }),
  code: fc.constantFrom('ready', 'works', 'doubtful'),
  action: fc.constantFrom(...ledgerActions),
  choice: fc.constantFrom(...adjudications),
  status: fc.constantFrom('locked' as const, 'returned' as const, 'judged' as const),
  photoId: fc.integer({ min: 1, max: photos }),
  seed: fc.integer({ min: 0, max: 1_000 }),
  by: fc.constantFrom(...actors),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What is drawn: where exactly is nothing to the log. */
const outline = (seed: number) => squareWkb(500_000 + seed, 3_000_100, 20);
const wholePart = (seed: number) => ({
  wkb: outline(seed),
  squareMeters: 200,
  printedSquareMeters: 200,
  printedMu: 0.3,
  verdictCode: null,
  note: '',
  decidedBy: null,
  decidedAtUtc: null,
});
const drawnPlot = (seed: number) => ({
  townName: '东镇',
  villageName: '',
  landClassCode: '',
  remark: `补 ${seed}`,
  wkb: outline(seed),
  squareMeters: 400,
  planarSquareMeters: 400,
});
/** The newest markup of a plot; 0, which is none, where it has none. */
const anyMarkup = ({ database }: OpenProject, plotId: number) =>
  readMarkup(database, plotId).at(-1)?.markupId ?? 0;

/** Does a step; what the rules refuse is an error with a code of its own and changes nothing. */
function perform(project: OpenProject, one: Step): 'done' | string {
  const { kind, plotIds, code, by } = one;
  const plotId = plotIds[0] as number;
  const decision = { verdictCode: code, note: '', by };
  try {
    switch (kind) {
      case 'decide':
        decidePlots(project, plotIds, decision);
        break;
      case 'flag':
        flagPlot(project, plotId, one.seed % 3 > 0, by);
        break;
      case 'clear':
        clearPlots(project, plotIds, by);
        break;
      case 'annotate':
        // the service asks this first: there is nothing to say of a verdict that is not there
        if (readVerdict(project.database, plotId) === null) return 'unjudged';
        annotatePlot(project, plotId, { note: `注 ${one.seed}`, answers: {} }, by);
        break;
      case 'draw':
        drawSecondLooks(
          project,
          {
            factors: ['town', 'verdict'],
            perStratum: 1,
            share: 0,
            thresholdSquareMeters: 400,
            thresholdShare: 0.1,
            shortDwellMilliseconds: 2_000,
            seed: one.seed,
          },
          by,
        );
        break;
      case 'answer':
        // the service asks this first, and judges anew where there is no second look
        if (findPendingLook(project.database, plotId) === undefined) return 'not drawn';
        answerPlot(project, plotId, decision);
        break;
      case 'settle':
        settlePlot(project, { plotId, choice: one.choice, decision, reason: '理由', by });
        break;
      case 'status':
        changeStatus(project, plotIds, one.status, '理由', by);
        break;
      case 'case':
        moveCases(project, plotIds, {
          action: one.action,
          deadline: '2026-11-30',
          reason: '理由',
          way: 'rectified',
          note: '说明',
          by,
        });
        break;
      case 'photo':
        attachPhoto(project, one.photoId, one.seed % 4 === 0 ? null : plotId, by);
        break;
      case 'markup':
        addMarkup(project, plotId, { kind: 'cloud', wkb: outline(one.seed), text: code }, by);
        break;
      case 'changeMarkup':
        changeMarkup(project, plotId, anyMarkup(project, plotId), { text: `改 ${one.seed}` }, by);
        break;
      case 'removeMarkup':
        removeMarkup(project, plotId, anyMarkup(project, plotId), by);
        break;
      case 'cut':
        cutIntoParts(project, plotId, [wholePart(one.seed), wholePart(one.seed + 1)], by);
        break;
      case 'part':
        decidePart(project, plotId, 1 + (one.seed % 2), { verdictCode: code, note: '' }, by);
        break;
      case 'whole':
        clearParts(project, plotId, by);
        break;
      case 'boundary':
        if (one.seed % 4 === 0) clearBoundary(project, plotId, by);
        else proposeBoundary(project, plotId, { wkb: outline(one.seed), squareMeters: 400, note: code }, by);
        break;
      case 'add':
        addPlot(project, drawnPlot(one.seed), by);
        break;
      case 'assign':
        assignPlots(project, plotIds, one.seed % 4 === 0 ? null : code, by);
        break;
      case 'describe':
        changeAddedPlot(project, plots + 1 + (one.seed % drawnPlots), { villageName: `${one.seed} 村` }, by);
        break;
      case 'look':
        // the second picture is not there
        recordLooks(
          project,
          ['1', '9'].map((imageId) => ({ plotId, imageId, milliseconds: one.seed })),
          by,
        );
        break;
      case 'remove':
        removeAddedPlot(project, plots + 1 + (one.seed % drawnPlots), by);
        break;
      case 'undo':
        undoReview(project, by);
        break;
      case 'redo':
        redoReview(project, by);
        break;
      case 'undoPlot':
        undoPlot(project, plotId, by);
        break;
    }
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

async function freshProject(): Promise<OpenProject> {
  let now = Date.UTC(2026, 0, 1);
  const project = await buildProject({ clock: () => new Date(now++) });
  addPlots(project, plots);
  addBlankPhotos(project, photos);
  project.database.run(sql`
    INSERT INTO imagery (name, epoch, pack_file, width, height, bands, crs, resolution, min_x, min_y, max_x, max_y,
      tile_size, levels, tiles, bytes, source_file, source_sha256, imported_at_utc)
    VALUES ('影像', '2026', 'a.gpkg', 1, 1, 3, 'EPSG:4545', 1, 0, 0, 1, 1, 256, 1, 1, 1, 'a.tif', '', '')`);
  // durability is tested elsewhere; here thousands of commands have to be quick
  project.database.pragma('synchronous = OFF');
  return project;
}

/** How long each listed plot was looked at, as the log says it. */
function loggedLooks(project: OpenProject): [number, number][] {
  const times = new Map<number, number>();
  for (const { kind, newValue } of iterateCommands(project.database)) {
    if (kind !== 'coverage.looks') continue;
    for (const [plotId, , milliseconds] of JSON.parse(newValue ?? '[]') as [number, string, number][]) {
      if (plotId <= plots) times.set(plotId, (times.get(plotId) ?? 0) + milliseconds);
    }
  }
  return [...times].sort(([a], [b]) => a - b);
}

/** Whoever is in nobody's way goes first; among all of them somebody always can. */
function undoEverything(project: OpenProject): void {
  let undone = true;
  while (undone) {
    undone = false;
    for (const by of actors) {
      for (;;) {
        try {
          undoReview(project, by);
          undone = true;
        } catch (error) {
          if (error instanceof AppError) break;
          throw error;
        }
      }
    }
  }
}

interface Remembered {
  readonly sequence: number;
  readonly facts: (blind: ReadonlySet<number>) => ReviewSnapshot;
}

/** What the tables say now, to be held against the past that is made of the log later. */
function remember({ database, schemaVersion }: OpenProject): Remembered {
  const facts = snapshotReview(database, schemaVersion);
  return {
    sequence: readLastSequence(database),
    facts: (blind) => new Map([...facts].filter(([name]) => !isKeptBlind(name, blind))),
  };
}

/** What a second look keeps from everybody is kept in the past, too. */
function isKeptBlind(name: string, blind: ReadonlySet<number>): boolean {
  const plotId = /^(?:status |verdict |second:)(\d+)/.exec(name)?.[1];
  return plotId !== undefined && blind.has(Number(plotId));
}

function expectPast(project: OpenProject, { sequence, facts }: Remembered): void {
  const waiting = sql`SELECT plot_id FROM second_looks WHERE state IN ('open', 'disputed')`;
  const blind = new Set(project.database.column<number>(waiting));
  const past = openPast(project, { sequence });
  try {
    expect(snapshotReview(past.database, project.schemaVersion, blind)).toEqual(facts(blind));
  } finally {
    past.close();
  }
}

describe('cases, second looks, photos, statuses, drawings, parts and plots that are added', () => {
  it(`stand as the log says after ${runs * stepsPerRun} random commands, and lead back to the beginning`, async () => {
    const outcomes = new Map<string, number>();
    const logged = new Set<string>();
    let [moments, commands] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: stepsPerRun, maxLength: stepsPerRun, size: 'max' }),
        async (steps) => {
          const project = await freshProject();
          const db = project.database;
          const then: Remembered[] = [];
          for (const [index, one] of steps.entries()) {
            // a moment nobody chose with care: any step of any run may be it
            if (index % 80 === one.seed % 80) then.push(remember(project));
            const outcome = `${one.kind} ${perform(project, one)}`;
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          }
          for (const remembered of then) expectPast(project, remembered);
          moments += then.length;
          // chain, verdicts, statuses and every thing against the replayed log
          expect(checkProject(db)).toEqual([]);
          // 复核中 is exactly what waits for a second verdict or for adjudication
          const rechecking = db.column<number>(
            sql`SELECT plot_id FROM plots WHERE status = 'rechecking' ORDER BY plot_id`,
          );
          const waiting = db.column<number>(sql`
            SELECT plot_id FROM second_looks WHERE state IN ('open', 'disputed') ORDER BY plot_id`);
          expect(waiting).toEqual(rechecking);
          for (const { sampleId } of listSamples(db))
            expect(checkSample(db, sampleId).frameIntact).toBe(true);

          const looks = db.all<{ plotId: number; milliseconds: number }>(sql`
            SELECT plot_id AS plotId, sum(milliseconds) AS milliseconds FROM looks
            WHERE plot_id <= ${plots} GROUP BY plot_id ORDER BY plot_id`);
          expect(looks.map((one) => [one.plotId, one.milliseconds])).toEqual(loggedLooks(project));

          undoEverything(project);
          expect([...listThings(db, project.schemaVersion)]).toEqual([]);
          expect(db.value(sql`SELECT count(*) FROM plots WHERE status <> 'unjudged'`)).toBe(0);
          // the plots that were drawn are gone, and their layer with them
          expect(countPlots(db)).toBe(plots);
          expect(listLayers(db)).toHaveLength(1);
          expect(checkProject(db)).toEqual([]);
          const log = [...iterateCommands(db)];
          commands += log.length;
          for (const { kind } of log) logged.add(kind);
          project.close();
        },
      ),
      { numRuns: runs, endOnFailure: true },
    );
    expect(moments).toBeGreaterThan(runs);
    // the runs mean little where most steps are refused: of all together a quarter, and every kind, has to have been done
    expect(commands).toBeGreaterThan((runs * stepsPerRun) / 4);
    // and every kind of step that can be taken back has to have been logged
    expect(commandKinds.filter((kind) => kind.startsWith('review.') && !logged.has(kind))).toEqual([]);
    for (const kind of new Set(kinds)) expect(outcomes.get(`${kind} done`) ?? 0, kind).toBeGreaterThan(20);
  }, 600_000);
});
