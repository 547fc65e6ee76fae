import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { addLayer, addPlotPolygons } from '../support/buildEligibilityProject.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { compute, serveCounties } from '../support/serveCounties.ts';
import { takePicture } from '../support/takePicture.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { rectangle } from '../support/writeSmallCounty.ts';
import { writeTediousCounty } from '../support/writeTediousCounty.ts';

const { openCounty, openWindow, sameCounty } = serveCounties();

describe('the bill', () => {
  it('answers why a plot is smaller than it was: by key, with the clause, and its pieces flash', async () => {
    const { window, page } = await sameCounty();
    await window.choosePlot('A');
    await expect.poll(() => window.bill.textContent()).toContain('图斑 A');
    expect(await window.billLines()).toEqual([
      ['图斑面积', '6.00'],
      ['25度以上坡地', '−1.80'],
      ['生态保护红线', '−0.60'],
      ['可恢复净面积', '3.60'],
    ]);
    const calm = await window.steadyMap();
    await window.bill.getByRole('button', { name: /生态保护红线/ }).focus();
    const clause = page.locator('.clause:visible');
    await clause.getByText('不得纳入耕地恢复补充成果验收').waitFor();
    expect(await clause.textContent()).toContain('三、（二）验收确认阶段');
    await clause.getByText('来源要素 红线 第 1 个（BSM 361124000000000017）').waitFor();
    await expect.poll(async () => (await takePicture(page, window.map)).equals(calm)).toBe(false);
    await photographWindow(page, 'eligibility-clause');
    await page.keyboard.press('Tab');
    const note = window.bill
      .getByRole('list', { name: '警示与说明' })
      .getByRole('button', { name: /毁林毁树/ });
    await note.focus();
    await page.locator('.clause:visible').getByText('强行毁树还田').waitFor();
    // 4000 m² on the ellipsoid, 3980 in the ledger: 2400 × 0.995 = 2388 m² = 3.58 亩 are left of those
    const areas = window.bill.locator('dl').filter({ hasText: '台账' });
    expect(await areas.locator('dd').allTextContents()).toEqual(['6.00', '—', '5.97', '3.58']);
    expect(await window.bill.textContent()).toContain('口径：耕地恢复（达州高新区2023年实施方案） 2023.2');
    expect(await window.bill.textContent()).toContain('未核查（没有图层）：W06 重复恢复或占用指标');
    await photographWindow(page, 'eligibility-bill');
  });

  it('lists a plot that could not be computed with the reason, gives no total, and goes to the plot', async () => {
    const { window, page } = await openCounty({ unusable: true });
    const failures = page.getByRole('list', { name: '未能计算的图斑' });
    await failures.getByText('图斑边界没有面积或无法读取').waitFor();
    await page.getByText('有缺口的合计不是合计').waitFor();
    await failures.getByRole('button', { name: 'D' }).click();
    await expect.poll(() => window.bill.textContent()).toContain('图斑 D');
    await window.bill.getByText('此图斑未能计算').waitFor();
  });
});

describe('a run', () => {
  it('is given up in the middle: the project is as before, and it can be run again', async () => {
    const directory = join(temporaryFolder(), 'project');
    await writeTediousCounty(directory);
    const { window, client, page } = await openWindow(directory);
    const logged = async () => (await client.call('review.log', { limit: 1 })).commands[0]?.sequence;
    const before = await logged();
    await page.keyboard.press('F5');
    const progress = page.locator('.run-progress');
    await progress.getByText(/切割图斑 \d+ \/ 600/).waitFor();
    await progress.getByRole('button', { name: '取消' }).click();
    await page.getByText('“核算”已取消').waitFor();
    await progress.waitFor({ state: 'detached' });
    expect(await client.call('eligibility.runs', {})).toEqual({ runs: [] });
    expect(await logged()).toBe(before);
    expect(await client.call('project.check', {})).toMatchObject({ ok: true });

    const { layers } = await client.call('project.info', {});
    const layerId = layers.find(({ name }) => name === '锯齿')?.id ?? '';
    await client.call('layer.remove', { layerId, by: '甲' });
    await compute({ client, page }, () => page.keyboard.press('F5'));
    await expect.poll(() => window.verdictCount('待核')).toBe('600');
  });
});

describe('the result', () => {
  it('draws the pieces of all plots in the colours of the rules, and leaves them out when asked', async () => {
    const { window, page } = await sameCounty();
    await window.choosePlot('B');
    const legend = page.getByRole('region', { name: '碎片图例' });
    await legend.getByText('25度以上坡地').waitFor();
    await page.keyboard.press('Shift+KeyZ');
    const withPieces = await window.steadyMap();
    await legend.getByRole('checkbox').uncheck();
    await expect.poll(async () => (await window.steadyMap()).equals(withPieces)).toBe(false);
  });

  it('leads from a rule and from a town to the plots behind it', async () => {
    const { window, page } = await sameCounty();
    await window.result.getByRole('button', { name: /河湖范围内/ }).click();
    await expect.poll(() => window.tableNumbers()).toEqual(['C']);
    await window.result.getByRole('button', { name: /东镇/ }).click();
    await expect.poll(() => window.tableNumbers()).toEqual(['A', 'B', 'C']);
    await window.result.getByRole('button', { name: /部分可恢复/ }).click();
    await expect.poll(() => window.tableNumbers()).toEqual(['A']);
    await photographWindow(page, 'eligibility-result');
  });

  it('is marked stale once a layer is gone, and computed again says 未判定 in the rules, the result and the bill', async () => {
    const { window, client, page } = await sameCounty();
    const { layers } = await client.call('project.info', {});
    const layerId = layers.find(({ name }) => name === '河湖')?.id ?? '';
    await client.call('layer.remove', { layerId, by: '甲' });
    await page.getByText('在核算之后有改动，此结果可能过期').first().waitFor();
    await compute({ client, page }, () => page.keyboard.press('F5'));
    await page.getByText('缺 1 个必需图层').waitFor();
    await page.getByText('缺少规则图层：E05').waitFor();
    await expect.poll(() => window.verdictCount('待核')).toBe('3');
    expect(await window.verdictCount('可恢复')).toBe('0');
    await window.choosePlot('B');
    await window.bill.getByText('未判定：规则 E05 缺少图层').waitFor();
  });
});

describe('statistics', () => {
  it('measure what the plots occupy of a layer, and list the recheck', async () => {
    const { window, client, page } = await openCounty();
    await window.tab('判定统计').click();
    await page.getByText('要有两年的地类图斑').waitFor();
    await page.getByRole('tab', { name: '占用统计' }).click();
    await page.getByRole('combobox', { name: '图层', exact: true }).click();
    await page.getByTitle('红线').click();
    await page
      .getByRole('button', { name: /统\s?计/ })
      .last()
      .click();
    const table = page.getByRole('table').filter({ hasText: '乡镇' });
    await expect.poll(() => table.textContent()).toContain('东镇0201 果园10.90');
    await page.getByRole('list', { name: '占用的图斑' }).getByRole('button', { name: 'A' }).click();
    await expect.poll(() => window.bill.textContent()).toContain('图斑 A');
    await page.getByRole('tab', { name: '占补平衡' }).click();
    await page.getByRole('button', { name: '选用占补平衡复核规则集' }).click();
    await compute({ client, page }, () => page.keyboard.press('F5'));
    await window.tab('判定统计').click();
    await page.getByRole('button', { name: '查看清单' }).click();
    const list = page.getByRole('list', { name: '复核清单' });
    await expect
      .poll(() => list.getByRole('listitem').allTextContents())
      .toContain('A恢复或核减东镇　2.40 / 3.60');
  });

  it('sort what has flown out of 耕地 into kinds, with and without approval', async () => {
    const directory = join(temporaryFolder(), 'project');
    await writeTwoYears(directory);
    const { window, page } = await openWindow(directory);
    await window.tab('判定统计').click();
    for (const [label, layer] of [
      ['上年度', '地类图斑2024'],
      ['本年度', '地类图斑2025'],
      ['用地审批', '农转用'],
    ] as const) {
      await page.getByRole('combobox', { name: label, exact: true }).click();
      const list = page.locator('.ant-select-dropdown:visible');
      await list.getByTitle(layer).click();
      // a list that is still closing offers the same layers for the field before
      await list.waitFor({ state: 'hidden' });
    }
    await page.getByRole('spinbutton', { name: '本年度年份' }).fill('2025');
    await page
      .getByRole('button', { name: /分\s?类/ })
      .last()
      .click();
    const table = page.getByRole('table').filter({ hasText: '不合理' });
    // 公路 20×100, half approved; 果园 20×100; 撂荒 20×100: 1.50, 3.00 and 3.00 亩
    await expect
      .poll(() => table.getByRole('row').allTextContents())
      .toEqual([
        '类别不合理合理',
        '非农化1.501.50',
        '非粮化：林园3.000.00',
        '非粮化：其他农用地0.000.00',
        '转为未利用地0.000.00',
        '撂荒（地类未变）3.000.00',
        '本年度无图斑0.000.00',
        '流出合计4.501.50',
      ]);
    await page.getByText('2020-07-03 之后的非农化：零容忍').waitFor();
    await photographWindow(page, 'eligibility-flowout');
  });
});

/** Last year 60×100 of 耕地 in three strips: 公路 (half of it approved), 果园, 撂荒. */
async function writeTwoYears(directory: string): Promise<void> {
  const project = await createProject({ directory, name: '两年', crs: 'EPSG:4545', by: '甲' });
  addPlotPolygons(project, [{ plotNo: 'A', geometry: rectangle(0, 0, 20, 100) }]);
  const parcel = (x: number, width: number, DLBM: string, ZZSXDM = '') => ({
    geometry: rectangle(x, 0, width, 100),
    attributes: { DLBM, ZZSXDM },
  });
  addLayer(project, { name: '地类图斑2024', role: 'dltb', features: [parcel(0, 60, '0103')] });
  addLayer(project, {
    name: '地类图斑2025',
    role: 'dltb',
    features: [parcel(0, 20, '1003'), parcel(20, 20, '0201'), parcel(40, 20, '0103', 'WG')],
  });
  addLayer(project, { name: '农转用', role: 'reference', features: [{ geometry: rectangle(0, 0, 20, 50) }] });
  project.close();
}
