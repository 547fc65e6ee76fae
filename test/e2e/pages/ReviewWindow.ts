import type { Locator, Page } from 'playwright-core';
import { type Area, decodePicture, type Picture } from '../../support/pictures.ts';
import { steadyPicture } from '../../support/steadyPicture.ts';
import { takePicture } from '../../support/takePicture.ts';

/** The window as a person sees it: what is where, by its role and Chinese name. */
export class ReviewWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get queue(): Locator {
    return this.page.getByRole('listbox', { name: '图斑列表' });
  }

  get rows(): Locator {
    return this.queue.getByRole('option');
  }

  get currentRow(): Locator {
    return this.queue.locator('[role=option][aria-selected=true]');
  }

  /** The number at the head of the right pane. */
  get plotNumber(): Locator {
    return this.page.getByRole('region', { name: '图斑', exact: true }).getByRole('heading');
  }

  get bill(): Locator {
    return this.page.getByRole('region', { name: /面积算账单/ });
  }

  get note(): Locator {
    return this.page.getByRole('textbox', { name: '备注' });
  }

  get map(): Locator {
    return this.page.getByRole('region', { name: '地图' });
  }

  /** One of the ways of comparing the epochs. */
  comparison(title: string): Locator {
    return this.page.getByRole('toolbar', { name: '影像对比方式' }).getByRole('button', { name: title });
  }

  tab(title: string): Locator {
    return this.page.getByRole('tablist', { name: '图斑队列' }).getByRole('tab', { name: title });
  }

  mode(title: string): Locator {
    return this.page.getByRole('navigation', { name: '工作模式' }).getByRole('button', { name: title });
  }

  /** Waits until the list, the current plot and the map are there. */
  async ready(): Promise<void> {
    await this.rows.first().waitFor();
    await this.plotNumber.waitFor();
    await this.page.getByRole('status', { name: '正在载入地图' }).waitFor({ state: 'detached' });
  }

  async plotNo(): Promise<string> {
    return (await this.plotNumber.textContent())?.trim() ?? '';
  }

  /** A small fact over the map. */
  chip(text: string): Locator {
    return this.page.locator('.map-chip', { hasText: text });
  }

  statusBar(): Promise<string | null> {
    return this.page.getByRole('contentinfo').textContent();
  }

  async mapBox(): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.map.boundingBox();
    if (box === null) throw new Error('the map is not on the screen');
    return box;
  }

  /** Width of one half of 双屏, in CSS pixels. */
  widthOfHalf(): Promise<number> {
    return this.map.evaluate(
      (stage) => stage.querySelector('.ol-viewport')?.getBoundingClientRect().width ?? 0,
    );
  }

  /** How far the right half of 双屏 is from the left one, in CSS pixels. */
  distanceOfHalves(): Promise<number> {
    return this.map.evaluate((stage) => {
      const [left, right] = [...stage.querySelectorAll('.ol-viewport')].map(
        (half) => half.getBoundingClientRect().left,
      );
      return (right ?? 0) - (left ?? 0);
    });
  }

  /** Makes a plot current by its number, as a person does: Ctrl+G, number, Enter. */
  async goToPlot(plotNo: string): Promise<void> {
    await this.page.keyboard.press('Control+KeyG');
    const search = this.page.getByRole('dialog', { name: '搜索' });
    await search.getByRole('combobox').fill(plotNo);
    // the plot under the bar: before its answer has come, Enter means the first command
    await search.getByRole('option', { name: plotNo, selected: true }).waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.waitForFunction(
      (wanted) =>
        document
          .querySelector('section[aria-label="图斑"] h2, section[aria-label="图斑"] h3')
          ?.textContent?.trim() === wanted,
      plotNo,
    );
  }

  /** The map once it stands still: all tiles are drawn. */
  async steadyPicture(): Promise<Picture> {
    return decodePicture(await steadyPicture(this.page, this.map));
  }

  /** The part of a picture of the map that nothing floats over. */
  freeBand(picture: Picture): Area {
    return {
      left: 0,
      right: picture.width,
      top: Math.round(picture.height * 0.25),
      bottom: Math.round(picture.height * 0.75),
    };
  }

  /** True where the page is wider or higher than its window: something is cut. */
  overflows(): Promise<boolean> {
    return this.page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return scrollWidth > clientWidth || scrollHeight > clientHeight;
    });
  }

  /** Clicks the map at a position in project coordinates, found as a person finds it: by the read-out of the pointer. */
  async clickMapAt([x, y]: readonly [number, number]): Promise<void> {
    const box = await this.map.boundingBox();
    if (box === null) throw new Error('the map is not on the screen');
    const [left, top] = [box.x + box.width / 4, box.y + box.height / 4];
    const [right, bottom] = [box.x + (box.width * 3) / 4, box.y + (box.height * 3) / 4];
    const start = await this.readPosition(left, top);
    const end = await this.readPosition(right, bottom);
    await this.page.mouse.click(
      left + ((x - start.x) / (end.x - start.x)) * (right - left),
      top + ((y - start.y) / (end.y - start.y)) * (bottom - top),
    );
  }

  /** Where a place of the window (CSS pixels) is on the ground, by the read-out of the pointer at two places. */
  async readGroundFrame(): Promise<(x: number, y: number) => readonly [number, number]> {
    const box = await this.mapBox();
    // whole pixels: the pointer is at no others
    const [left, top] = [Math.round(box.x + box.width * 0.2), Math.round(box.y + box.height * 0.3)];
    const [right, bottom] = [Math.round(box.x + box.width * 0.8), Math.round(box.y + box.height * 0.7)];
    const start = await this.readPosition(left, top);
    const end = await this.readPosition(right, bottom);
    return (x, y) => [
      start.x + ((x - left) / (right - left)) * (end.x - start.x),
      start.y + ((y - top) / (bottom - top)) * (end.y - start.y),
    ];
  }

  /** The whole window once it stands still. */
  async steadyWindow(): Promise<Picture> {
    return decodePicture(await steadyPicture(this.page));
  }

  /** What the status bar says of the place under the pointer. */
  private async readPosition(screenX: number, screenY: number): Promise<{ x: number; y: number }> {
    const read = () => this.page.getByRole('contentinfo').textContent();
    await this.page.mouse.move(screenX - 3, screenY - 3);
    await this.page.mouse.move(screenX, screenY);
    let seen = '';
    for (;;) {
      const text = (await read()) ?? '';
      const found = /X([\d\s.]+?)Y([\d\s.]+?\.\d\d)/.exec(text);
      // the same read-out twice: it has caught up with the pointer
      if (found !== null && found[0] === seen) {
        const [x, y] = found.slice(1).map((number) => Number(number.replaceAll(/[^\d.]/g, '')));
        return { x: x as number, y: y as number };
      }
      seen = found?.[0] ?? '';
      await this.page.waitForTimeout(100);
    }
  }

  /** How many colours the map shows: imagery has tens of thousands, lines on an empty ground some hundreds. */
  async mapColors(): Promise<number> {
    const { data } = await decodePicture(await takePicture(this.page, this.map));
    const colors = new Set<number>();
    for (let i = 0; i < data.length; i += 3) {
      colors.add(((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number));
    }
    return colors.size;
  }
}
