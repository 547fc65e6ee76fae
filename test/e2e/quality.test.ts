import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { photographWindow } from '../support/photographWindow.ts';
import { serveSample } from '../support/serveSample.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const size = { width: 1366, height: 768 };
const judgedPlots = 40;

const { client, inWindow } = serveSample(async (opened) => {
  const { rows } = await opened.call('plot.query', { offset: 0, limit: judgedPlots });
  for (const [index, { plotId }] of rows.entries()) {
    const verdictCode = index % 4 === 0 ? 'works' : 'ready';
    await opened.call('review.decide', { plotId, verdictCode, note: '初判备注', by: '甲' });
  }
});

/** A window of one person: each reviewer has a machine, a name and a page of their own. */
const as = (name: string, act: (window: ReviewWindow, page: Page) => Promise<void>): Promise<void> =>
  inWindow(size, (window) => act(window, window.page), {
    stored: { 'tianheng.reviewer': name, 'tianheng.seeBothEpochs': 'no' },
  });

const openTab = async (window: ReviewWindow, page: Page, title: string) => {
  await window.mode('台账').click();
  await page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: title }).click();
};
const counts = async () => (await client().call('quality.samples', {})).samples[0]?.counts;

it('a leader draws a sample by town and verdict', () =>
  as('组长', async (window, page) => {
    await openTab(window, page, '抽查复核');
    await page.getByText('还没有抽查').waitFor();
    await page.getByRole('button', { name: /^抽取 \d+ 块$/ }).click();
    await page.getByRole('table', { name: '抽查图斑' }).waitFor();
    expect((await counts())?.open).toBeGreaterThan(3);
    expect(await page.getByText('复核后显示').count()).toBeGreaterThan(3);
    await photographWindow(page, 'quality-drawn');
    await page.getByRole('button', { name: '核对抽样' }).click();
    await page.getByText('结果完全一致').waitFor();
  }));

it('a second reviewer judges them blind, with the keys of 判读 only', () =>
  as('乙', async (window, page) => {
    const heard: string[] = [];
    page.on('response', async (response) => {
      if (response.url().includes('/rpc/plot.') || response.url().includes('/rpc/review.log'))
        heard.push(await response.text().catch(() => ''));
    });
    await openTab(window, page, '抽查复核');
    await page.getByRole('button', { name: /开始复核（盲评）/ }).click();
    await page.getByText('复核中：由另一人盲评').waitFor();
    await window.ready();
    expect(
      await page.getByRole('region', { name: '判读', exact: true }).locator('[aria-pressed=true]').count(),
    ).toBe(0);
    expect(await window.note.inputValue()).toBe('');
    await photographWindow(page, 'quality-blind');
    const open = (await counts())?.open ?? 0;
    for (let i = 0; i < open; i++) {
      const before = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo: before });
      // every plot gets 即可恢复: one in four was 工程恢复 before
      await page.keyboard.press('Digit1');
      await expect
        .poll(
          async () =>
            (await client().call('quality.looks', { sampleId: 1 })).looks.find(
              (look) => look.plotId === plotId,
            )?.state,
        )
        .not.toBe('open');
      if (i < open - 1) await expect.poll(() => window.plotNo()).not.toBe(before);
    }
    expect((await counts())?.open).toBe(0);
    // no plot in the second look came with the first reviewer's verdict or remark
    const replies = heard.filter((text) => text.includes('"status":"rechecking"'));
    expect(replies.some((text) => text.includes('"status":"rechecking","verdictCode":null'))).toBe(true);
    for (const text of replies) expect(text).not.toMatch(/"status":"rechecking","verdictCode":"/);
  }));

it('the leader sees both verdicts side by side and settles them with 1, 2, 3 and 4', () =>
  as('组长', async (window, page) => {
    await openTab(window, page, '抽查复核');
    const disputed = (await counts())?.disputed ?? 0;
    expect(disputed).toBeGreaterThanOrEqual(2);
    await page.getByRole('table', { name: '抽查图斑' }).getByText('有分歧').first().click();
    const section = page.getByRole('region', { name: '裁定' });
    await section.getByText('初判 · 甲').waitFor();
    await section.getByText('复判 · 乙').waitFor();
    await section.getByText('初判备注').waitFor();
    await photographWindow(page, 'quality-dispute');
    /** Settles the plot on the screen by keys, and waits until the next disputed one is there, if any. */
    const settle = async (press: () => Promise<void>) => {
      const [plotNo, left] = [await window.plotNo(), (await counts())?.disputed ?? 0];
      await section.getByText('初判 · 甲').waitFor();
      await press();
      await expect.poll(async () => (await counts())?.disputed).toBe(left - 1);
      if (left > 1) await expect.poll(() => window.plotNo()).not.toBe(plotNo);
    };
    await settle(() => page.keyboard.press('Digit2'));
    expect((await counts())?.settled).toBe(1);
    await settle(async () => {
      await page.keyboard.press('Digit4');
      await page.getByRole('textbox', { name: '退回理由' }).fill('边界没有看全');
      await page.keyboard.press('Enter');
    });
    expect((await counts())?.returned).toBe(1);
    const quality = page.getByRole('region', { name: '质量' });
    await quality.getByText('有分歧的图斑全部裁定后才算差错率').waitFor();
    while (((await counts())?.disputed ?? 0) > 0) await settle(() => page.keyboard.press('Digit2'));
    const { errorRate } = await client().call('quality.report', { sampleId: 1 });
    const percent = `${((errorRate.rate ?? 0) * 100).toFixed(1)} %`;
    await expect.poll(() => quality.textContent()).toContain(percent);
    await photographWindow(page, 'quality-report');
  }));

it('the first reviewer finds the returned plot with its reason on top', () =>
  as('甲', async (window, page) => {
    await window.tab('退回').click();
    await window.rows.first().click();
    await page.getByText('边界没有看全').waitFor();
    await photographWindow(page, 'quality-returned');
  }));

it('coverage tells which plots were really looked at, and the sweep goes cell by cell', () =>
  as('甲', async (window, page) => {
    await window.ready();
    await page.getByText('两期均已查看').waitFor({ timeout: 40_000 });
    await openTab(window, page, '查看范围');
    await expect
      .poll(async () => (await client().call('coverage.plots', { kind: 'seen', offset: 0, limit: 10 })).total)
      .toBeGreaterThanOrEqual(1);
    await page.getByRole('tab', { name: '两期都看过' }).click();
    await expect
      .poll(() => page.getByRole('listbox', { name: '查看记录' }).getByRole('option').count())
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: '开始普查' }).click();
    await page.getByText('第 1 格').waitFor();
    await page.keyboard.press('Digit1');
    await page.getByText('第 2 格').waitFor();
    await page.getByRole('textbox', { name: '疑似新增的说明' }).fill('新建大棚');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Digit2');
    await page.getByText('第 2 格　新建大棚').waitFor();
    await photographWindow(page, 'coverage');
    const { grid } = await client().call('sweep.grid', {});
    expect(grid?.marks.map(({ cell, mark }) => [cell, mark])).toEqual([
      [0, 'clear'],
      [1, 'found'],
    ]);
  }));
