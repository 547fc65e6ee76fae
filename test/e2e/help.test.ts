import { cpSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../support/hosts.ts';
import { closeWindows, openBrowser, openPage } from '../support/openBrowser.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { coarse } from '../support/serveSample.ts';
import { withSlowAnswers } from '../support/slowAnswers.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const large = { width: 1920, height: 1080 };
const small = { width: 1366, height: 768 };

let backend: Backend;
let server: LoopbackServer;
let browser: Browser;

beforeAll(async () => {
  // the sample county as it lies there from its second opening on
  const application = suiteFolder('app');
  cpSync(await copySampleProject(), join(application, 'sample/project'), { recursive: true });
  backend = createTestBackend(application);
  server = await serveLoopback({
    backend: withSlowAnswers(backend),
    pageDirectory: join(root, 'build/renderer'),
  });
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await closeWindows(browser);
  await server?.close();
  await backend?.close();
});

async function inWindow(
  size: { width: number; height: number },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const { page, complaints, outsideRequests } = await openPage(browser, size, coarse);
  await page.goto(server.url);
  await act(page);
  expect(complaints).toEqual([]);
  expect(outsideRequests).toEqual([]);
  await page.close();
}

const tour = (page: Page) => page.getByRole('region', { name: '导览' });
const help = (page: Page) => page.getByRole('dialog', { name: '帮助' });
const helpPage = (page: Page) => help(page).getByRole('article');

it('offers the tour with the sample, blocks nothing meanwhile, ends once and comes again when asked', () =>
  inWindow(small, async (page) => {
    await page.getByRole('button', { name: '打开示例县' }).click();
    const window = new ReviewWindow(page);
    await window.ready();
    await tour(page).getByText('1 / 6').waitFor();
    // a key alone tells nobody what it does
    await tour(page)
      .getByText(/^E\s*下一块$/)
      .waitFor();
    await photographWindow(page, 'tour');
    // the window works as ever: the next plot by its key
    const before = await window.plotNo();
    await page.keyboard.press('KeyE');
    await expect.poll(() => window.plotNo()).not.toBe(before);
    for (let step = 2; step <= 6; step++) {
      await page.keyboard.press('Alt+KeyN');
      await tour(page).getByText(`${step} / 6`).waitFor();
    }
    expect(await window.mode('出件').getAttribute('aria-current')).toBe('page');
    await page.keyboard.press('Alt+KeyN');
    await tour(page).waitFor({ state: 'detached' });
    await page.reload();
    await window.ready();
    expect(await tour(page).count()).toBe(0);
    await page.keyboard.press('F1');
    await help(page).getByRole('button', { name: '重看导览' }).click();
    await tour(page).getByText('1 / 6').waitFor();
    await page.keyboard.press('Escape');
    await tour(page).waitFor({ state: 'detached' });
  }));

it('opens at the page of the mode, searches by Chinese, initials and error code, and names only keys that work', () =>
  inWindow(large, async (page) => {
    const window = new ReviewWindow(page);
    await window.ready();
    for (const [mode, title] of [
      ['核算', '核算与面积算账单'],
      ['准备', '准备：导入数据'],
      ['判读', '判读'],
    ] as const) {
      await window.mode(mode).click();
      await page.keyboard.press('F1');
      await expect.poll(() => helpPage(page).getAttribute('aria-label')).toBe(title);
      await page.keyboard.press('Escape');
      await help(page).waitFor({ state: 'detached' });
    }
    await page.keyboard.press('F1');
    const search = help(page).getByRole('textbox', { name: '搜索帮助' });
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.insertText('双屏');
    await page.keyboard.press('Enter');
    await expect.poll(() => helpPage(page).getAttribute('aria-label')).toBe('影像对比');
    await search.fill('slt');
    await help(page)
      .getByRole('option', { name: /缩略图墙/ })
      .first()
      .click();
    await expect.poll(() => helpPage(page).getAttribute('aria-label')).toBe('缩略图墙与联判');
    await search.fill('DISK_FULL');
    await page.keyboard.press('Enter');
    await expect.poll(() => helpPage(page).textContent()).toContain('磁盘空间不足');
    for (const title of await help(page).getByRole('navigation').getByRole('button').allTextContents()) {
      await help(page).getByRole('navigation').getByRole('button', { name: title, exact: true }).click();
      await expect.poll(() => helpPage(page).getAttribute('aria-label')).toBe(title);
      expect(await helpPage(page).textContent()).not.toContain('没有此命令');
    }
    await photographWindow(page, 'help');
  }));

it('says in every mode of an empty project the one next step', async () => {
  const client = createClient(createInProcessTransport(backend));
  const directory = join(suiteFolder('empty'), 'project');
  await client.call('project.create', { directory, name: '空项目', crs: 'EPSG:4545' });
  await inWindow(small, async (page) => {
    const window = new ReviewWindow(page);
    for (const mode of ['准备', '判读', '核算', '台账', '出件']) {
      await window.mode(mode).click();
      await expect.poll(() => window.mode(mode).getAttribute('aria-current')).toBe('page');
      await photographWindow(page, `empty-${mode}`);
    }
    await window.mode('核算').click();
    const right = page.getByRole('complementary', { name: '右侧面板' });
    await right.getByText('在这里核算可恢复面积').waitFor();
    await window.mode('判读').click();
    const table = page.getByRole('region', { name: '属性表' });
    await page.keyboard.press('F6');
    await table.getByRole('button', { name: /^去“准备”导入/ }).waitFor();
    await page.keyboard.press('F6');
    await table.waitFor({ state: 'detached' });
    await page.getByText('项目中还没有图斑', { exact: true }).waitFor();
    await page.getByText('先导入图斑', { exact: true }).waitFor();
    await page.keyboard.press('Shift+KeyW');
    await page.getByText('请先在“准备”中导入图斑图层').waitFor();
    // each next step names the key in force, also after another one was given
    const steps = [page.getByRole('button', { name: /^去“准备”导入/ }), right, page.locator('.stage-hint')];
    for (const step of steps) await expect.poll(() => step.textContent()).toContain('Ctrl+1');
    await page.evaluate(() => {
      const changes = { 'mode.prepare': ['Alt+Digit1'] };
      const keymap = { format: 'tianheng-keys', version: 1, preset: 'default', changes };
      localStorage.setItem('tianheng.keys', JSON.stringify(keymap));
    });
    await page.reload();
    for (const step of steps) {
      await expect.poll(() => step.textContent()).toContain('Alt+1');
      expect(await step.textContent()).not.toContain('Ctrl+1');
    }
  });
});
