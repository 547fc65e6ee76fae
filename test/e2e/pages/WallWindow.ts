import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { decodePicture, type Picture } from '../../support/pictures.ts';
import { takePicture } from '../../support/takePicture.ts';

/** 缩略图墙 as a person sees it. */
export class WallWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get wall(): Locator {
    return this.page.getByRole('region', { name: '缩略图墙' });
  }

  get chips(): Locator {
    return this.wall.getByRole('option');
  }

  /** What the next key will do. */
  get foot(): Locator {
    return this.wall.locator('footer');
  }

  get rest(): Locator {
    return this.wall.getByRole('button', { name: /全判|联判/ });
  }

  /** The chip with this number on the screen that is in view. */
  chip(number: string): Locator {
    return this.inView.getByRole('option', { name: new RegExp(`^${number} 号`) });
  }

  /** The page of chips that fills the wall; those before and after it are there but out of sight. */
  get inView(): Locator {
    return this.wall.locator('.wall-slot[data-in-view=true]');
  }

  async open(): Promise<number> {
    const pressed = performance.now();
    await this.page.keyboard.press('Shift+KeyW');
    await this.complete();
    return performance.now() - pressed;
  }

  /** Back to the map: one press of Escape leaves one thing, a chosen chip or an unfinished number before the wall. */
  async close(): Promise<void> {
    await expect
      .poll(async () => {
        await this.page.keyboard.press('Escape');
        return this.wall.count();
      })
      .toBe(0);
  }

  /** Waits until every chip in sight has both epochs. */
  async complete(): Promise<void> {
    await this.page.waitForFunction(() => {
      const chips = [...document.querySelectorAll('.wall-slot[data-in-view=true] [role=option]')];
      return chips.length > 0 && chips.every((chip) => chip.querySelectorAll('img').length === 2);
    });
  }

  /** Number of chips per row and of rows, by where they are on the screen. */
  async grid(): Promise<[number, number]> {
    const boxes = await this.inView
      .getByRole('option')
      .evaluateAll((chips) => chips.map((chip) => chip.getBoundingClientRect()).map(({ x, y }) => [x, y]));
    const count = (axis: 0 | 1) => new Set(boxes.map((box) => Math.round(box[axis] as number))).size;
    return [count(0), count(1)];
  }

  /** The number of the plot whose chip has this number. */
  async plotNo(number: string): Promise<string> {
    const label = await this.chip(number).getAttribute('aria-label');
    return /号\s+(\d+)/.exec(label ?? '')?.[1] ?? '';
  }

  /** Types digits, commas and verdict keys as on a keyboard. */
  async type(keys: string): Promise<void> {
    for (const key of keys) {
      const code = key === ',' ? 'Comma' : /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`;
      await this.page.keyboard.press(code);
    }
  }

  /** Looks at the later epoch of every chip in sight, then holds Space until the earlier one was seen too. */
  async lookAtBoth(): Promise<void> {
    await this.inView.getByText('待看两期').first().waitFor({ state: 'detached' });
    await this.page.keyboard.down('Space');
    await this.inView.getByText('待看').first().waitFor({ state: 'detached' });
    await this.page.keyboard.up('Space');
  }

  async picture(number: string): Promise<Picture> {
    return decodePicture(await takePicture(this.page, this.chip(number).locator('.wall-pictures')));
  }
}
