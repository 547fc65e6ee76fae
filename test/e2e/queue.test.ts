import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import type { VerdictView } from '../../shared/domain/review/verdictView.ts';
import { eligibilityLabels } from '../../shared/text/labels.zh-CN.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { coarse, serveSample } from '../support/serveSample.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const patient = { timeout: 90_000 };
const size = { width: 1366, height: 768, scale: coarse };
const { client, inWindow } = serveSample();

/** Presses a key and waits for the plot it leads to. */
async function press(window: ReviewWindow, key: string, plotNo: string | undefined): Promise<void> {
  await window.page.keyboard.press(key);
  await expect.poll(() => window.plotNo(), patient).toBe(plotNo);
}

it('finds by initials, narrows, adds up, goes on by E, Q and W, and undoes after the project was closed', () =>
  inWindow(size, async (window) => {
    const { page } = window;
    // figures without the thin space between thousands
    const plain = async (text: Promise<string | null>) => (await text)?.replaceAll('\u2009', '') ?? '';
    const filtered = () => plain(page.locator('.pane-left .queue-sum').textContent());
    const filter = page.getByRole('textbox', { name: '按图斑号、乡镇或村筛选' });

    // ljc → 李家村; of its plots only those that may be restored whole
    await filter.fill('ljc');
    const named = { text: 'ljc', status: 'unjudged' as const };
    const { total } = await client().call('plot.query', { filter: named, offset: 0, limit: 1 });
    expect(total).toBeGreaterThan(0);
    await expect.poll(filtered, patient).toContain(`${total} 块`);
    await page.locator('.filters').getByRole('button', { name: '核算', exact: true }).click();
    const { glyph, title } = eligibilityLabels.eligible;
    await page.getByRole('menuitem', { name: `${glyph} ${title}`, exact: true }).click();
    const both = { ...named, eligibility: 'eligible' as const };
    const narrowed = await client().call('plot.query', { filter: both, offset: 0, limit: 4 });
    expect(narrowed.total).toBeLessThan(total);
    await expect.poll(filtered, patient).toContain(`${narrowed.total} 块`);
    await expect.poll(filtered, patient).toContain('亩');
    // 类型, which only the source's own record has
    await page.locator('.filters').getByRole('button', { name: '类型', exact: true }).click();
    await page.getByRole('menuitem', { name: /^02 园地/ }).click();
    await expect.poll(filtered, patient).not.toContain(`${narrowed.total} 块`);
    const orchards = await client().call('plot.query', {
      filter: { ...both, plotType: '02' },
      offset: 0,
      limit: 1_000,
    });
    await expect.poll(filtered, patient).toContain(`筛选 ${orchards.total} 块`);
    const all = await client().call('plot.query', { filter: both, offset: 0, limit: 1_000 });
    const typeOf = async (plotId: number) =>
      (await client().call('plot.get', { plotId })).attributes.find(({ name }) => name === 'TBLX')?.value;
    const types = await Promise.all(
      all.rows.map(async ({ plotNo, plotId }) => ({ plotNo, type: await typeOf(plotId) })),
    );
    expect(orchards.rows.map(({ plotNo }) => plotNo)).toEqual(
      types.filter(({ type }) => type === '02').map(({ plotNo }) => plotNo),
    );
    await page.getByRole('button', { name: '取消筛选：类型' }).click();
    await expect.poll(filtered, patient).toContain(`筛选 ${narrowed.total} 块`);
    const [first, second, third] = narrowed.rows.map(({ plotNo }) => plotNo);

    // Enter in the search leads to the first that was found, and the keys of the plot work from there
    await filter.press('Enter');
    await expect.poll(() => window.plotNo(), patient).toBe(first);
    await press(window, 'KeyE', second);
    await press(window, 'KeyE', third);
    await press(window, 'KeyQ', second);
    // the plots after the one on the screen are fetched before they are asked for
    await page.getByText(/已备好 ●/).waitFor(patient);
    await page.keyboard.press('Shift+KeyZ');
    await expect.poll(() => plain(window.statusBar()), patient).toContain('1:2000');

    const { plotId } = await client().call('plot.find', { plotNo: second ?? '' });
    const status = async () => (await client().call('plot.get', { plotId })).status;
    await page.evaluate(() => localStorage.setItem('tianheng.seeBothEpochs', 'no'));
    await reopen(window);
    await window.goToPlot(second ?? '');
    await page.keyboard.press('Digit1');
    await expect.poll(status, patient).toBe('judged');
    await reopen(window);
    await page.keyboard.press('Control+KeyZ');
    await expect.poll(status, patient).toBe('unjudged');
    await page.keyboard.press('Control+KeyY');
    await expect.poll(status, patient).toBe('judged');
    // the window goes where the step led: only then somewhere else
    await page.getByText(/^已重做 /).waitFor(patient);
    // the judged one is passed over
    await window.goToPlot(first ?? '');
    await page.keyboard.press('KeyW');
    await expect.poll(() => window.plotNo(), patient).not.toBe(first);
    expect(await window.plotNo()).not.toBe(second);
  }));

/** Closes the project, opens it again and loads the window anew, as after a restart. */
async function reopen(window: ReviewWindow): Promise<void> {
  const { directory } = await client().call('project.info', {});
  await client().call('project.open', { directory });
  await window.page.reload();
  await window.ready();
}

it('shows the county as it stood after a row of the log, tells what changed since, and refuses to change it', async () => {
  const [plot] = (await client().call('plot.query', { filter: {}, offset: 0, limit: 1 })).rows;
  const plotId = plot?.plotId ?? 0;
  const [earlier, later] = (await client().call('project.info', {})).imagery;
  const { bounds: extent } = await client().call('plot.get', { plotId });
  const view: VerdictView = {
    ...{ earlierImageId: earlier?.id ?? null, laterImageId: later?.id ?? null, extent },
    ...{ comparison: 'fade', swipe: 0.5, fade: 0.3, offsetX: 0, offsetY: 0 },
    swipeDirection: 'vertical',
    front: 'later',
    dwellMilliseconds: 4_200,
  };
  const first = await client().call('review.decide', { plotId, verdictCode: 'ready', view, by: '张三' });
  const second = await client().call('review.decide', { plotId, verdictCode: 'works', by: '李四' });
  await inWindow(size, async (window) => {
    const { page } = window;
    const banner = page.getByRole('region', { name: '历史时点' });
    const verdict = (title: string) => page.getByRole('button', { name: new RegExp(title), pressed: true });
    await page.keyboard.press('Control+KeyK');
    await page.getByRole('combobox', { name: '搜索图斑、村、命令' }).fill('cklssd');
    await page.getByText('查看历史时点…').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByLabel('或操作记录序号').fill(String(first.sequence));
    // a large county takes seconds: the window says what it is doing meanwhile
    const held = Promise.withResolvers<void>();
    await page.route('**/rpc/history.enter', async (route) => {
      await held.promise;
      await route.continue();
    });
    await page.keyboard.press('Enter');
    await page.getByText('正在由操作记录推算当时的状态').waitFor();
    held.resolve();
    await banner.getByText(/^正在查看 .* 的状态，只读$/).waitFor();
    await banner.getByRole('button', { name: '与现在的变化' }).click();
    const row = page
      .getByRole('table', { name: '状态变化' })
      .getByRole('row')
      .filter({ hasText: plot?.plotNo ?? '' });
    await expect.poll(() => row.textContent(), patient).toMatch(/即可恢复.*张三.*工程恢复.*李四/);
    const exported = async (format: 'xlsx' | 'csv') => {
      await page.getByRole('button', { name: `导出 ${format}` }).click();
      const said = page.getByText(new RegExp(`^已导出：.*\\.${format}$`));
      await said.waitFor();
      return readFileSync(((await said.textContent()) ?? '').slice('已导出：'.length));
    };
    expect((await exported('csv')).toString('utf8')).toContain(plot?.plotNo);
    // a workbook is a zip
    expect((await exported('xlsx')).subarray(0, 2).toString('latin1')).toBe('PK');
    await row.getByRole('button').click();
    await verdict('即可恢复').waitFor();
    await photographWindow(page, 'history-past');
    await page.keyboard.press('Digit2');
    await page.getByText('正在查看以前的状态，只读').waitFor();
    expect(await client().call('plot.get', { plotId })).toMatchObject({ verdictCode: 'ready' });

    await expect
      .poll(async () => {
        await page.keyboard.press('Escape');
        return banner.count();
      }, patient)
      .toBe(0);
    await verdict('工程恢复').waitFor();
    await page.getByRole('tab', { name: '操作记录' }).click();
    await page.getByRole('button', { name: '核验记录' }).click();
    await page.getByText(/^核验通过/).waitFor();
    await photographWindow(page, 'history-log');

    // a row of the log brings back what was on the screen when it was written
    const rowOf = (sequence: number) =>
      page
        .getByRole('table', { name: '操作记录' })
        .getByRole('row')
        .filter({ has: page.getByRole('cell', { name: String(sequence), exact: true }) });
    await window.comparison('双屏').click();
    await rowOf(first.sequence).getByRole('button', { name: '重放' }).click();
    await page.getByText(/^已重放判读时的画面.*停留 4\.2 秒/).waitFor();
    await expect.poll(() => window.comparison('渐变').getAttribute('aria-pressed')).toBe('true');
    expect(await rowOf(second.sequence).getByRole('button', { name: '重放' }).count()).toBe(0);

    // somebody with an SQLite editor changes a word: the check names the row, and holds again once it is set right
    const { directory } = await client().call('project.info', {});
    const check = page.getByRole('button', { name: '核验记录' });
    overwrite(directory, second.sequence, '李四', '张三');
    await check.click();
    const alarm = page.getByRole('alert').filter({ hasText: '核验不通过' });
    await expect
      .poll(() => alarm.textContent(), patient)
      .toMatch(new RegExp(`第 ${second.sequence} 条操作记录内容被改过.*张三.*${plot?.plotNo}`));
    overwrite(directory, second.sequence, '张三', '李四');
    await check.click();
    await page.getByText(/^核验通过/).waitFor();
  });
});

/** Changes a name in a row of the log past the triggers that hold it. */
function overwrite(directory: string, sequence: number, from: string, to: string): void {
  const db = openDatabase(join(directory, 'project.gpkg'));
  const trigger = db.value<string>(sql`SELECT sql FROM sqlite_schema WHERE name = 'command_log_no_update'`);
  db.script('DROP TRIGGER command_log_no_update');
  db.run(sql`UPDATE command_log SET actor = replace(actor, ${from}, ${to}) WHERE sequence = ${sequence}`);
  db.script(trigger ?? '');
  db.close();
}

/** A plot of some 20 m near 108° E that was 工程恢复 the period before. */
function judgedBefore(number: number) {
  const [x, y, side] = [108 + number * 0.0005, 31, 0.0002];
  const ring = [
    ...[
      [x, y],
      [x + side, y],
      [x + side, y + side],
      [x, y + side],
      [x, y],
    ],
  ];
  return {
    type: 'Feature',
    properties: { JCBH: `2025-${number}`, SQJL: '工程恢复' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
}

// in a project of its own, so it comes last
it('shows what was judged the period before, and says the same again by one key', async () => {
  const folder = suiteFolder('previous');
  const file = join(folder, '图斑.geojson');
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features: [1, 2, 3].map(judgedBefore) }));
  const directory = join(folder, 'project');
  await client().call('project.create', { directory, name: '第二期', crs: 'EPSG:4545' });
  await client().call('import.vector', { file, role: 'plots', fieldMap: { plotNo: 'JCBH' }, by: '甲' });
  await inWindow(size, async (window) => {
    const { page } = window;
    // each of the four schemes has its own verdicts on the same keys
    for (const [scheme, verdict] of [
      ['耕地流出核查', '非农化'],
      ['占补平衡复核', '新增耕地属实'],
      ['卫片执法', '合法用地'],
      ['耕地恢复潜力', '工程恢复'],
    ] as const) {
      await page.getByRole('button', { name: /^结论方案：/ }).click();
      await page.getByRole('menuitem', { name: scheme }).click();
      await page.getByRole('button', { name: `结论方案：${scheme}` }).waitFor(patient);
      await page.locator('.verdict', { hasText: verdict }).waitFor(patient);
    }
    const first = await window.plotNo();
    const { plotId } = await client().call('plot.find', { plotNo: first });
    const previous = page.locator('.previous-verdict');
    await expect.poll(() => previous.textContent(), patient).toContain('工程恢复');
    await page.keyboard.press('KeyY');
    await expect.poll(() => window.plotNo(), patient).not.toBe(first);
    expect(await client().call('plot.get', { plotId })).toMatchObject({ verdictCode: 'works' });
    // the same verdict stands beside the next plot, which is not judged by that
    await expect.poll(() => previous.textContent(), patient).toContain('沿用上期');
    // `[` passes it; `]` takes what is suggested and goes on to the one passed
    const second = await window.plotNo();
    const shownId = async () => (await client().call('plot.find', { plotNo: await window.plotNo() })).plotId;
    const secondId = await shownId();
    await page.keyboard.press('BracketLeft');
    await expect.poll(() => window.plotNo(), patient).not.toBe(second);
    expect(await client().call('plot.get', { plotId: secondId })).toMatchObject({ verdictCode: null });
    const thirdId = await shownId();
    await expect.poll(() => previous.textContent(), patient).toContain('沿用上期');
    await page.keyboard.press('BracketRight');
    await expect.poll(() => window.plotNo(), patient).toBe(second);
    expect(await client().call('plot.get', { plotId: thirdId })).toMatchObject({ verdictCode: 'works' });
  });
});
