import { describe, expect, it } from 'vitest';
import type { SampleSettings } from '../../../../../shared/contract/records/qualityRecords.ts';
import { openReviewProject, type ReviewProject } from '../../../../support/openReviewProject.ts';

const settings: SampleSettings = {
  factors: ['town', 'verdict'],
  perStratum: 2,
  share: 0,
  thresholdSquareMeters: 400,
  thresholdShare: 0.1,
  shortDwellMilliseconds: 3_000,
};

/** Twelve plots judged by 甲: each third one 'works', the others 'ready'. */
async function judgedProject(): Promise<ReviewProject> {
  const project = await openReviewProject(12);
  for (let plotId = 1; plotId <= 12; plotId++) {
    const verdictCode = plotId % 3 === 0 ? 'works' : 'ready';
    await project.client.call('review.decide', { plotId, verdictCode, note: '一眼可见', by: '甲' });
  }
  return project;
}

async function drawn(project: ReviewProject): Promise<{ sampleId: number; plotIds: number[] }> {
  const { sampleId } = await project.client.call('quality.draw', { ...settings, seed: 7, by: '组长' });
  const { looks } = await project.client.call('quality.looks', { sampleId });
  return { sampleId, plotIds: looks.map(({ plotId }) => plotId) };
}

/** The first verdict, as the test knows it and the second reviewer must not. */
const firstOf = (plotId: number) => (plotId % 3 === 0 ? 'works' : 'ready');

describe('a sample', () => {
  it('takes two of each stratum, makes them 复核中, and is drawn again from what is stored', async () => {
    const project = await judgedProject();
    const { client } = project;
    const preview = await client.call('quality.preview', settings);
    expect(preview.population).toBe(12);
    expect(preview.strata.map(({ drawn: count }) => count)).toEqual([2, 2, 2, 2]);
    const told: unknown[] = [];
    const stop = client.on('project.changed', (change) => told.push(change));
    const { sampleId, plotIds } = await drawn(project);
    stop();
    // without the marks of single plots every window reads anew what stands on all of them
    expect(told).toEqual([{ what: 'verdicts' }]);
    expect(plotIds).toHaveLength(8);
    expect((await client.call('plot.statusCounts', {})).rechecking).toBe(8);
    expect(await client.call('quality.check', { sampleId })).toEqual({
      ok: true,
      frameIntact: true,
      sameDraw: true,
    });
    expect(project.check()).toEqual([]);
  });

  it('is the same in another copy of the project, and taken back in one step', async () => {
    const [one, other] = [await judgedProject(), await judgedProject()];
    expect((await drawn(one)).plotIds).toEqual((await drawn(other)).plotIds);
    await one.client.call('review.undo', { by: '组长' });
    expect((await one.client.call('plot.statusCounts', {})).judged).toBe(12);
    expect((await one.client.call('quality.samples', {})).samples).toEqual([]);
    await one.client.call('review.redo', { by: '组长' });
    expect((await one.client.call('quality.samples', {})).samples[0]?.counts.open).toBe(8);
    expect(one.check()).toEqual([]);
  });

  it('sorts by area near the threshold and by how long a verdict took', async () => {
    const project = await judgedProject();
    const reply = await project.client.call('quality.preview', {
      ...settings,
      factors: ['threshold', 'dwell', 'reviewer'],
    });
    expect(reply.strata).toEqual([
      { stratum: 'threshold=near | dwell=unknown | reviewer=甲', population: 12, drawn: 2 },
    ]);
  });

  it('is refused where nothing is judged', async () => {
    const { client } = await openReviewProject(3);
    await expect(client.call('quality.draw', { ...settings, seed: 1, by: '组长' })).rejects.toMatchObject({
      code: 'SAMPLE_EMPTY',
    });
  });
});

describe('a second look', () => {
  it('is blind: no reply of the backend tells the first verdict of a plot that waits for the second', async () => {
    const project = await judgedProject();
    const { client } = project;
    const { judged } = (await client.call('project.info', {})).counts;
    const { sampleId, plotIds } = await drawn(project);
    expect((await client.call('project.info', {})).counts.judged).toBe(judged);
    expect(judged).toBeGreaterThan(0);
    const replies: unknown[] = [
      await client.call('plot.query', { filter: { status: 'rechecking' }, offset: 0, limit: 100 }),
      (await client.call('plot.query', { offset: 0, limit: 100 })).rows.filter(({ plotId }) =>
        plotIds.includes(plotId),
      ),
      await client.call('quality.looks', { sampleId }),
      // the order of a list must not tell either: sorted by verdict, drawn plots keep the order of their numbers
      await client.call('plot.query', {
        filter: { status: 'rechecking', sort: 'verdict' },
        offset: 0,
        limit: 100,
      }),
    ];
    const byVerdict = (replies.at(-1) as { rows: { plotId: number }[] }).rows.map(({ plotId }) => plotId);
    expect(byVerdict).toEqual(plotIds);
    for (const plotId of plotIds) {
      replies.push(
        await client.call('plot.get', { plotId }),
        await client.call('review.log', { plotId }),
        await client.call('review.evidence', { plotId }),
        await client.call('ledger.timeline', { plotId }),
        await client.call('review.flag', { plotId, flagged: true, by: '乙' }),
      );
    }
    const everything = JSON.stringify(replies);
    expect(everything).not.toMatch(/ready|works|一眼可见/);
    const all = await client.call('review.log', { limit: 100 });
    for (const { target, newValue } of all.commands) {
      if (plotIds.some((plotId) => target === `plot:${plotId}`)) expect(newValue).toBeNull();
    }
  });

  it('cannot be given by who judged first, and locks the plot where both agree', async () => {
    const project = await judgedProject();
    const { client } = project;
    const { sampleId, plotIds } = await drawn(project);
    const plotId = plotIds[0] as number;
    const answer = (by: string) => client.call('review.decide', { plotId, verdictCode: firstOf(plotId), by });
    await expect(answer('甲')).rejects.toMatchObject({ code: 'SECOND_LOOK_OWN' });
    expect(await answer('乙')).toMatchObject({ status: 'locked', verdictCode: firstOf(plotId) });
    const { looks } = await client.call('quality.looks', { sampleId });
    expect(looks[0]).toMatchObject({ state: 'agreed', firstBy: '甲', secondBy: '乙' });
    await expect(answer('丙')).rejects.toMatchObject({ code: 'PLOT_NOT_OPEN' });
    await client.call('review.undo', { by: '乙' });
    expect((await client.call('plot.get', { plotId })).status).toBe('rechecking');
    expect(project.check()).toEqual([]);
  });

  it('that differs is adjudicated by a third person, or goes back with a reason', async () => {
    const project = await judgedProject();
    const { client } = project;
    const { sampleId, plotIds } = await drawn(project);
    const [a, b, c] = plotIds as [number, number, number];
    for (const plotId of [a, b, c]) {
      await client.call('review.decide', { plotId, verdictCode: 'unsuitable', by: '乙' });
      expect(await client.call('plot.get', { plotId })).toMatchObject({
        status: 'rechecking',
        verdictCode: null,
      });
    }
    const settle = (plotId: number, rest: object) =>
      client.call('quality.settle', { plotId, choice: 'second', by: '组长', ...rest });
    await expect(settle(a, { by: '甲' })).rejects.toMatchObject({ code: 'ADJUDICATION_OWN' });
    await expect(settle(a, { by: '乙' })).rejects.toMatchObject({ code: 'ADJUDICATION_OWN' });
    expect(await settle(a, {})).toMatchObject({ status: 'locked', verdictCode: 'unsuitable', plotId: a });
    expect(await settle(b, { choice: 'other', verdictCode: 'unchanged' })).toMatchObject({
      verdictCode: 'unchanged',
    });
    await expect(settle(c, { choice: 'return' })).rejects.toMatchObject({ code: 'REASON_MISSING' });
    await settle(c, { choice: 'return', reason: '边界未看全' });
    expect(await client.call('plot.get', { plotId: c })).toMatchObject({
      status: 'returned',
      returnReason: '边界未看全',
      verdictCode: firstOf(c),
    });
    await expect(settle(c, {})).rejects.toMatchObject({ code: 'SECOND_LOOK_NOT_DISPUTED' });
    // 只撤销这一块 takes the settlement back whole: the second look waits for another
    await client.call('review.undoPlot', { plotId: c, by: '组长' });
    expect((await client.call('plot.get', { plotId: c })).status).toBe('rechecking');
    const waiting = (await client.call('quality.looks', { sampleId })).looks;
    expect(waiting.find(({ plotId }) => plotId === c)?.state).toBe('disputed');
    await settle(c, { choice: 'return', reason: '边界未看全' });
    // judged anew: no longer returned
    await client.call('review.decide', { plotId: c, verdictCode: 'works', by: '甲' });
    expect(await client.call('plot.get', { plotId: c })).toMatchObject({
      status: 'judged',
      returnReason: null,
    });
    const { looks } = await client.call('quality.looks', { sampleId });
    expect(looks.slice(0, 3).map(({ state }) => state)).toEqual(['settled', 'settled', 'returned']);
    expect(project.check()).toEqual([]);
  });

  it('reports agreement and the weighted share of wrong first verdicts', async () => {
    const project = await judgedProject();
    const { client } = project;
    const { sampleId, plotIds } = await drawn(project);
    const wrong = plotIds[0] as number;
    for (const plotId of plotIds) {
      const verdictCode = plotId === wrong ? 'unsuitable' : firstOf(plotId);
      await client.call('review.decide', { plotId, verdictCode, by: '乙' });
    }
    // what both agree on is done at once: counting only that would say there are no errors
    expect((await client.call('quality.report', { sampleId })).errorRate).toMatchObject({
      settled: 7,
      rate: null,
      interval: null,
    });
    await client.call('quality.settle', { plotId: wrong, choice: 'second', by: '组长' });
    const report = await client.call('quality.report', { sampleId });
    expect(report.drawn).toBe(8);
    expect(report.agreement).toMatchObject({ count: 8, observed: 7 / 8 });
    // one of two in a stratum of 4 of 12 plots (ready), or of 2 of 12 (works): weighted by hand
    const populations = { ready: 4, works: 2 };
    const share = populations[firstOf(wrong) as 'ready'] / 2 / 12;
    expect(report.errorRate.rate).toBeCloseTo(share, 12);
    expect(report.byReviewer).toEqual([expect.objectContaining({ reviewer: '甲', settled: 8, wrong: 1 })]);
  });
});

describe('statuses', () => {
  it('are changed by rules: 锁定, 解锁 and 退回 with their reasons, all plots or none', async () => {
    const project = await judgedProject();
    const { client } = project;
    const change = (status: 'locked' | 'returned' | 'judged', plotIds: number[], reason = '') =>
      client.call('quality.setStatus', { plotIds, status, reason, by: '组长' });
    await change('locked', [1, 2]);
    await expect(
      client.call('review.decide', { plotId: 1, verdictCode: 'works', by: '甲' }),
    ).rejects.toMatchObject({ code: 'PLOT_NOT_OPEN' });
    await expect(client.call('review.clear', { plotId: 1, by: '甲' })).rejects.toMatchObject({
      code: 'PLOT_NOT_OPEN',
    });
    await expect(client.call('review.undoPlot', { plotId: 1, by: '组长' })).rejects.toMatchObject({
      code: 'PLOT_NOT_OPEN',
    });
    await expect(change('locked', [3, 1])).rejects.toMatchObject({ code: 'STATUS_CHANGE_REFUSED' });
    expect((await client.call('plot.get', { plotId: 3 })).status).toBe('judged');
    await expect(change('judged', [1])).rejects.toMatchObject({ code: 'REASON_MISSING' });
    await change('judged', [1], '漏看一角');
    await change('returned', [1], '漏看一角');
    expect(await client.call('plot.get', { plotId: 1 })).toMatchObject({
      status: 'returned',
      returnReason: '漏看一角',
    });
    await client.call('review.undo', { by: '组长' });
    expect((await client.call('plot.get', { plotId: 1 })).status).toBe('judged');
    expect(project.check()).toEqual([]);
  });
});

describe('the sweep', () => {
  it('needs something to sweep, then keeps the marks of its cells', async () => {
    const { client } = await openReviewProject(40);
    await expect(client.call('sweep.mark', { cell: 0, mark: 'clear', by: '甲' })).rejects.toMatchObject({
      code: 'SWEEP_NOT_BEGUN',
    });
    // 40 plots, 30 m apart and 20 m wide: 1,190 m × 20 m
    const { grid } = await client.call('sweep.begin', { cellMeters: 300, by: '甲' });
    expect(grid).toMatchObject({ minX: 500_000, maxY: 3_000_020, columns: 4, rows: 1, marks: [] });
    await client.call('sweep.mark', { cell: 1, mark: 'found', note: '疑似新增大棚', by: '甲' });
    await client.call('sweep.mark', { cell: 0, mark: 'clear', by: '甲' });
    await client.call('sweep.mark', { cell: 0, mark: null, by: '甲' });
    expect((await client.call('sweep.grid', {})).grid?.marks).toEqual([
      { cell: 1, mark: 'found', note: '疑似新增大棚', by: '甲' },
    ]);
    await expect(client.call('sweep.mark', { cell: 4, mark: 'clear', by: '甲' })).rejects.toMatchObject({
      code: 'SWEEP_CELL_UNKNOWN',
    });
  });
});
