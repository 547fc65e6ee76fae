import { expect, it } from 'vitest';
import { createPlotHandlers } from '../../../../../electron/backend/services/plotService.ts';
import { createReviewHandlers } from '../../../../../electron/backend/services/reviewService.ts';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import { plotSorts } from '../../../../../shared/domain/review/plotSort.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { callFor, contextFor } from '../../../../support/callHandlers.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const call = callFor();

async function openPlots() {
  const project = await buildProject();
  addPlots(project, 5);
  const context = contextFor(project, temporaryFolder());
  return { project, handlers: { ...createPlotHandlers(context), ...createReviewHandlers(context) } };
}

it('changes the remark of a judged plot and leaves the verdict to who gave it', async () => {
  const { project, handlers } = await openPlots();
  await handlers['review.decide']({ plotId: 2, verdictCode: 'ready', note: '旧', by: '甲' }, call);
  await handlers['review.annotate']({ plotId: 2, note: '改过', by: '乙' }, call);
  const detail = await handlers['plot.get']({ plotId: 2 }, call);
  expect(detail).toMatchObject({ verdictCode: 'ready', note: '改过', decidedBy: '甲' });
  await handlers['review.undo']({ by: '乙' }, call);
  expect(await handlers['plot.get']({ plotId: 2 }, call)).toMatchObject({ note: '旧', decidedBy: '甲' });
  expect(checkProject(project.database)).toEqual([]);
});

it('refuses a remark on a plot without a verdict', async () => {
  const { handlers } = await openPlots();
  const annotate = async () => handlers['review.annotate']({ plotId: 1, note: '先记下', by: '甲' }, call);
  await expect(annotate).rejects.toMatchObject({ code: 'ANNOTATE_UNJUDGED' });
});

it('puts the list in every order, and each plot has one place in it', async () => {
  const { handlers } = await openPlots();
  await handlers['review.decide']({ plotId: 4, verdictCode: 'works', by: '乙' }, call);
  await handlers['review.decide']({ plotId: 1, verdictCode: 'ready', by: '甲' }, call);
  for (const sort of plotSorts) {
    for (const descending of [false, true]) {
      const filter = { sort, ...(descending ? { descending } : {}) };
      const { rows } = await handlers['plot.query']({ filter, offset: 0, limit: 10 }, call);
      const places = await Promise.all(
        rows.map(async ({ plotId }) => (await handlers['plot.position']({ plotId, filter }, call)).index),
      );
      expect([sort, places]).toEqual([sort, [0, 1, 2, 3, 4]]);
    }
  }
  const byReviewer = await handlers['plot.query'](
    { filter: { sort: 'reviewer', descending: true }, offset: 0, limit: 2 },
    call,
  );
  expect(byReviewer.rows.map(({ decidedBy }) => decidedBy)).toEqual(['甲', '乙']);
});
