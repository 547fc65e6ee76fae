import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { parseWkb } from '../../shared/domain/geometry/parseWkb.ts';
import { createTestBackend } from '../support/hosts.ts';
import { closeWindows, openBrowser, openPage } from '../support/openBrowser.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { coarse } from '../support/serveSample.ts';
import { withSlowAnswers } from '../support/slowAnswers.ts';
import { placeOnMap } from './pages/placeOnMap.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const size = { width: 1920, height: 1080 };
const patient = { timeout: 90_000 };
const judgedPlots = 40;

const firstVerdicts = new Map<number, string>();
let backend: Backend;
let client: BackendClient;
let server: LoopbackServer;
let browser: Browser;

beforeAll(async () => {
  const project = await copySampleProject();
  backend = createTestBackend();
  client = createClient(createInProcessTransport(backend));
  await client.call('project.open', { directory: project });
  const { rows } = await client.call('plot.query', { offset: 0, limit: judgedPlots });
  for (const [index, { plotId }] of rows.entries()) {
    const verdictCode = index % 4 === 0 ? 'works' : 'ready';
    firstVerdicts.set(plotId, verdictCode);
    await client.call('review.decide', { plotId, verdictCode, note: '初判备注', by: '甲' });
  }
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

/** A window of one person: each reviewer has a machine, a name and a page of their own. */
async function as(name: string, act: (window: ReviewWindow, page: Page) => Promise<void>): Promise<void> {
  const { page, complaints, outsideRequests } = await openPage(browser, size, coarse);
  await page.addInitScript((reviewer) => {
    localStorage.setItem('tianheng.reviewer', reviewer);
    localStorage.setItem('tianheng.seeBothEpochs', 'no');
  }, name);
  await page.goto(server.url);
  const window = new ReviewWindow(page);
  await window.mode('判读').waitFor(patient);
  await act(window, page);
  expect(complaints).toEqual([]);
  expect(outsideRequests).toEqual([]);
  await page.close();
}

const openTab = async (window: ReviewWindow, page: Page, title: string) => {
  await window.mode('台账').click();
  await page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: title }).click();
};
const counts = async () => (await client.call('quality.samples', {})).samples[0]?.counts;

it('a leader draws a sample by town and verdict', () =>
  as('组长', async (window, page) => {
    await openTab(window, page, '抽查复核');
    await page.getByText('还没有抽查').waitFor(patient);
    await page.getByRole('button', { name: /^抽取 \d+ 块$/ }).click();
    await page.getByRole('table', { name: '抽查图斑' }).waitFor(patient);
    expect((await counts())?.open).toBeGreaterThan(3);
    await expect.poll(() => page.getByText('复核后显示').count()).toBeGreaterThan(3);
    await photographWindow(page, 'quality-drawn');
    await page.getByRole('button', { name: '核对抽样' }).click();
    await page.getByText('结果完全一致').waitFor(patient);
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
    await page.getByText('复核中：由另一人盲评').waitFor(patient);
    await window.ready();
    expect(
      await page.getByRole('region', { name: '判读', exact: true }).locator('[aria-pressed=true]').count(),
    ).toBe(0);
    expect(await window.note.inputValue()).toBe('');
    // one draw is one step, though it wrote the plot's status and its place in the sample
    const drawn = page.getByRole('region', { name: '历史' }).getByText('抽中复核', { exact: true });
    await drawn.first().waitFor();
    expect(await drawn.count()).toBe(1);
    await photographWindow(page, 'quality-blind');
    const open = (await counts())?.open ?? 0;
    for (let i = 0; i < open; i++) {
      const before = await window.plotNo();
      const { plotId } = await client.call('plot.find', { plotNo: before });
      // of the first three the opposite of what was said, of the others the same
      const saidWorks = firstVerdicts.get(plotId) === 'works';
      await page.keyboard.press(saidWorks === i < 3 ? 'Digit1' : 'Digit2');
      await expect
        .poll(
          async () =>
            (await client.call('quality.looks', { sampleId: 1 })).looks.find((look) => look.plotId === plotId)
              ?.state,
          patient,
        )
        .not.toBe('open');
      if (i < open - 1) await expect.poll(() => window.plotNo(), patient).not.toBe(before);
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
    expect(disputed).toBe(3);
    await page.getByRole('table', { name: '抽查图斑' }).getByText('有分歧').first().click();
    const section = page.getByRole('region', { name: '裁定' });
    await section.getByText('初判 · 甲').waitFor(patient);
    await section.getByText('复判 · 乙').waitFor(patient);
    await section.getByText('初判备注').waitFor(patient);
    await photographWindow(page, 'quality-dispute');
    /** Settles the plot on the screen by keys, and waits until the next disputed one is there, if any. */
    const settle = async (press: () => Promise<void>) => {
      // the section comes with the plot it is about
      await section.getByText('初判 · 甲').waitFor(patient);
      const [plotNo, left] = [await window.plotNo(), (await counts())?.disputed ?? 0];
      await press();
      await expect.poll(async () => (await counts())?.disputed, patient).toBe(left - 1);
      if (left > 1) await expect.poll(() => window.plotNo(), patient).not.toBe(plotNo);
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
    await quality.getByText('有分歧的图斑全部裁定后才算差错率').waitFor(patient);
    await settle(async () => {
      await page.keyboard.press('Digit3');
      // what neither of them said, the first of it under the keyboard
      const other = section.getByRole('button', { name: '未变化' });
      await other.focus();
      await page.keyboard.press('Enter');
    });
    const { looks } = await client.call('quality.looks', { sampleId: 1 });
    expect(looks.map(({ choice }) => choice)).toContain('other');
    expect(looks.find(({ choice }) => choice === 'other')?.finalVerdictCode).toBe('unchanged');
    const { errorRate } = await client.call('quality.report', { sampleId: 1 });
    const percent = `${((errorRate.rate ?? 0) * 100).toFixed(1)} %`;
    await expect.poll(() => quality.textContent(), patient).toContain(percent);
    await quality.getByText(/差错率（95 % 区间 [\d.]+–[\d.]+ %）/).waitFor(patient);
    const kappa = quality.locator('.figure-small', { hasText: '一致性 κ' });
    await expect
      .poll(() => kappa.textContent(), patient)
      .toContain(
        cohenKappa(
          looks.map(({ firstVerdictCode, secondVerdictCode }) => [firstVerdictCode, secondVerdictCode]),
        ),
      );
    await photographWindow(page, 'quality-report');
  }));

it('the first reviewer finds the returned plot with its reason on top', () =>
  as('甲', async (window, page) => {
    await window.tab('退回').click();
    await window.rows.first().click();
    await page.getByText('退回理由：边界没有看全', { exact: true }).waitFor(patient);
    await photographWindow(page, 'quality-returned');
  }));

it('coverage tells which plots were really looked at, and the sweep goes cell by cell', () =>
  as('甲', async (window, page) => {
    await window.ready();
    await page.getByText('两期均已查看').waitFor();
    await openTab(window, page, '查看范围');
    await expect
      .poll(
        async () => (await client.call('coverage.plots', { kind: 'seen', offset: 0, limit: 10 })).total,
        patient,
      )
      .toBeGreaterThanOrEqual(1);
    await page.getByRole('tab', { name: '两期都看过' }).click();
    await expect
      .poll(() => page.getByRole('listbox', { name: '查看记录' }).getByRole('option').count(), patient)
      .toBeGreaterThan(0);
    await page.getByRole('button', { name: '开始普查' }).click();
    await page.getByText('第 1 格').waitFor(patient);
    await page.keyboard.press('Digit1');
    await page.getByText('第 2 格').waitFor(patient);
    await page.getByRole('textbox', { name: '疑似新增的说明' }).fill('新建大棚');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Digit2');
    await page.getByText('第 2 格　新建大棚').waitFor(patient);
    await photographWindow(page, 'coverage');
    const { grid } = await client.call('sweep.grid', {});
    expect(grid?.marks.map(({ cell, mark }) => [cell, mark])).toEqual([
      [0, 'clear'],
      [1, 'found'],
    ]);
  }));

it('what the sweep finds outside the list is drawn, snapped, told of its overlap and becomes a plot', () =>
  as('甲', async (window, page) => {
    const { grid } = await client.call('sweep.begin', { cellMeters: 400, by: '甲' });
    const [listed] = (await client.call('plot.query', { offset: 100, limit: 1 })).rows;
    const { bounds } = await client.call('plot.get', { plotId: listed?.plotId ?? 0 });
    const ring = outerRing((await client.call('plot.geometry', { plotId: listed?.plotId ?? 0 })).wkb);
    const [middleX, middleY] = [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
    const column = Math.floor((middleX - grid.minX) / grid.cellSize);
    const cell = Math.floor((grid.maxY - middleY) / grid.cellSize) * grid.columns + column;
    await client.call('sweep.mark', { cell, mark: 'found', note: '建房', by: '甲' });
    await openTab(window, page, '查看范围');
    await page.getByRole('button', { name: /建房/ }).click();
    await page.getByText(`第 ${cell + 1} 格（`).waitFor(patient);

    const toScreen = await placeOnMap(window);
    // from a corner of the plot, missed by five pixels, across the plot and out of it
    const corner = ring.reduce((best, one) => (one[1] > best[1] ? one : best));
    const outwards = (meters: number) => [corner[0] + meters, corner[1] + meters] as const;
    // what a vertex can snap to is asked for when the tool is taken up
    const outlines = page.waitForResponse((response) => response.url().includes('/rpc/plot.outlines'));
    await page.keyboard.press('KeyP');
    await outlines;
    await page.getByRole('status').filter({ hasText: '画新增图斑' }).waitFor(patient);
    await window.steadyPicture();
    const click = async ([x, y]: readonly [number, number]) => {
      await page.mouse.move(x - 4, y - 4);
      await page.mouse.click(x, y, { delay: 40 });
    };
    const [cornerX, cornerY] = toScreen(corner);
    await click([cornerX + 4, cornerY - 3]);
    await click(toScreen([middleX, middleY]));
    await click(toScreen(outwards(40)));
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: '新增图斑' });
    await form.getByText(listed?.plotNo ?? '').waitFor(patient);
    const save = form.getByRole('button', { name: '存为新增图斑' });
    expect(await save.isDisabled()).toBe(true);
    await photographWindow(page, 'sweep-overlap');
    // no digit marks a cell while the form is open
    await page.keyboard.press('Digit1');
    await form.getByRole('radio', { name: '确认保留重叠' }).check();
    await form.getByRole('textbox', { name: '新增图斑的备注' }).fill('新建房屋');
    await page.keyboard.press('Enter');
    await expect.poll(() => window.plotNo(), patient).toBe('补-0001');
    await page.getByText('排查补充').first().waitFor(patient);
    await photographWindow(page, 'sweep-added');

    const { plotId } = await client.call('plot.find', { plotNo: '补-0001' });
    const added = await client.call('plot.get', { plotId });
    expect(added).toMatchObject({ added: true, status: 'unjudged' });
    expect(added.attributes).toContainEqual({ name: 'BZ', value: '新建房屋' });
    expect(added.attributes).toContainEqual({ name: 'TJR', value: '甲' });
    // snapped: the vertex is the neighbour's own, to the last bit
    expect(outerRing((await client.call('plot.geometry', { plotId })).wkb)).toContainEqual(corner);
    expect((await client.call('sweep.grid', {})).grid?.marks).toHaveLength(1);

    // it stands in the queue, and undo takes it out of it
    await window.mode('判读').click();
    await window.tab('全部').click();
    await window.goToPlot('补-0001');
    await page.keyboard.press('Control+KeyZ');
    await expect
      .poll(async () => (await client.call('plot.query', { offset: 0, limit: 1 })).total, patient)
      .toBe(2220);
    await page.getByText('新增图斑已不在清单中').waitFor(patient);
    await page.keyboard.press('Control+KeyY');
    await expect.poll(() => window.plotNo(), patient).toBe('补-0001');
    await photographWindow(page, 'sweep-queue');

    // what is said of it can be set right in the table; of a listed plot it cannot
    await page.keyboard.press('F6');
    const table = page.getByRole('region', { name: '属性表' });
    const row = table.locator('tr[aria-current=true]');
    await row.getByText('补-0001').waitFor(patient);
    await row.locator('td').nth(4).dblclick();
    await page.getByRole('textbox', { name: '村：补-0001' }).fill('新村');
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await client.call('plot.get', { plotId })).villageName, patient)
      .toBe('新村');
    await expect.poll(() => row.textContent(), patient).toContain('新村');
    const heads = await table.locator('th').allTextContents();
    const remark = row.locator('td').nth(heads.indexOf('新增图斑备注'));
    expect(await remark.textContent()).toBe('新建房屋');
    await remark.dblclick();
    await page.getByRole('textbox', { name: '新增图斑备注：补-0001' }).fill('新建住宅');
    await page.keyboard.press('Enter');
    await expect.poll(() => remark.textContent(), patient).toBe('新建住宅');
    const listedRow = table.locator('tr[aria-rowindex]').filter({ hasText: '导入清单' }).first();
    expect(await listedRow.locator('td').nth(4).getAttribute('class')).not.toContain('grid-editable');
  }));

/** Cohen 1960: agreement beyond what the two would have reached by chance, as a person reckons it from the pairs. */
function cohenKappa(pairs: readonly (readonly [string | null, string | null])[]): string {
  const share = (test: (pair: readonly [string | null, string | null]) => boolean) =>
    pairs.filter(test).length / pairs.length;
  const codes = new Set(pairs.flat());
  const observed = share(([first, second]) => first === second);
  const byChance = [...codes].reduce(
    (sum, code) => sum + share(([first]) => first === code) * share(([, second]) => second === code),
    0,
  );
  // with the sign of printed figures
  return ((observed - byChance) / (1 - byChance)).toFixed(2).replace('-', '−');
}

/** The vertices of a polygon's outer ring. */
function outerRing(wkb: Uint8Array): [number, number][] {
  const parsed = parseWkb(wkb);
  if (!parsed.ok) throw new Error(parsed.failure.message);
  const ring = parsed.value.polygons[0]?.[0] ?? new Float64Array();
  return Array.from({ length: ring.length / 2 }, (_, i) => [
    ring[2 * i] as number,
    ring[2 * i + 1] as number,
  ]);
}
