import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { coarse, serveSample } from '../support/serveSample.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const size = { width: 1366, height: 768, scale: coarse };
const { client, inSameWindow } = serveSample();

const table = (window: ReviewWindow) => window.page.getByRole('region', { name: '属性表' });
const dataRows = (window: ReviewWindow) => table(window).locator('tr[aria-rowindex]');

/** The table as the test before left it, or opened. */
async function openTable(window: ReviewWindow): Promise<void> {
  if (!(await table(window).isVisible())) await window.page.keyboard.press('F6');
  await dataRows(window).first().waitFor();
}

describe('the attribute table', () => {
  it('sorts by its heads, up, down and as imported, and the queue follows', () =>
    inSameWindow(size, async (window) => {
      await openTable(window);
      const head = table(window).getByRole('button', { name: /^面积（亩）/ });
      // sorting keeps the current plot in view: the first row is where a person scrolls to
      const firstNumber = () =>
        table(window).evaluate((grid) => {
          grid.scrollTo(0, 0);
          return grid.querySelector('tr[aria-rowindex="1"] td')?.textContent;
        });
      await head.click();
      const { rows: smallest } = await client().call('plot.query', {
        filter: { status: 'unjudged', sort: 'area' },
        offset: 0,
        limit: 1,
      });
      await expect.poll(firstNumber).toBe(smallest[0]?.plotNo);
      await window.queue.evaluate((list) => list.scrollTo(0, 0));
      await expect.poll(() => window.rows.first().getAttribute('title')).toContain(smallest[0]?.plotNo);
      await head.click();
      await expect
        .poll(() => table(window).locator('th[aria-sort]').getAttribute('aria-sort'))
        .toBe('descending');
      await head.click();
      await expect.poll(() => table(window).locator('th[aria-sort]').count()).toBe(0);
      const { rows: imported } = await client().call('plot.query', {
        filter: { status: 'unjudged' },
        offset: 0,
        limit: 1,
      });
      await expect.poll(firstNumber).toBe(imported[0]?.plotNo);
    }));

  it('makes the row that is clicked the current plot, and the current plot a row', () =>
    inSameWindow(size, async (window) => {
      await openTable(window);
      const row = dataRows(window).nth(3);
      const plotNo = (await row.locator('td').first().textContent()) ?? '';
      await row.locator('td').nth(3).click();
      await expect.poll(() => window.plotNo()).toBe(plotNo);
      await expect
        .poll(() => table(window).locator('tr[aria-current=true] td').first().textContent())
        .toBe(plotNo);
    }));

  it('changes the remark of a judged plot with F2, and typing there judges nothing', () =>
    inSameWindow(size, async (window) => {
      const { rows } = await client().call('plot.query', { offset: 0, limit: 1 });
      const { plotId = 0, plotNo = '' } = rows[0] ?? {};
      await client().call('review.decide', { plotId, verdictCode: 'works', by: '甲' });
      await window.tab('全部').click();
      await openTable(window);
      const firstRow = table(window).locator('tr[aria-rowindex="1"] td');
      await expect.poll(() => firstRow.first().textContent()).toBe(plotNo);
      await firstRow.nth(2).click();
      await expect.poll(() => window.plotNo()).toBe(plotNo);
      const columns = await table(window).locator('th').allTextContents();
      const { page } = window;
      // a verdict is no cell to be changed: there the key is for the remark of the row
      await expect.poll(() => firstRow.nth(2).textContent()).toBe('工程恢复');
      await page.keyboard.press('F2');
      const remark = page.getByRole('textbox', { name: /^备注：/ });
      await remark.waitFor();
      await page.keyboard.press('Escape');
      await remark.waitFor({ state: 'detached' });
      const cell = firstRow.nth(columns.indexOf('备注'));
      await cell.click();
      // closed, the table says how it is opened; opened, it has the keyboard, in the row of the current plot
      await page.keyboard.press('F6');
      await table(window).waitFor({ state: 'detached' });
      await window.tab('全部').focus();
      await page.keyboard.press('F2');
      await page.getByText('请先打开属性表（F6）').waitFor();
      await page.keyboard.press('F6');
      await expect.poll(() => table(window).evaluate((grid) => grid === document.activeElement)).toBe(true);
      await table(window).locator('tr[aria-rowindex="1"] td.grid-cell').waitFor();
      await page.keyboard.press('F6');
      await expect
        .poll(() => window.tab('全部').evaluate((tab) => tab === document.activeElement))
        .toBe(true);
      await page.keyboard.press('F6');
      const framed = table(window).locator('tr[aria-rowindex="1"] td.grid-cell');
      await framed.waitFor();
      // the place of the keyboard is in sight at once, though the remark stands at the far right
      const right = (locator: Locator) =>
        locator.evaluate((element) => Math.floor(element.getBoundingClientRect().right));
      await expect
        .poll(async () => (await right(table(window))) - (await right(framed)))
        .toBeGreaterThanOrEqual(0);
      await page.keyboard.press('F2');
      await remark.waitFor();
      await window.page.keyboard.insertText('12 株果树');
      await window.page.keyboard.press('Enter');
      const detail = () => client().call('plot.get', { plotId });
      await expect.poll(async () => (await detail()).note).toBe('12 株果树');
      expect(await detail()).toMatchObject({ verdictCode: 'works', decidedBy: '甲' });
    }));

  it('copies the chosen rows with a head, tab by tab, for a spreadsheet', () =>
    inSameWindow(size, async (window) => {
      await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await openTable(window);
      await dataRows(window).nth(0).locator('td').nth(1).click();
      await dataRows(window)
        .nth(2)
        .locator('td')
        .nth(1)
        .click({ modifiers: ['Shift'] });
      await window.page
        .getByText(/已选 3 块/)
        .first()
        .waitFor();
      await table(window).focus();
      await window.page.keyboard.press('Control+KeyC');
      await window.page.getByText('已复制 3 行').waitFor();
      const text = await window.page.evaluate(() => navigator.clipboard.readText());
      const lines = text.trimEnd().split(/\r?\n/);
      expect(lines).toHaveLength(4);
      expect(lines[0]?.split('\t').slice(0, 3)).toEqual(['图斑编号', '状态', '结论']);
      const shown = await dataRows(window).nth(2).locator('td').first().textContent();
      expect(lines[3]?.split('\t')[0]).toBe(shown);
    }));

  it('hides and shows columns, and keeps the choice', () =>
    inSameWindow(size, async (window) => {
      await openTable(window);
      await window.page.getByRole('button', { name: /^选择列/ }).click();
      await window.page.getByRole('checkbox', { name: '乡镇', exact: true }).uncheck();
      await expect.poll(() => table(window).locator('th').allTextContents()).not.toContain('乡镇');
      await window.page.reload();
      await window.ready();
      await openTable(window);
      expect(await table(window).locator('th').allTextContents()).not.toContain('乡镇');
    }));
});

describe('the queue', () => {
  it('gives the current plot its place in a new filter', () =>
    inSameWindow(size, async (window) => {
      const place = () =>
        window.page
          .getByRole('region', { name: '图斑', exact: true })
          .locator('.identity-head')
          .textContent();
      await window.goToPlot(
        (await client().call('plot.query', { offset: 40, limit: 1 })).rows[0]?.plotNo ?? '',
      );
      await window.tab('全部').click();
      await expect.poll(place).toMatch(/41 \/ 2.220/);
      await window.tab('疑问').click();
      await expect.poll(place).toContain('不在当前筛选内');
      await window.queue.getByText('没有疑问的图斑').waitFor();
      await window.queue.getByText('去掉一个筛选条件，或换到“全部”').waitFor();
      // a status without a tab is named by its chip, which takes it out again
      await window.page.locator('.filters').getByRole('button', { name: '状态', exact: true }).click();
      await window.page.getByRole('menuitem', { name: '复核中' }).click();
      await window.page.locator('.filters').getByRole('button', { name: '状态：复核中' }).waitFor();
      await window.page.getByRole('button', { name: '取消筛选：状态' }).click();
      await expect.poll(() => window.tab('全部').getAttribute('aria-selected')).toBe('true');
    }));

  it('keeps what the arrows chose in the search box when plots are found late', () =>
    inSameWindow(size, async ({ page }) => {
      const held = Promise.withResolvers<void>();
      await page.route('**/rpc/plot.query', async (route) => {
        await held.promise;
        await route.continue();
      });
      await page.keyboard.press('Control+KeyK');
      const search = page.getByRole('dialog', { name: '搜索' });
      const asked = page.waitForRequest('**/rpc/plot.query');
      await search.getByRole('combobox').fill('d');
      await asked;
      await search.getByRole('option').nth(2).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      const selected = search.getByRole('option', { selected: true });
      const chosen = await search.getByRole('option').nth(2).textContent();
      await expect.poll(() => selected.textContent()).toBe(chosen);
      held.resolve();
      // plots stand before the commands
      await search.getByRole('option').first().getByText('图斑', { exact: true }).waitFor();
      await expect.poll(() => selected.textContent()).toBe(chosen);
      await page.unroute('**/rpc/plot.query');
      await page.keyboard.press('Escape');
    }));

  it('keeps a filter under a name in the project and takes it up again', () =>
    inSameWindow(size, async (window) => {
      await window.tab('全部').click();
      await window.page.getByRole('button', { name: '方案 ▾' }).click();
      // its chip stands at the left end of a line in this window: the list must not begin beyond the edge
      const list = await window.page.locator('.saved-filter-list').boundingBox();
      expect(list?.x).toBeGreaterThanOrEqual(0);
      expect(list?.width).toBeGreaterThan(200);
      await window.page.getByRole('textbox', { name: '筛选名称' }).fill('全部图斑');
      await window.page.keyboard.press('Enter');
      await window.page.getByRole('button', { name: '全部图斑', exact: true }).waitFor();
      expect((await client().call('filter.list', {})).filters).toEqual([{ name: '全部图斑', filter: {} }]);
      await window.page.keyboard.press('Escape');
      await window.tab('未判').click();
      await window.page.getByRole('button', { name: '方案 ▾' }).click();
      await window.page.getByRole('button', { name: '全部图斑', exact: true }).click();
      await expect.poll(() => window.tab('全部').getAttribute('aria-selected')).toBe('true');
    }));
});
