import { writeSync } from 'node:fs';
import { createProjectSession } from '../../electron/backend/projectSession.ts';
import { createAddedPlotHandlers } from '../../electron/backend/services/addedPlotService.ts';
import { createLedgerHandlers } from '../../electron/backend/services/ledgerService.ts';
import { createMarkupHandlers } from '../../electron/backend/services/markupService.ts';
import { createPhotoHandlers } from '../../electron/backend/services/photoService.ts';
import { createQualityHandlers } from '../../electron/backend/services/qualityService.ts';
import { createReviewHandlers } from '../../electron/backend/services/reviewService.ts';
import { listCommands, readLastSequence } from '../../electron/backend/storage/project/commandLog.ts';
import { readMarkup } from '../../electron/backend/storage/project/markup.ts';
import { openProject } from '../../electron/backend/storage/project/openProject.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { parseReviewTarget } from '../../shared/domain/review/reviewTarget.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { squareWkb } from './buildProject.ts';
import { createRandom } from './createRandom.ts';
import { writeLineWkb } from './writeLineWkb.ts';

/**
 * A program to be killed: opens the project given and does random commands of every kind a reviewer has, through the
 * real services and without end. After each one that is done it prints the rows of the log it made: sequence, plot
 * (0 where it is about none), hash. What the rules refuse changes nothing and prints nothing. A second argument ends
 * it after so many tries.
 */
const [directory, limitText] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: writeEveryKind.ts DIRECTORY [TRIES]');
const limit = limitText === undefined ? Number.POSITIVE_INFINITY : Number(limitText);

const session = createProjectSession();
const project = await openProject(directory);
session.replace(project);
const context = {
  appVersion: '0',
  applicationDirectory: directory,
  clock: () => new Date(),
  session,
  emit: () => {},
};
const handlers = {
  ...createReviewHandlers(context),
  ...createMarkupHandlers(context),
  ...createQualityHandlers(context),
  ...createLedgerHandlers(context),
  ...createPhotoHandlers(context),
  ...createAddedPlotHandlers(context),
};
const db = project.database;
const call = { signal: new AbortController().signal, reportProgress: () => {} };

// another sequence in each round: it begins where the log ends
const random = createRandom(readLastSequence(db) + process.pid);
const below = (count: number) => Math.floor(random() * count);
const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
const by = '甲';

const plotIds = () => db.column<number>(sql`SELECT plot_id FROM plots ORDER BY plot_id`);
const somePlot = () => pick(plotIds());
const placeOf = (plotId: number) => {
  const row = db.get<{ x: number; y: number }>(
    sql`SELECT min_x AS x, min_y AS y FROM plots WHERE plot_id = ${plotId}`,
  );
  return row ?? { x: 0, y: 0 };
};
const markupOf = (plotId: number) => readMarkup(db, plotId).at(-1)?.markupId ?? 1;
const waiting = (state: string) =>
  db.column<number>(sql`SELECT plot_id FROM second_looks WHERE state = ${state} ORDER BY plot_id`);
const sample = {
  factors: ['town' as const],
  perStratum: 1,
  share: 0,
  thresholdSquareMeters: 400,
  thresholdShare: 0.1,
  shortDwellMilliseconds: 2_000,
};

const steps: readonly (() => unknown)[] = [
  () => handlers['review.decide']({ plotId: somePlot(), verdictCode: pick(['ready', 'works']), by }, call),
  () => {
    const some = [somePlot(), somePlot(), somePlot()];
    return handlers['review.decideMany']({ plotIds: some, verdictCode: 'ready', by }, call);
  },
  () => handlers['review.clear']({ plotId: somePlot(), by }, call),
  () => handlers['review.annotate']({ plotId: somePlot(), note: `备注 ${below(1_000)}`, by }, call),
  () => handlers['review.flag']({ plotId: somePlot(), flagged: random() < 0.5, by }, call),
  () => handlers['review.undo']({ by }, call),
  () => handlers['review.redo']({ by }, call),
  () => handlers['review.undoPlot']({ plotId: somePlot(), by }, call),
  () => {
    const plotId = somePlot();
    const { x, y } = placeOf(plotId);
    return handlers['markup.add']({ plotId, kind: 'cloud', wkb: squareWkb(x, y, 5), text: '云线', by }, call);
  },
  () => {
    const plotId = somePlot();
    return handlers['markup.change'](
      { plotId, markupId: markupOf(plotId), text: `改 ${below(99)}`, by },
      call,
    );
  },
  () => {
    const plotId = somePlot();
    return handlers['markup.remove']({ plotId, markupId: markupOf(plotId), by }, call);
  },
  () => {
    const plotId = somePlot();
    const { x, y } = placeOf(plotId);
    const at = x + 5 + 10 * random();
    return handlers['parts.cut']({ plotId, line: writeLineWkb([at, y - 5], [at, y + 25]), by }, call);
  },
  () => handlers['parts.decide']({ plotId: somePlot(), position: 1, verdictCode: 'works', by }, call),
  () => handlers['parts.clear']({ plotId: somePlot(), by }, call),
  () => {
    const plotId = somePlot();
    const { x, y } = placeOf(plotId);
    return handlers['boundary.propose']({ plotId, wkb: squareWkb(x, y, 19), by }, call);
  },
  () => handlers['boundary.clear']({ plotId: somePlot(), by }, call),
  () => {
    const move = { plotIds: [somePlot()], deadline: '2026-12-31', reason: '理由', by };
    const action = pick([
      'issue',
      'issue',
      'start',
      'evidence',
      'check',
      'return',
      'close',
      'reopen',
    ] as const);
    return handlers['ledger.move']({ ...move, action, way: 'rectified', note: '说明' }, call);
  },
  () => {
    const plotId = random() < 0.3 ? null : somePlot();
    return handlers['photo.attach']({ photoId: 1 + below(3), plotId, by }, call);
  },
  () =>
    waiting('open').length > 4
      ? undefined
      : handlers['quality.draw']({ ...sample, seed: below(99), by }, call),
  () => {
    const [plotId] = waiting('open');
    const verdictCode = pick(['ready', 'works']);
    return plotId === undefined
      ? undefined
      : handlers['review.decide']({ plotId, verdictCode, by: '乙' }, call);
  },
  () => {
    const [plotId] = waiting('disputed');
    const choice = pick(['first', 'second', 'return'] as const);
    return plotId === undefined
      ? undefined
      : handlers['quality.settle']({ plotId, choice, reason: '理由', by: '丙' }, call);
  },
  () => {
    const status = pick(['locked', 'judged', 'returned'] as const);
    return handlers['quality.setStatus']({ plotIds: [somePlot()], status, reason: '理由', by }, call);
  },
  () => handlers['sweep.begin']({ cellMeters: 400, by }, call),
  () => handlers['sweep.mark']({ cell: below(4), mark: pick(['clear', 'found']), note: '普查', by }, call),
  () => {
    const wkb = squareWkb(500_000 + 30 * below(200), 3_000_050 + 30 * below(200), 20);
    return handlers['plot.add']({ wkb, townName: '东镇', overlaps: 'cut', by }, call);
  },
  () => handlers['plot.removeAdded']({ plotId: somePlot(), by }, call),
];

for (let i = 0; i < limit; i++) {
  const before = readLastSequence(db);
  try {
    await pick(steps)();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  const made = listCommands(db, { limit: readLastSequence(db) - before });
  const lines = made.reverse().map(({ sequence, target, hash }) => {
    return `${sequence} ${parseReviewTarget(target)?.plotId ?? 0} ${hash}\n`;
  });
  if (lines.length > 0) writeSync(1, lines.join(''));
}
await session.close();
