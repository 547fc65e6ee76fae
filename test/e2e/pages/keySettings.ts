import { expect } from 'vitest';
import type { ReviewWindow } from './ReviewWindow.ts';

/** Presses keys one after another. */
export const press = (window: ReviewWindow, ...keys: string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => window.page.keyboard.press(key)), Promise.resolve());

/** Opens the settings of keys from the menu, by keys alone. */
export async function openKeySettings(window: ReviewWindow): Promise<void> {
  await window.page.getByRole('menuitem', { name: '文件' }).focus();
  // to the left of the first menu is the last one
  await press(window, 'ArrowLeft', 'ArrowDown');
  await window.page.getByRole('menuitem', { name: '快捷键设置…' }).focus();
  await press(window, 'Enter');
  await window.page.getByRole('dialog', { name: '快捷键设置' }).waitFor();
}

/** All keys as they come. */
export async function resetKeys(window: ReviewWindow): Promise<void> {
  await openKeySettings(window);
  await window.page.getByRole('button', { name: '全部还原', exact: true }).click();
  await expect
    .poll(() => window.page.evaluate(() => localStorage.getItem('tianheng.keys')))
    .toContain('"changes": {}');
  await press(window, 'Escape');
  await window.page.getByRole('dialog', { name: '快捷键设置' }).waitFor({ state: 'detached' });
}
