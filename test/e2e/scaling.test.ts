import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findCutOff } from '../support/findCutOff.ts';
import { coarse, serveSample } from '../support/serveSample.ts';
import { takePicture } from '../support/takePicture.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

/** A full-HD screen; Windows scales what is on it, which leaves a window of fewer CSS pixels. */
const screen = { width: 1920, height: 1080 };
const { inWindow } = serveSample();

/** Each place of the window that is looked at: how to come there, and how to know that it is there. */
const modes = ['准备', '判读', '核算', '台账', '出件'] as const;

async function runFromPalette(window: ReviewWindow, title: string): Promise<void> {
  await window.page.keyboard.press('Control+KeyK');
  const box = window.page.getByRole('combobox', { name: '搜索图斑、村、命令' });
  await box.fill(title);
  await window.page.getByRole('option', { name: title }).first().waitFor();
  await window.page.keyboard.press('Enter');
}

/** What fits the smallest window nearly always fits the others: SCALES=1.25,1.5,2 looks at those too. */
const scales = (process.env.SCALES ?? '2').split(',').map(Number);

it.each(scales)('shows everything whole at a scale of %s', (scale) =>
  inWindow({ ...screen, scale: scale * coarse }, async (window) => {
    const { page } = window;
    await page.setViewportSize({
      width: Math.floor(screen.width / scale),
      height: Math.floor(screen.height / scale),
    });
    const faults: string[] = [];
    const look = async (where: string) => {
      // what a pane shows comes with its data: it is looked at once it says nothing new
      let found: readonly string[] = [];
      let before: string | null = null;
      await expect
        .poll(async () => {
          found = await findCutOff(page);
          const now = JSON.stringify(found) + (await page.locator('body').textContent());
          const same = now === before;
          before = now;
          return same;
        })
        .toBe(true);
      faults.push(...found.map((fault) => `${where}, ${fault}`));
      const folder = process.env.SCREENSHOTS;
      if (folder === undefined) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `scale-${scale * 100}-${where}.png`), await takePicture(page));
    };
    const goTo = async (mode: string) => {
      await window.mode(mode).click();
      await expect.poll(() => window.mode(mode).getAttribute('aria-current')).toBe('page');
    };
    const dialog = async (title: string, open: () => Promise<unknown>) => {
      await open();
      await page.locator('dialog:modal').waitFor();
      await look(title);
      await page.keyboard.press('Escape');
      await page.locator('dialog:modal').waitFor({ state: 'detached' });
    };

    const lookAtDialogs = async () => {
      await dialog('命令', () => page.keyboard.press('Control+KeyK'));
      await dialog('快捷键一览', () => page.keyboard.press('Shift+Slash'));
      await dialog('帮助', () => page.keyboard.press('F1'));
      for (const title of [
        '快捷键设置…',
        '更改审核员姓名',
        '新建项目…',
        '打开项目…',
        '查看、编辑、对比规则集',
      ]) {
        await dialog(title, () => runFromPalette(window, title));
      }
    };
    const lookAtTour = async () => {
      await goTo('判读');
      await runFromPalette(window, '重看导览');
      for (let step = 1; step <= 6; step++) {
        await page.getByRole('region', { name: '导览' }).getByText(`${step} / 6`).waitFor();
        await look(`导览 ${step}`);
        await page.keyboard.press('Alt+KeyN');
      }
      await page.getByRole('region', { name: '导览' }).waitFor({ state: 'detached' });
    };

    for (const mode of modes) {
      await goTo(mode);
      await look(mode);
    }
    await goTo('台账');
    const strip = page.getByRole('button', { name: '展开列表' });
    if (await strip.isVisible()) await strip.click();
    for (const tab of ['抽查复核', '照片', '查看范围', '台账']) {
      const button = page.getByRole('tablist', { name: '台账' }).getByRole('tab', { name: tab });
      await button.click();
      await expect.poll(() => button.getAttribute('aria-selected')).toBe('true');
      await look(`台账 ${tab}`);
    }
    for (const mode of modes) {
      if (!(await page.getByRole('button', { name: '收起列表' }).isVisible())) break;
      await goTo(mode);
      await look(`${mode}，列表展开`);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '收起列表' }).waitFor({ state: 'detached' });
    await goTo('判读');
    await page.keyboard.press('F6');
    await page.getByRole('region', { name: '属性表' }).locator('tr[aria-rowindex]').first().waitFor();
    await look('属性表');
    await page.keyboard.press('F6');
    await page.keyboard.press('Alt+KeyD');
    await page.getByRole('region', { name: '影像显示' }).waitFor();
    await look('影像显示');
    await page.keyboard.press('Alt+KeyD');
    await page.keyboard.press('F10');
    await page.locator('.focus-bar').waitFor();
    await look('专注');
    await page.keyboard.press('Escape');
    await window.mode('判读').waitFor();
    await page.keyboard.press('KeyK');
    await page.locator('.drawing-hint').waitFor();
    await look('切分');
    await page.keyboard.press('Escape');
    await page.locator('.drawing-hint').waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+KeyW');
    await page.getByRole('region', { name: '缩略图墙' }).getByRole('option').first().waitFor();
    await look('缩略图墙');
    await page.keyboard.press('Escape');
    await page.getByRole('region', { name: '缩略图墙' }).waitFor({ state: 'detached' });

    await lookAtDialogs();
    await lookAtTour();
    expect(faults).toEqual([]);
  }),
);
