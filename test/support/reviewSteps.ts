import { listImagery } from '../../electron/backend/storage/project/imagery.ts';
import { readMarkup } from '../../electron/backend/storage/project/markup.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import type { VerdictView } from '../../shared/domain/review/verdictView.ts';
import { squareWkb } from './buildProject.ts';
import type { Step, StepTools } from './stepTools.ts';
import { writeLineWkb } from './writeLineWkb.ts';

/** Verdicts that every scheme knows which is chosen on the way. */
const verdicts = [{ verdictCode: 'unchanged' }, { verdictCode: 'doubtful', answers: { reason: 'blurred' } }];

/** One step of each kind that reviewing has; what the rules refuse is thrown as AppError. */
export function createReviewSteps({
  handlers,
  db,
  call,
  by,
  random,
  below,
  pick,
  somePlot,
}: StepTools): readonly Step[] {
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

  return [
    () => handlers['review.decide']({ plotId: somePlot(), ...pick(verdicts), by }, call),
    () => {
      const some = [somePlot(), somePlot(), somePlot()];
      return handlers['review.decideMany']({ plotIds: some, ...pick(verdicts), by }, call);
    },
    // on a screen, which is kept with the verdict as a small picture of each epoch
    async () => {
      const [image] = listImagery(db);
      if (image === undefined) return undefined;
      const plotId = somePlot();
      const { id: earlierImageId, bounds: extent } = image;
      const view: VerdictView = {
        ...{ earlierImageId, laterImageId: null, extent, comparison: 'single', swipe: 0.5, fade: 1 },
        ...{ swipeDirection: 'vertical', front: 'earlier' },
        ...{ offsetX: 0, offsetY: 0, dwellMilliseconds: below(9_999) },
      };
      await handlers['review.decide']({ plotId, ...pick(verdicts), view, by }, call);
      return handlers['review.evidenceChips']({ plotId }, call);
    },
    () => handlers['review.clear']({ plotId: somePlot(), by }, call),
    () => handlers['review.annotate']({ plotId: somePlot(), note: `备注 ${below(1_000)}`, by }, call),
    () => handlers['review.flag']({ plotId: somePlot(), flagged: random() < 0.5, by }, call),
    () => handlers['review.assign']({ plotIds: [somePlot()], assignee: pick(['乙', '丙', null]), by }, call),
    () => handlers['review.undo']({ by }, call),
    () => handlers['review.redo']({ by }, call),
    () => handlers['review.undoPlot']({ plotId: somePlot(), by }, call),
    () => {
      const plotId = somePlot();
      const { x, y } = placeOf(plotId);
      return handlers['markup.add'](
        { plotId, kind: 'cloud', wkb: squareWkb(x, y, 5), text: '云线', by },
        call,
      );
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
    () => handlers['parts.decide']({ plotId: somePlot(), position: 1, verdictCode: 'unchanged', by }, call),
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
      return plotId === undefined
        ? undefined
        : handlers['review.decide']({ plotId, ...pick(verdicts), by: '乙' }, call);
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
    () => handlers['plot.changeAdded']({ plotId: somePlot(), villageName: `${below(99)} 村`, by }, call),
    () => handlers['plot.removeAdded']({ plotId: somePlot(), by }, call),
  ];
}
