import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { createProject } from '../../electron/backend/storage/project/openProject.ts';
import { addLayer, addPlotPolygons } from '../support/buildEligibilityProject.ts';
import { slowness } from '../support/openBrowser.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { compute, serveCounties } from '../support/serveCounties.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { rectangle } from '../support/writeSmallCounty.ts';

const small = { width: 1366, height: 768 };

const { openCounty, openWindow } = serveCounties();

describe('the sandbox', () => {
  it('is worked by the keyboard alone, keeps a scenario, and touches nothing official until adopted', async () => {
    const { window, client, page } = await openCounty();
    const before = await client.call('eligibility.summary', {});
    await window.tab('口径沙盘').focus();
    await page.keyboard.press('Enter');
    // the order: 红线 before the slope takes the 200 m² both hit
    await page.getByRole('button', { name: /移动 E02/ }).focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => window.order()).toEqual(['C01', 'E02', 'E01', 'E03', 'E04', 'E05', 'E06', 'E07']);
    await expect.poll(() => window.taken('E02')).toBe('0.90');
    // a rule switched off
    await page.getByRole('checkbox', { name: /E01/ }).focus();
    await page.keyboard.press('Space');
    await expect.poll(() => window.trial()).toEqual({ net: '11.10', difference: '+1.50' });
    // the minimum moved down by its slider: at 250 m² the 300 of plot C count
    const slider = page.getByRole('slider', { name: '最小净面积滑块' });
    await slider.focus();
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
    await expect.poll(() => window.trial()).toEqual({ net: '11.55', difference: '+1.95' });
    await expect.poll(() => window.flips()).toEqual(['C不可恢复 → 部分可恢复0.00 → 0.45 亩']);
    expect(await client.call('eligibility.summary', {})).toEqual(before);

    await page.getByRole('button', { name: '存为方案…' }).focus();
    await page.keyboard.press('Enter');
    const name = page.getByRole('textbox', { name: '方案名称' });
    await expect.poll(() => name.evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.insertText('试点');
    await page.keyboard.press('Enter');
    await page.getByText('口径已存为方案“试点”').waitFor();
    await page
      .getByRole('button', { name: '还 原' })
      .or(page.getByRole('button', { name: '还原' }))
      .click();
    await expect.poll(() => window.trial()).toEqual({ net: '9.60', difference: '0.00' });
    await photographWindow(page, 'eligibility-sandbox');
    await page.getByRole('combobox', { name: '口径方案' }).click();
    await page.getByTitle(/存于/).click();
    await expect.poll(() => window.trial()).toEqual({ net: '11.55', difference: '+1.95' });

    await compute({ client, page }, () => page.getByRole('button', { name: '采用此口径并核算' }).click());
    const run = await client.call('eligibility.summary', {});
    expect(run).toMatchObject({
      netMu: 11.55,
      adjustment: { scenarioName: '试点', without: ['E01'], minimumNetSquareMeters: 250 },
    });
    // what it changed is shown at once
    await window.tab('口径与核算').click();
    const changes = page.getByRole('list', { name: '改变的图斑' });
    await expect
      .poll(() => changes.getByRole('listitem').allTextContents())
      .toEqual(['A部分可恢复3.60 → 5.10（+1.50）', 'C不可恢复 → 部分可恢复0.00 → 0.45（+0.45）']);
    await page.getByText('以后采用沙盘口径“试点”').waitFor();
    await photographWindow(page, 'eligibility-comparison');
  });

  it('takes an order by dragging, reaches every control by the keyboard, and the focus is seen', async () => {
    const { window, page } = await openCounty({}, small);
    await window.tab('口径沙盘').click();
    const rows = page.getByRole('list', { name: '扣除次序' }).getByRole('listitem');
    await rows.filter({ hasText: 'E02' }).dragTo(rows.filter({ hasText: 'C01' }));
    await expect.poll(async () => (await window.order()).slice(0, 3)).toEqual(['E02', 'C01', 'E01']);
    expect(await window.overflows()).toBe(false);
    await window.tab('口径与核算').focus();
    const reached: string[] = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      const focus = await window.focused();
      if (focus === null) break;
      reached.push(focus.name);
      expect(focus.isMarked, `no focus is seen on ${focus.name}`).toBe(true);
      if (/^还\s?原/.test(focus.name)) break;
    }
    for (const name of ['口径方案', '存为方案…', '移动 E01', '最小净面积滑块', '边界容差比例'])
      expect(
        reached.some((seen) => seen.startsWith(name)),
        name,
      ).toBe(true);
    await photographWindow(page, 'eligibility-sandbox');
  });

  it('answers within a second for 20 000 plots', async () => {
    const directory = join(temporaryFolder(), 'project');
    await writeLargeCounty(directory, 20_000);
    const { window, client, page } = await openWindow(directory);
    await compute({ client, page }, () => page.keyboard.press('F5'));
    await window.tab('口径沙盘').click();
    // the first totals, which would be taken for those after the first key
    await expect.poll(() => window.trial()).toMatchObject({ difference: '0.00' });
    // the processor's time, so that the browser beside it does not decide
    const backendMilliseconds = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    };
    const backendTimes: number[] = [];
    for (const minimum of [350, 500, 650, 800, 950]) {
      const before = backendMilliseconds();
      await client.call('eligibility.whatif', { minimumNetSquareMeters: minimum });
      backendTimes.push(backendMilliseconds() - before);
    }
    const slider = page.getByRole('slider', { name: '最小净面积滑块' });
    await slider.focus();
    const pageMilliseconds = await measureProcessor(page);
    const windowTimes: number[] = [];
    for (let step = 0; step < 5; step++) {
      const before = await window.trialText();
      const began = backendMilliseconds() + (await pageMilliseconds());
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => window.trialText(), { interval: 200 }).not.toBe(before);
      windowTimes.push(backendMilliseconds() + (await pageMilliseconds()) - began);
    }
    const say = (times: number[]) => times.map((time) => `${Math.round(time)}`).join(' ');
    console.info(`20000 plots: backend ${say(backendTimes)} ms, key to new totals ${say(windowTimes)} ms`);
    expect(Math.max(...backendTimes)).toBeLessThan(1_000);
    // this process also looks into the page meanwhile: the least of five is the product's
    expect(Math.min(...windowTimes)).toBeLessThan(1_000 * slowness);
  });
});

/** How to read the processor's time that the page has used for all its tasks so far, in milliseconds. */
async function measureProcessor(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const used = metrics.find(({ name }) => name === 'TaskDuration');
    if (used === undefined) throw new Error('Chromium tells no TaskDuration');
    return used.value * 1_000;
  };
}

/** Squares of 30 m in rows of 200, a strip of slope over the upper part of each; a third with a 红线 besides. */
async function writeLargeCounty(directory: string, count: number): Promise<void> {
  const project = await createProject({ directory, name: '大县', crs: 'EPSG:4545', by: '甲' });
  const place = (index: number) => ({ x: (index % 200) * 40, y: Math.floor(index / 200) * 40 });
  const indices = Array.from({ length: count }, (_, index) => index);
  addPlotPolygons(
    project,
    indices.map((index) => {
      const { x, y } = place(index);
      return { plotNo: String(index + 1).padStart(6, '0'), geometry: rectangle(x, y, 30, 30) };
    }),
  );
  addLayer(project, {
    name: '坡度图',
    role: 'slope',
    features: indices
      .map((index) => {
        const { x, y } = place(index);
        return { geometry: rectangle(x, y, 30, index % 30), attributes: { PDJB: '5' } };
      })
      .filter((_, index) => index % 30 !== 0),
  });
  addLayer(project, {
    name: '红线',
    rule: 'E02',
    features: indices
      .filter((index) => index % 3 === 0)
      .map((index) => {
        const { x, y } = place(index);
        return { geometry: rectangle(x + 5, y, 10, 30) };
      }),
  });
  const far = { BHQJB: '一级', SEN_LIN_LB: '11', DI_LEI: '0110' };
  for (const rule of ['E03', 'E04', 'E05', 'E06', 'E07']) {
    addLayer(project, {
      name: rule,
      rule,
      features: [{ geometry: rectangle(-900, -900, 5, 5), attributes: far }],
    });
  }
  project.close();
}

describe('rule sets', () => {
  it('are read with their clauses, edited as a copy, checked, used, and the change is explained', async () => {
    const { client, page } = await openCounty();
    await page.getByRole('button', { name: '查看、编辑、对比规则集…' }).click();
    const dialog = page.getByRole('dialog', { name: '规则集' });
    await dialog.getByText('不得纳入耕地恢复补充成果验收').first().waitFor();
    await dialog.getByRole('button', { name: '另存为副本并编辑…' }).click();
    await dialog.getByRole('textbox', { name: '规则集编号' }).fill('pilot');
    const version = dialog.getByRole('textbox', { name: '规则集版本' });
    await version.fill('');
    await dialog.getByRole('spinbutton', { name: '规则集最小净面积' }).fill('200');
    await dialog.getByRole('checkbox', { name: '启用 E05' }).uncheck();
    await dialog.getByRole('button', { name: '下移 E01' }).click();
    await dialog.getByRole('button', { name: '保存副本' }).click();
    await dialog.getByRole('list', { name: '检查结果' }).getByText('version').waitFor();
    await version.fill('2026.1');
    await dialog.getByRole('button', { name: '保存副本' }).click();
    await dialog.getByText('pilot 2026.1').waitFor();
    await dialog.getByRole('button', { name: '与另一个对比…' }).click();
    const differences = dialog.getByRole('list', { name: '规则的不同' });
    await expect
      .poll(() => differences.textContent())
      .toContain('修改 T01 净面积过小面积（平方米）：400 → 200');
    expect(await differences.textContent()).toContain('停用 E05 河湖范围内');
    expect(await differences.textContent()).toContain('调整次序 E01 25度以上坡地');
    await photographWindow(page, 'eligibility-rules');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });

    await compute({ client, page }, () => page.keyboard.press('F5'));
    const run = await client.call('eligibility.summary', {});
    // C is whole without the river: 900 m² = 1.35 亩
    expect(run).toMatchObject({ rulesId: 'pilot', rulesVersion: '2026.1', netMu: 10.95 });
    const changes = page.getByRole('list', { name: '改变的图斑' });
    await expect
      .poll(() => changes.getByRole('listitem').allTextContents())
      .toEqual(['C不可恢复 → 可恢复0.00 → 1.35（+1.35）']);

    // out as a file, changed by somebody else, and in again once it is right
    const file = join(temporaryFolder(), 'pilot.json');
    await page.getByRole('button', { name: '查看、编辑、对比规则集…' }).click();
    await dialog.getByText('pilot 2026.1').waitFor();
    await dialog.getByRole('button', { name: '导出文件…' }).click();
    await dialog.getByRole('textbox', { name: '导出到' }).fill(file);
    await dialog.getByRole('button', { name: /写\s?出/ }).click();
    await page.getByText(`规则集已写到 ${file}`).waitFor();
    const exported = JSON.parse(readFileSync(file, 'utf8'));
    expect(exported).toMatchObject({ id: 'pilot', version: '2026.1', disabled: ['E05'] });
    writeFileSync(file, JSON.stringify({ ...exported, id: 'township', version: '' }));
    await dialog.getByRole('button', { name: '导入文件…' }).click();
    await dialog.getByRole('textbox', { name: '规则集文件' }).fill(file);
    await dialog.getByRole('button', { name: '检查并导入' }).click();
    await dialog.getByRole('list', { name: '检查结果' }).getByText('version').waitFor();
    writeFileSync(file, JSON.stringify({ ...exported, id: 'township', version: '2026.2' }));
    await dialog.getByRole('button', { name: '检查并导入' }).click();
    await dialog.getByText('township 2026.2').waitFor();
    expect(await client.call('rules.show', { rulesId: 'township' })).toMatchObject({ disabled: ['E05'] });
  });
});
