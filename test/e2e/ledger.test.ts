import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';
import { createTransform } from '../../shared/domain/crs/createTransform.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const patient = { timeout: 20_000 };

let backend: Backend;
let client: BackendClient;
let server: LoopbackServer;
let browser: Browser;
let page: Page;
let window: ReviewWindow;
let complaints: string[];

beforeAll(async () => {
  const project = await copySampleProject();
  backend = createTestBackend();
  client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project });
  server = await serveLoopback({ backend, pageDirectory: join(root, 'build/renderer') });
  browser = await openBrowser();
  const opened = await openPage(browser, { width: 1920, height: 1080 });
  ({ page, complaints } = opened);
  await page.addInitScript(() => localStorage.setItem('tianheng.reviewer', '组长'));
  await page.goto(server.url);
  window = new ReviewWindow(page);
  await window.ready();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await backend?.close();
});

const tab = (title: string) => page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: title });
const table = () => page.getByRole('table', { name: '台账' });
const caseOf = async (plotId: number) => (await client.call('ledger.timeline', { plotId })).case;
/** Days from today as a date field takes it. */
const day = (offset: number) => {
  const date = new Date();
  date.setDate(date.getDate() + offset);
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');
};
/** Leaves the fields, so that digits are keys again. */
const leaveFields = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

it('issues the current plot with a deadline, and shows it in the table and on its strip', async () => {
  await window.mode('台账').click();
  await page.getByText('台账还是空的').waitFor(patient);
  await photographWindow(page, 'ledger-empty');
  const form = page.getByRole('region', { name: '下发' });
  await form.getByRole('textbox', { name: '责任主体（下发）' }).fill('东镇人民政府');
  await form.getByLabel('整改时限').fill(day(10));
  await form.getByRole('button', { name: /^下\s*发$/ }).click();
  await table().getByText('待整改').waitFor(patient);
  await page.getByRole('list', { name: '时间线' }).getByText('待整改').waitFor(patient);
});

it('goes from 下发 to 销号 by digits, comes back once with its reason on top, and undoes a step', async () => {
  const plotNo = await window.plotNo();
  const { plotId } = await client.call('plot.find', { plotNo });
  const state = () => caseOf(plotId).then((one) => one?.state);
  const section = page.getByRole('region', { name: '台账', exact: true });
  const press = async (title: string) => {
    const choice = section.locator('.choice', { hasText: title });
    await choice.waitFor(patient);
    const key = await choice.getAttribute('aria-keyshortcuts');
    await leaveFields();
    await page.keyboard.press(`Digit${key}`);
  };
  await press('开始整改');
  await expect.poll(state, patient).toBe('rectifying');
  await press('举证');
  await page.getByRole('textbox', { name: '说明' }).fill('已复耕，附验收单');
  await page.keyboard.press('Control+Enter');
  await expect.poll(state, patient).toBe('evidenced');
  await press('受理复核');
  await expect.poll(state, patient).toBe('checking');
  await press('退回');
  await page.getByRole('textbox', { name: '理由' }).fill('照片看不清地块');
  await page.keyboard.press('Control+Enter');
  await expect.poll(state, patient).toBe('returned');
  await section.getByText('退回理由：').waitFor(patient);
  await photographWindow(page, 'ledger-returned');
  await leaveFields();
  await page.keyboard.press('Control+KeyZ');
  await expect.poll(state, patient).toBe('checking');
  await page.keyboard.press('Control+KeyY');
  await expect.poll(state, patient).toBe('returned');
  await press('举证');
  await page.getByRole('textbox', { name: '说明' }).fill('补拍');
  await page.keyboard.press('Control+Enter');
  await press('受理复核');
  await expect.poll(state, patient).toBe('checking');
  await press('销号');
  await page
    .getByRole('form', { name: '销号' })
    .getByRole('button', { name: /^销\s*号$/ })
    .click();
  await expect
    .poll(() => caseOf(plotId), patient)
    .toMatchObject({ state: 'closed', way: 'rectified', round: 2 });
});

it('filters by state and town, adds up, and shows what is late', async () => {
  const { rows } = await client.call('plot.query', { offset: 10, limit: 30 });
  const plotIds = rows.map(({ plotId }) => plotId);
  const issue = {
    action: 'issue',
    source: '卫片',
    problemType: '撂荒',
    assignee: '乡镇',
    by: '组长',
  } as const;
  await client.call('ledger.move', { plotIds: plotIds.slice(0, 12), ...issue, deadline: day(-3) });
  await client.call('ledger.move', { plotIds: plotIds.slice(12), ...issue, deadline: day(20) });
  const overdue = page.getByRole('region', { name: '按状态筛选' }).getByRole('button', { name: /超期/ });
  await expect.poll(() => overdue.textContent(), patient).toContain('12');
  await overdue.click();
  await expect
    .poll(() => page.locator('.ledger-table .queue-sum').textContent(), patient)
    .toContain('筛选 12 块');
  const { totalMu } = await client.call('ledger.query', { filter: { overdue: true }, offset: 0, limit: 50 });
  expect(await page.locator('.ledger-table .queue-sum').textContent()).toContain(
    `Σ ${totalMu.toFixed(2)} 亩`,
  );
  await photographWindow(page, 'ledger-overdue');
  const before = await window.plotNo();
  await leaveFields();
  await page.keyboard.press('KeyE');
  await expect.poll(() => window.plotNo(), patient).not.toBe(before);
});

it('takes photos in, hangs those it is sure of on their plots, and leaves the others to a person', async () => {
  const { rows } = await client.call('plot.query', { offset: 60, limit: 1 });
  const plotId = rows[0]?.plotId ?? 0;
  const { bounds, plotNo } = await client.call('plot.get', { plotId });
  const { crs } = await client.call('project.info', {});
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
  await tab('照片').click();
  const adder = page.getByRole('region', { name: '添加外业照片' });
  await adder
    .getByRole('textbox', { name: '照片文件' })
    .fill([join(folder, '现场.jpg'), join(folder, '没有定位.jpg')].join(';'));
  await adder.getByRole('button', { name: '添加照片' }).click();
  await adder.getByText('添加 2 张；自动匹配 1 张；需人工 1 张').waitFor(patient);
  expect((await client.call('photo.list', { plotId })).photos).toMatchObject([
    { name: '现场.jpg', bearing: 45 },
  ]);
  await page.getByText('照片没有定位').waitFor(patient);
  await window.goToPlot(plotNo);
  const photos = page.getByRole('region', { name: '照片', exact: true });
  await expect
    .poll(
      () =>
        photos
          .locator('img')
          .first()
          .evaluate((one: HTMLImageElement) => one.naturalWidth),
      patient,
    )
    .toBe(320);
  await photographWindow(page, 'photos');
  await page.getByRole('button', { name: '挂到当前图斑' }).first().click();
  await expect.poll(async () => (await client.call('photo.list', { plotId })).photos.length, patient).toBe(2);
  await photos.locator('.photo-tile').first().click();
  await page.getByRole('dialog', { name: /照片/ }).waitFor(patient);
  await photographWindow(page, 'photo-open');
  await page.keyboard.press('Escape');
  expect(complaints).toEqual([]);
});
