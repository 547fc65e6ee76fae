import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../support/hosts.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const longWork = 120_000;

let backend: Backend;
let client: BackendClient;
let server: LoopbackServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const project = await copySampleProject();
  backend = createTestBackend();
  client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project });
  server = await serveLoopback({ backend, pageDirectory: join(root, 'build/renderer') });
  browser = await openBrowser();
  page = (await openPage(browser, { width: 1366, height: 768 })).page;
  await page.goto(server.url);
  const window = new ReviewWindow(page);
  await window.ready();
  await window.mode('出件').click();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await backend?.close();
});

const section = (name: string) => page.getByRole('region', { name });

describe('handing up in the window', () => {
  it('shows the first page of the cards and of the wall map, and the fields of a Shapefile', async () => {
    const release = section('出件勾稽');
    await release.getByRole('button', { name: /^预览 图斑卡片/ }).click();
    const card = page.getByRole('img', { name: /图斑卡片.*第一页/ });
    await card.waitFor({ timeout: longWork });
    expect(await card.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(800);
    await photographWindow(page, 'report-card');
    await release.getByRole('button', { name: /^预览 挂图/ }).click();
    await page.getByRole('img', { name: /挂图.*第一页/ }).waitFor({ timeout: longWork });
    await photographWindow(page, 'report-wallmap');
    await release.getByRole('button', { name: /^预览 Shapefile/ }).click();
    await page.getByRole('cell', { name: 'TBBH', exact: true }).waitFor({ timeout: longWork });
    await photographWindow(page, 'report-fields');
  });

  it('keeps who signs and which columns are wanted', async () => {
    const settings = section('出件设置');
    await settings.getByRole('textbox', { name: '落款单位' }).fill('示例县自然资源局');
    await settings.getByRole('textbox', { name: '落款单位' }).press('Enter');
    await expect
      .poll(async () => (await client.call('handUp.settings', {})).bureauName)
      .toBe('示例县自然资源局');
  });

  it('seals a release, lists it, makes one product again and refuses to write over it unasked', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tianheng-handup-'));
    const target = join(folder, '第一次');
    const release = section('出件勾稽');
    for (const name of [
      /^GeoPackage/,
      /^GeoJSON/,
      /^Shapefile/,
      /^KML/,
      /^坐标文件/,
      /^核算报告/,
      /^进展通报/,
      /^挂图/,
    ])
      await release.getByRole('checkbox', { name }).uncheck();
    await release.getByRole('textbox', { name: '成果文件夹' }).fill(target);
    await release.getByRole('button', { name: '发布成果' }).click();
    await page.getByText('全部文件的块数、面积与校验清单一致').waitFor({ timeout: longWork });
    expect(readdirSync(target)).toContain('图斑清单_统计表.xlsx');
    expect(existsSync(join(target, 'manifest.json'))).toBe(true);
    await photographWindow(page, 'report-released');

    await release.getByRole('button', { name: '发布成果' }).click();
    await page.getByText(/已存在，未覆盖/).waitFor({ timeout: longWork });

    for (const name of [/^Excel 清单/, /^CSV/, /^统计表/])
      await release.getByRole('checkbox', { name }).uncheck();
    await release.getByRole('checkbox', { name: /^进展通报/ }).check();
    await release.getByRole('button', { name: '重做所选' }).click();
    await page.getByText('重做后的成果').waitFor({ timeout: longWork });
    expect(readdirSync(target)).toContain('图斑清单_通报.docx');
    expect(readdirSync(target)).toContain('图斑清单_统计表.xlsx');

    await release.getByRole('button', { name: '原样重建' }).click();
    await page.getByText('重建的成果').waitFor({ timeout: longWork });
    await page.getByText('全部文件的块数、面积与校验清单一致').waitFor();

    await release.getByRole('textbox', { name: '成果文件夹' }).fill(folder);
    await release.getByRole('button', { name: '列出文件夹中的成果' }).click();
    await page.getByText('已封签').first().waitFor({ timeout: longWork });
    await photographWindow(page, 'report-list');
  });
});
