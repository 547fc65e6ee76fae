import { describe, expect, it } from 'vitest';
import { serveSample } from '../support/serveSample.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const size = { width: 1366, height: 768 };
const { client, inWindow } = serveSample();

const press = (window: ReviewWindow, ...keys: string[]) =>
  keys.reduce((before, key) => before.then(() => window.page.keyboard.press(key)), Promise.resolve());

/** Opens the settings of keys from the menu, by keys alone. */
async function openKeySettings(window: ReviewWindow): Promise<void> {
  await window.page.getByRole('menuitem', { name: '文件' }).focus();
  // to the left of the first menu is the last one
  await press(window, 'ArrowLeft', 'ArrowDown');
  await window.page.getByRole('menuitem', { name: '快捷键设置…' }).focus();
  await press(window, 'Enter');
  await window.page.getByRole('dialog', { name: '快捷键设置' }).waitFor();
}

describe('the keyboard', () => {
  it('goes through the whole loop without a mouse: judge, answer, remark, undo, search', () =>
    inWindow(size, async (window) => {
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

  it('shows where the focus is on every stop, and every stop has a name', () =>
    inWindow(size, async (window) => {
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
    inWindow(size, async (window) => {
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
    }));

  it('has every command that has a key in a menu, with that key', () =>
    inWindow(size, async (window) => {
      await press(window, 'Shift+Slash');
      const sheet = window.page.getByRole('dialog', { name: '快捷键一览' });
      await sheet.locator('.cheat-row').first().waitFor();
      const inSheet = await sheet.locator('.cheat-row > span:first-child').allTextContents();
      await press(window, 'Escape');
      const inMenus: string[] = [];
      for (const menu of ['文件', '编辑', '视图', '判读', '工具', '帮助']) {
        await window.page.getByRole('menuitem', { name: menu, exact: true }).click();
        await window.page.locator('.menu-item').first().waitFor();
        inMenus.push(...(await window.page.locator('.menu-item > span:first-child').allTextContents()));
        await press(window, 'Escape');
      }
      expect(inSheet.length).toBeGreaterThan(40);
      expect(inSheet.filter((title) => !inMenus.includes(title))).toEqual([]);
    }));

  it('gives a command another key, asks before one is taken away, and keeps it after a restart', () =>
    inWindow(size, async (window) => {
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
    }));

  it('takes a preset, and carries the keys as text', () =>
    inWindow(size, async (window) => {
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
