import { expect, it } from 'vitest';
import { openReviewProject } from '../../../../support/openReviewProject.ts';

const issue = {
  action: 'issue' as const,
  deadline: '2026-11-30',
  source: '卫片',
  problemType: '非粮化',
  assignee: '东镇人民政府',
  by: '组长',
};

it('issues plots together, filters and adds them up, and takes all back in one step', async () => {
  const project = await openReviewProject(10);
  const { client } = project;
  const { others } = await client.call('ledger.move', { plotIds: [1, 2, 3], ...issue });
  expect(others).toHaveLength(2);
  const page = await client.call('ledger.query', { offset: 0, limit: 10 });
  expect(page.rows.map(({ plotNo, state, deadline }) => [plotNo, state, deadline])).toEqual([
    ['0001', 'issued', '2026-11-30'],
    ['0002', 'issued', '2026-11-30'],
    ['0003', 'issued', '2026-11-30'],
  ]);
  // 400 m² are 0.6 亩
  expect(page).toMatchObject({ total: 3, totalMu: 1.8 });
  const inWest = await client.call('ledger.query', { filter: { townName: '西镇' }, offset: 0, limit: 10 });
  expect(inWest).toMatchObject({ total: 1, totalMu: 0.6 });
  expect(project.check()).toEqual([]);
  await client.call('review.undo', { by: '组长' });
  expect((await client.call('ledger.query', { offset: 0, limit: 10 })).total).toBe(0);
  await client.call('review.redo', { by: '组长' });
  expect((await client.call('ledger.counts', {})).states.issued).toBe(3);
  expect(project.check()).toEqual([]);
});

it('moves all plots or none', async () => {
  const { client } = await openReviewProject(3);
  await client.call('ledger.move', { plotIds: [1], ...issue });
  await expect(client.call('ledger.move', { plotIds: [2, 1], ...issue })).rejects.toMatchObject({
    code: 'LEDGER_MOVE_REFUSED',
    params: { plotNo: '0001', action: '下发', state: '待整改' },
  });
  expect((await client.call('ledger.counts', {})).states.issued).toBe(1);
  await expect(
    client.call('ledger.move', { plotIds: [3], action: 'issue', by: '组长' }),
  ).rejects.toMatchObject({ code: 'LEDGER_FIELD_MISSING', params: { field: '整改时限' } });
});

it('takes no proof without a photo or a word, returns with the reason on top, and closes', async () => {
  const project = await openReviewProject(4);
  const { client } = project;
  await client.call('ledger.move', { plotIds: [1, 2], ...issue });
  const step = (plotId: number, action: 'evidence' | 'check' | 'return' | 'close', rest: object = {}) =>
    client.call('ledger.move', { plotIds: [plotId], action, by: '东镇', ...rest });
  await expect(step(2, 'evidence')).rejects.toMatchObject({ code: 'LEDGER_PROOF_MISSING' });
  await step(2, 'evidence', { note: '已复耕，见验收单' });
  await step(2, 'check', { by: '组长' });
  await expect(step(2, 'return', { by: '组长' })).rejects.toMatchObject({ code: 'LEDGER_FIELD_MISSING' });
  await step(2, 'return', { by: '组长', reason: '照片看不清' });
  const { rows } = await client.call('ledger.query', { offset: 0, limit: 10 });
  expect(rows[0]).toMatchObject({ plotId: 2, reason: '照片看不清', evidencedBy: '东镇', round: 2 });
  await step(2, 'evidence', { note: '补拍' });
  await step(2, 'check', { by: '组长' });
  await step(2, 'close', { by: '组长', way: 'rectified' });
  const { case: closed, events } = await client.call('ledger.timeline', { plotId: 2 });
  expect(closed).toMatchObject({ state: 'closed', way: 'rectified', round: 2 });
  expect(events.map(({ kind, what }) => `${kind} ${what}`)).toEqual([
    'case issued',
    'case evidenced',
    'case checking',
    'case returned',
    'case evidenced',
    'case checking',
    'case closed',
  ]);
  expect(project.check()).toEqual([]);
});

it('shows by town what is overdue and what soon will be', async () => {
  const project = await openReviewProject(5);
  const { client } = project;
  // odd numbers are 东镇, even ones 西镇
  await client.call('ledger.move', { plotIds: [1, 3], ...issue, deadline: '2026-11-21' });
  await client.call('ledger.move', { plotIds: [2], ...issue, deadline: '2026-11-29' });
  await client.call('ledger.move', { plotIds: [4], ...issue, deadline: '2026-11-30' });
  expect(await client.call('ledger.board', {})).toEqual({
    today: '2026-11-22',
    towns: [
      {
        townName: '东镇',
        total: 2,
        totalMu: 1.2,
        pending: 2,
        dueSoon: 0,
        overdue: 2,
        returned: 0,
        closed: 0,
      },
      {
        townName: '西镇',
        total: 2,
        totalMu: 1.2,
        pending: 2,
        dueSoon: 1,
        overdue: 0,
        returned: 0,
        closed: 0,
      },
    ],
  });
  const overdue = await client.call('ledger.query', { filter: { overdue: true }, offset: 0, limit: 10 });
  expect(overdue.rows.map(({ plotId }) => plotId)).toEqual([1, 3]);
});
