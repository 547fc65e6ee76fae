import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';
import { createTransform } from '../../shared/domain/crs/createTransform.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { coarse, serveSample } from '../support/serveSample.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const { client, inSameWindow } = serveSample();

/** 台账 in the leader's window. */
const onLedger = (act: (page: Page, window: ReviewWindow) => Promise<void>): Promise<void> =>
  inSameWindow(
    { width: 1366, height: 768, scale: coarse },
    async (window) => {
      await window.mode('台账').click();
      await act(window.page, window);
    },
    { stored: { 'tianheng.reviewer': '组长' } },
  );

const tab = (page: Page, title: string) =>
  page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: title });
const table = (page: Page) => page.getByRole('table', { name: '台账' });
/** The case of the current plot. */
const caseSection = (page: Page) => page.getByRole('region', { name: '台账', exact: true });
/** Waits until the pane shows the current plot's case in a state: only then do its digits mean what they say. */
const stands = (page: Page, state: string) =>
  caseSection(page).locator('.glyph-title', { hasText: state }).waitFor();
/** Presses the digit a choice has, as it is listed for the state the case is shown in. */
async function press(page: Page, state: string, title: string): Promise<void> {
  await stands(page, state);
  const choice = caseSection(page).locator('.choice:enabled', { hasText: title });
  const key = await choice.getAttribute('aria-keyshortcuts');
  await leaveFields(page);
  await page.keyboard.press(`Digit${key}`);
}
const caseOf = async (plotId: number) => (await client().call('ledger.timeline', { plotId })).case;
/** Days from today as a date field takes it. */
const day = (offset: number) => {
  const date = new Date();
  date.setDate(date.getDate() + offset);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};
/** Leaves the fields, so that digits are keys again. */
const leaveFields = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

it('issues the current plot with a deadline, and shows it in the table and on its strip', () =>
  onLedger(async (page) => {
    await page.getByText('台账还是空的').waitFor();
    await photographWindow(page, 'ledger-empty');
    const form = page.getByRole('region', { name: '下发' });
    await form.getByRole('textbox', { name: '责任主体（下发）' }).fill('东镇人民政府');
    await form.getByLabel('整改时限').fill(day(10));
    await form.getByRole('button', { name: /^下\s*发$/ }).click();
    await table(page).getByText('待整改').waitFor();
    await page.getByRole('list', { name: '时间线' }).getByText('待整改').waitFor();
  }));

it('goes from 下发 to 销号 by digits, comes back once with its reason on top, and undoes a step', () =>
  onLedger(async (page, window) => {
    const plotNo = await window.plotNo();
    const { plotId } = await client().call('plot.find', { plotNo });
    const state = () => caseOf(plotId).then((one) => one?.state);
    await press(page, '待整改', '开始整改');
    await press(page, '整改中', '举证');
    await page.getByRole('textbox', { name: '说明' }).fill('已复耕，附验收单');
    await page.keyboard.press('Control+Enter');
    await press(page, '已举证', '受理复核');
    await press(page, '复核中', '退回');
    await page.getByRole('textbox', { name: '理由' }).fill('照片看不清地块');
    await page.keyboard.press('Control+Enter');
    await stands(page, '退回');
    expect(await state()).toBe('returned');
    await caseSection(page).getByText('退回理由：').waitFor();
    await photographWindow(page, 'ledger-returned');
    await leaveFields(page);
    await page.keyboard.press('Control+KeyZ');
    await stands(page, '复核中');
    expect(await state()).toBe('checking');
    await page.keyboard.press('Control+KeyY');
    await press(page, '退回', '举证');
    await page.getByRole('textbox', { name: '说明' }).fill('补拍');
    await page.keyboard.press('Control+Enter');
    await press(page, '已举证', '受理复核');
    await press(page, '复核中', '销号');
    await page
      .getByRole('form', { name: '销号' })
      .getByRole('button', { name: /^销\s*号$/ })
      .click();
    await stands(page, '已销号');
    expect(await caseOf(plotId)).toMatchObject({ state: 'closed', way: 'rectified', round: 2 });
  }));

it('keeps the reason that is being written when the case goes on meanwhile, and closes a form that came too late', () =>
  onLedger(async (page, window) => {
    const { rows } = await client().call('plot.query', { offset: 50, limit: 1 });
    const { plotId = 0, plotNo = '' } = rows[0] ?? {};
    const move = (action: 'issue' | 'evidence' | 'check' | 'close') =>
      client().call('ledger.move', {
        ...{ plotIds: [plotId], action, by: '乙' },
        ...{ deadline: day(5), note: '附验收单', way: 'rectified' },
      });
    await move('issue');
    await move('evidence');
    await window.goToPlot(plotNo);
    await press(page, '已举证', '退回');
    const reason = page.getByRole('textbox', { name: '理由' });
    await reason.fill('照片看不清地块');
    await move('check');
    await stands(page, '复核中');
    expect(await reason.inputValue()).toBe('照片看不清地块');
    await page.keyboard.press('Control+Enter');
    await stands(page, '退回');
    expect(await caseOf(plotId)).toMatchObject({ state: 'returned', reason: '照片看不清地块' });
    await move('evidence');
    await move('check');
    await press(page, '复核中', '退回');
    await reason.waitFor();
    await move('close');
    await stands(page, '已销号');
    await reason.waitFor({ state: 'detached' });
  }));

it('filters by state and town, adds up, and shows what is late', () =>
  onLedger(async (page, window) => {
    const { rows } = await client().call('plot.query', { offset: 10, limit: 30 });
    const plotIds = rows.map(({ plotId }) => plotId);
    const issue = {
      action: 'issue',
      source: '卫片',
      problemType: '撂荒',
      assignee: '乡镇',
      by: '组长',
    } as const;
    await client().call('ledger.move', { plotIds: plotIds.slice(0, 12), ...issue, deadline: day(-3) });
    await client().call('ledger.move', { plotIds: plotIds.slice(12), ...issue, deadline: day(20) });
    const overdue = page.getByRole('region', { name: '按状态筛选' }).getByRole('button', { name: /超期/ });
    await expect.poll(() => overdue.textContent()).toContain('12');
    await overdue.click();
    await expect.poll(() => page.locator('.ledger-table .queue-sum').textContent()).toContain('筛选 12 块');
    const { totalMu } = await client().call('ledger.query', {
      filter: { overdue: true },
      offset: 0,
      limit: 50,
    });
    expect(await page.locator('.ledger-table .queue-sum').textContent()).toContain(
      `Σ ${totalMu.toFixed(2)} 亩`,
    );
    await photographWindow(page, 'ledger-overdue');
    const before = await window.plotNo();
    await leaveFields(page);
    await page.keyboard.press('KeyE');
    await expect.poll(() => window.plotNo()).not.toBe(before);
  }));

it('takes photos in, hangs those it is sure of on their plots, and leaves the others to a person', () =>
  onLedger(async (page, window) => {
    const { rows } = await client().call('plot.query', { offset: 60, limit: 1 });
    const plotId = rows[0]?.plotId ?? 0;
    const { bounds, plotNo } = await client().call('plot.get', { plotId });
    const { crs } = await client().call('project.info', {});
    const [from, to] = [findCoordinateSystem(crs), findCoordinateSystem('EPSG:4490')];
    if (from === undefined || to === undefined) throw new Error(`no system ${crs}`);
    const out = new Float64Array(2);
    createTransform(from, to)((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2, out, 0);
    const folder = suiteFolder('photos');
    const take = (name: string, exif: Record<string, string>, red: number) =>
      sharp({ create: { width: 640, height: 480, channels: 3, background: { r: red, g: 150, b: 90 } } })
        .withExif({ IFD3: exif })
        .jpeg()
        .toFile(join(folder, name));
    const rationals = (degrees: number) => `${Math.round(degrees * 1e7)}/10000000 0/1 0/1`;
    const here = {
      GPSLongitudeRef: 'E',
      GPSLongitude: rationals(out[0] as number),
      GPSLatitudeRef: 'N',
      GPSLatitude: rationals(out[1] as number),
      GPSImgDirection: '4500/100',
      GPSHPositioningError: '1/1',
    };
    await take('现场.jpg', here, 170);
    await take('没有定位.jpg', {}, 90);
    await tab(page, '照片').click();
    const adder = page.getByRole('region', { name: '添加外业照片' });
    await adder
      .getByRole('textbox', { name: '照片文件' })
      .fill([join(folder, '现场.jpg'), join(folder, '没有定位.jpg')].join(';'));
    await adder.getByRole('button', { name: '添加照片' }).click();
    await adder.getByText('添加 2 张；自动匹配 1 张；需人工 1 张').waitFor();
    expect((await client().call('photo.list', { plotId })).photos).toMatchObject([
      { name: '现场.jpg', bearing: 45 },
    ]);
    await page.getByText('照片没有定位').waitFor();
    await window.goToPlot(plotNo);
    const photos = page.getByRole('region', { name: '照片', exact: true });
    await expect
      .poll(() =>
        photos
          .locator('img')
          .first()
          .evaluate((one: HTMLImageElement) => one.naturalWidth),
      )
      .toBe(320);
    await photographWindow(page, 'photos');
    await page.getByRole('button', { name: '挂到当前图斑' }).first().click();
    await expect.poll(async () => (await client().call('photo.list', { plotId })).photos.length).toBe(2);
    await photos.locator('.photo-tile').first().click();
    await page.getByRole('dialog', { name: /照片/ }).waitFor();
    await photographWindow(page, 'photo-open');
    await page.keyboard.press('Escape');
  }));
