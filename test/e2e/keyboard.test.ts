import { describe, expect, it } from 'vitest';
import { coarse, serveSample } from '../support/serveSample.ts';
import { openKeySettings, press, resetKeys } from './pages/keySettings.ts';

const size = { width: 1366, height: 768, scale: coarse };
const { client, inSameWindow } = serveSample();

describe('the keyboard', () => {
  it('goes through the whole loop without a mouse: judge, answer, remark, undo, search', () =>
    inSameWindow(size, async (window) => {
      const plotNo = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo });
      const verdict = async () => (await client().call('plot.get', { plotId })).verdictCode;
      await window.page.getByText('两期均已查看').waitFor();
      await press(window, 'Digit2');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      expect(await verdict()).toBe('works');
      await press(window, 'Control+KeyZ');
      await expect.poll(verdict).toBeNull();
      await expect.poll(() => window.plotNo()).toBe(plotNo);
      await press(window, 'KeyR');
      await expect.poll(() => window.note.evaluate((field) => field === document.activeElement)).toBe(true);
      await window.page.keyboard.insertText('路边');
      await press(window, 'Control+Enter');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      await window.goToPlot(plotNo);
      await expect.poll(() => window.note.inputValue()).toBe('路边');
    }));

  it('measures and cuts a plot by keys alone, judges its parts, and takes all of it back', () =>
    inSameWindow(size, async (window) => {
      const { page } = window;
      const plotNo = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo });
      const parts = async () => (await client().call('markup.list', { plotId })).parts;
      const times = (count: number, key: string) => Array.from({ length: count }, () => key);
      /** From left of the plot to right of it, through its middle, where the pointer begins. */
      const across = [...times(5, 'Shift+ArrowLeft'), 'KeyX', ...times(10, 'Shift+ArrowRight'), 'KeyX'];
      await press(window, 'KeyM');
      await page.locator('.drawing-hint').waitFor();
      await press(window, ...across);
      await page.getByText(/椭球长度 [\d\s.]+ m/).waitFor();
      await press(window, 'Escape');
      await page.locator('.drawing-hint').waitFor({ state: 'detached' });
      await press(window, 'KeyK');
      await page.locator('.drawing-hint').waitFor();
      await press(window, ...across, 'Enter');
      await expect.poll(async () => (await parts()).length).toBe(2);
      await page.getByText('已切分为 2 部分').waitFor();
      await press(window, 'Escape');
      await page.locator('.drawing-hint').waitFor({ state: 'detached' });
      await press(window, 'Control+KeyK');
      await page.getByRole('combobox', { name: '搜索图斑、村、命令' }).fill('到各部分的判读');
      await page.getByRole('option', { name: '到各部分的判读' }).first().waitFor();
      await press(window, 'Enter');
      const first = page.getByRole('combobox', { name: '第 1 部分的结论' });
      await expect.poll(() => first.evaluate((field) => field === document.activeElement)).toBe(true);
      await press(window, 'ArrowDown');
      await expect.poll(async () => (await parts())[0]?.verdictCode).toBe('ready');
      await press(window, 'Escape', 'Control+KeyZ');
      await expect.poll(async () => (await parts())[0]?.verdictCode).toBeNull();
      await press(window, 'Control+KeyZ');
      await expect.poll(async () => (await parts()).length).toBe(0);
      // what was taken back was no verdict, and where nothing is left to take back nothing has failed
      await page.getByText(/^已撤销 .* 的一步，结论不变$/).waitFor();
      await press(window, 'Alt+KeyZ');
      await page.getByText(/没有可以撤销的操作/).waitFor();
      expect(await page.locator('.toast-error').count()).toBe(0);
    }));

  it('shows where the focus is on every stop, and every stop has a name', () =>
    inSameWindow(size, async (window) => {
      const nameless: string[] = [];
      const unseen: string[] = [];
      for (let stop = 0; stop < 60; stop++) {
        await press(window, 'Tab');
        const focus = await window.page.evaluate(() => {
          const element = document.activeElement;
          if (!(element instanceof HTMLElement) || element === document.body) return null;
          // a field that is framed by its parent shows the focus there
          const framed = element.closest('.ant-input-affix-wrapper') ?? element;
          const style = getComputedStyle(framed);
          const ring = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
          const label =
            element.getAttribute('aria-label') ??
            element.closest('label')?.textContent ??
            element.textContent ??
            '';
          return {
            html: element.outerHTML.slice(0, 120),
            named: `${label}${element.title}${element.getAttribute('placeholder') ?? ''}`.trim() !== '',
            visible: ring || style.boxShadow !== 'none',
          };
        });
        if (focus === null) continue;
        if (!focus.named) nameless.push(focus.html);
        if (!focus.visible) unseen.push(focus.html);
      }
      expect(nameless).toEqual([]);
      expect(unseen).toEqual([]);
    }));

  it('gives every control of every mode a name, and no control a place out of the order of Tab', () =>
    inSameWindow(size, async (window) => {
      await press(window, 'F6');
      const faults: string[] = [];
      const look = async (where: string) => {
        const nameless = await window.page.evaluate(namelessControls);
        const moved = await window.page
          .locator('[tabindex]')
          .evaluateAll((all) =>
            all
              .filter((one) => Number(one.getAttribute('tabindex')) > 0)
              .map((one) => one.outerHTML.slice(0, 120)),
          );
        faults.push(
          ...nameless.map((html) => `${where}: ${html}`),
          ...moved.map((html) => `${where}, Tab: ${html}`),
        );
      };
      for (const mode of ['准备', '判读', '核算', '出件']) {
        await window.mode(mode).click();
        await window.page.locator(`[aria-current=page]`, { hasText: mode }).waitFor();
        await look(mode);
      }
      await window.mode('台账').click();
      for (const tab of ['台账', '抽查复核', '照片', '查看范围']) {
        const button = window.page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: tab });
        await button.click();
        await expect.poll(() => button.getAttribute('aria-selected')).toBe('true');
        await look(`台账 ${tab}`);
      }
      expect(faults).toEqual([]);
      await window.mode('判读').click();
      await press(window, 'F6');
      await window.rows.first().waitFor();
    }));

  it('walks through the panes with F4 and back, and comes to the search of the list with Ctrl+F', () =>
    inSameWindow(size, async (window) => {
      const { page } = window;
      const pane = () =>
        page.evaluate(
          () =>
            ['.header', '.rail', '.strip, .pane-left', '.stage-box', '.pane-right'].find((one) =>
              document.querySelector(one)?.contains(document.activeElement),
            ) ?? '',
        );
      await window.mode('判读').focus();
      const walked: string[] = [];
      for (let step = 0; step < 5; step++) {
        await press(window, 'F4');
        walked.push(await pane());
      }
      expect(walked).toEqual(['.strip, .pane-left', '.stage-box', '.pane-right', '.header', '.rail']);
      await press(window, 'Shift+F4');
      expect(await pane()).toBe('.header');
      await press(window, 'Control+KeyF');
      const search = page.getByRole('textbox', { name: '按图斑号、乡镇或村筛选' });
      await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true);
      await press(window, 'Escape');
      await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(false);
    }));

  it('has every command that has a key in a menu, with that key', () =>
    inSameWindow(size, async (window) => {
      await press(window, 'Shift+Slash');
      const sheet = window.page.getByRole('dialog', { name: '快捷键一览' });
      await sheet.locator('.cheat-row').first().waitFor();
      const inSheet = await sheet.locator('.cheat-row > span:first-child').allTextContents();
      await press(window, 'Escape');
      const inMenus: string[] = [];
      for (const menu of ['文件', '编辑', '视图', '判读', '工具', '帮助']) {
        await window.page.getByRole('menuitem', { name: menu, exact: true }).click();
        await window.page.locator('.menu-item').first().waitFor();
        // whole on the screen: nothing of it is beyond the window's edge
        expect(await window.overflows()).toBe(false);
        const panel = await window.page.getByRole('menu', { name: menu }).boundingBox();
        expect((panel?.x ?? 0) + (panel?.width ?? 0)).toBeLessThanOrEqual(size.width);
        const titles = await window.page.locator('.menu-item > span:first-child').allTextContents();
        if (menu === '编辑') expect(titles.slice(0, 2)).toEqual(['撤销', '重做']);
        inMenus.push(...titles);
        await press(window, 'Escape');
      }
      expect(inSheet.length).toBeGreaterThan(40);
      expect(inSheet.filter((title) => !inMenus.includes(title))).toEqual([]);
    }));

  it('gives a command another key, asks before one is taken away, and keeps it after a restart', () =>
    inSameWindow(size, async (window) => {
      await openKeySettings(window);
      const row = window.page.getByRole('listitem', { name: '下一块未判' });
      await window.page.getByRole('button', { name: '改键：下一块未判' }).click();
      await press(window, 'KeyE');
      await row.getByRole('alert').filter({ hasText: 'E 现在是“下一块”' }).waitFor();
      await row.getByRole('button', { name: '不改' }).click();
      await window.page.getByRole('button', { name: '改键：下一块未判' }).click();
      await press(window, 'Alt+KeyW');
      await expect.poll(() => row.locator('kbd').allTextContents()).toEqual(['Alt+W']);
      await window.page.reload();
      await window.ready();
      const before = await window.plotNo();
      await press(window, 'Alt+KeyW');
      await expect.poll(() => window.plotNo()).not.toBe(before);
      await resetKeys(window);
    }));

  it('tells a rebound key wherever the command is named: button, tooltip, menu, palette, sheet, help, hint', () =>
    inSameWindow(size, async (window) => {
      const { page } = window;
      const changes = {
        'mode.report': ['Alt+Digit5'],
        'window.submit': ['Alt+KeyJ'],
        'window.escape': ['Alt+KeyQ'],
        'drawing.finish': ['Alt+KeyF'],
        'table.copy': ['Alt+KeyC'],
        'eligibility.run': ['Alt+F5'],
      };
      await openKeySettings(window);
      await page.getByRole('button', { name: '导入／导出' }).click();
      await page
        .getByRole('textbox', { name: '快捷键 JSON' })
        .fill(JSON.stringify({ format: 'tianheng-keys', version: 1, preset: 'default', changes }));
      await page.getByRole('button', { name: '导入', exact: true }).click();
      await expect.poll(() => page.locator('.dialog-close').textContent()).toContain('Alt+Q');
      await press(window, 'Alt+KeyQ');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      await expect.poll(() => window.mode('出件').getAttribute('title')).toBe('出件　Alt+5');
      expect(await window.note.getAttribute('placeholder')).toContain('Alt+J 保存并到下一块');
      await press(window, 'KeyL');
      await expect
        .poll(() => page.locator('.drawing-hint').textContent())
        .toMatch(/双击或 Alt\+F 完成.*Alt\+Q 取消/);
      await press(window, 'Alt+KeyQ');
      await page.locator('.drawing-hint').waitFor({ state: 'detached' });
      await press(window, 'F6');
      await expect.poll(() => page.locator('.grid-help').textContent()).toContain('Alt+C 复制');
      await press(window, 'F6');

      await page.getByRole('menuitem', { name: '视图', exact: true }).click();
      const item = page.locator('.menu-item', { hasText: '到“出件”' });
      await expect.poll(() => item.textContent()).toContain('Alt+5');
      // a menu is left as menus are everywhere
      await press(window, 'Escape');
      await press(window, 'Control+KeyK');
      await page.getByRole('combobox', { name: '搜索图斑、村、命令' }).fill('到“出件”');
      await expect
        .poll(() => page.getByRole('option', { name: '到“出件”' }).textContent())
        .toContain('Alt+5');
      await press(window, 'Alt+KeyQ');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await press(window, 'Shift+Slash');
      const row = page.locator('.cheat-row', { hasText: '到“出件”' });
      await expect.poll(() => row.textContent()).toContain('Alt+5');
      await press(window, 'Alt+KeyQ');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await press(window, 'F1');
      await page
        .getByRole('dialog', { name: '帮助' })
        .getByRole('button', { name: '快捷键', exact: true })
        .click();
      await expect.poll(() => page.getByRole('article').textContent()).toContain('Alt+5');
      await press(window, 'Alt+KeyQ');
      await page.getByRole('dialog').waitFor({ state: 'detached' });

      // the new keys work, and the old ones are free
      await press(window, 'Alt+Digit5');
      await expect.poll(() => window.mode('出件').getAttribute('aria-current')).toBe('page');
      await press(window, 'Control+Digit2');
      await expect.poll(() => window.mode('判读').getAttribute('aria-current')).toBe('page');
      await press(window, 'Control+Digit5', 'Control+Digit3');
      await expect.poll(() => window.mode('核算').getAttribute('aria-current')).toBe('page');
      await expect
        .poll(() => page.getByRole('button', { name: /^核算全部图斑/ }).textContent())
        .toContain('Alt+F5');
      await press(window, 'Control+Digit2');
      await expect.poll(() => window.mode('判读').getAttribute('aria-current')).toBe('page');
      await resetKeys(window);
      await expect.poll(() => window.mode('出件').getAttribute('title')).toBe('出件　Ctrl+5');
    }));

  it('takes a selection back by Escape once the tool in hand is laid down', () =>
    inSameWindow(size, async (window) => {
      const { page } = window;
      await window.tab('全部').click();
      await window.rows.nth(1).click();
      // a stretch begins at the place of the current plot
      await page.getByText(/^2 \/ 2.220$/).waitFor();
      await press(window, 'Shift+ArrowDown', 'Shift+ArrowDown');
      const sum = page.locator('.queue-sum').first();
      await expect.poll(() => sum.textContent()).toContain('已选 3 /');
      await press(window, 'KeyL');
      await page.locator('.drawing-hint').waitFor();
      await press(window, 'Escape');
      await page.locator('.drawing-hint').waitFor({ state: 'detached' });
      expect(await sum.textContent()).toContain('已选 3 /');
      await press(window, 'Escape');
      await expect.poll(() => sum.textContent()).toContain('筛选');
    }));

  it('gives the focus back to where it was when a dialog closes, or to the keys of the plot', () =>
    inSameWindow(size, async (window) => {
      const { page } = window;
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('title') ?? '');
      await window.mode('判读').focus();
      const before = await focused();
      expect(before).toContain('判读');
      for (const [key, name] of [
        ['Control+KeyK', '搜索'],
        ['F1', '帮助'],
        ['Shift+Slash', '快捷键一览'],
      ] as const) {
        await press(window, key);
        await page.getByRole('dialog', { name }).waitFor();
        await press(window, 'Escape');
        await page.getByRole('dialog', { name }).waitFor({ state: 'detached' });
        await expect.poll(focused).toBe(before);
      }
      await press(window, 'Escape');
      const plotNo = await window.plotNo();
      const pane = page.locator('.pane-scroll');
      const scrolled = () => pane.evaluate((element) => element.scrollTop);
      await pane.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      expect(await scrolled()).toBeGreaterThan(0);
      await press(window, 'KeyE');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      // the next plot is read from its number on
      await expect.poll(scrolled).toBe(0);
    }));

  it('takes a preset, and carries the keys as text', () =>
    inSameWindow(size, async (window) => {
      await openKeySettings(window);
      await window.page.getByRole('radio', { name: '左手鼠标' }).click();
      const row = window.page.getByRole('listitem', { name: '下一块', exact: true });
      await expect.poll(() => row.locator('kbd').allTextContents()).toEqual(['L', 'PgDn']);
      await window.page.getByRole('button', { name: '导入／导出' }).click();
      const text = window.page.getByRole('textbox', { name: '快捷键 JSON' });
      expect(JSON.parse(await text.inputValue())).toMatchObject({ preset: 'leftMouse' });
      await text.fill(
        '{"format":"tianheng-keys","version":1,"preset":"default","changes":{"review.next":["KeyX"]}}',
      );
      await window.page.getByRole('button', { name: '导入', exact: true }).click();
      await expect.poll(() => row.locator('kbd').allTextContents()).toEqual(['X']);
      await text.fill('不是设置');
      await window.page.getByText('不是快捷键设置').waitFor();
      await window.page.getByRole('button', { name: '全部还原', exact: true }).click();
      await expect.poll(() => row.locator('kbd').allTextContents()).toEqual(['E', 'PgDn']);
      await press(window, 'Escape');
    }));
});

/** Controls on the screen that a screen reader could not name; runs in the page. */
function namelessControls(): string[] {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, [role=button], [role=tab], [role=checkbox], [role=combobox], [role=slider]',
  );
  const textOf = (ids: string | null) =>
    (ids ?? '')
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join('');
  return [...controls]
    .filter((one) => one.offsetParent !== null && one.getAttribute('aria-hidden') !== 'true')
    .filter((one) => {
      const labels =
        one instanceof HTMLInputElement ? [...(one.labels ?? [])].map((label) => label.textContent) : [];
      const named = [
        one.getAttribute('aria-label'),
        textOf(one.getAttribute('aria-labelledby')),
        ...labels,
        one.closest('label')?.textContent,
        one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement
          ? one.placeholder
          : one.textContent,
        one.title,
        one.querySelector('[aria-label]')?.getAttribute('aria-label'),
      ];
      // the file name of an icon is no name
      return named.every((text) => /^[a-z-]*$/.test((text ?? '').trim()));
    })
    .map((one) => one.outerHTML.slice(0, 160));
}
