import type { Locator, Page } from 'playwright-core';

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

  /** True where the page is wider or higher than its window: something is cut. */
  overflows(): Promise<boolean> {
    return this.page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return scrollWidth > clientWidth || scrollHeight > clientHeight;
    });
  }

  /** Share of map pixels that differ from the most common colour: an empty map has next to none. */
  async mapVariety(): Promise<number> {
    const picture = await this.map.screenshot();
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const counts = new Map<number, number>();
    for (let i = 0; i < data.length; i += 3) {
      const color = ((data[i] as number) << 16) | ((data[i + 1] as number) << 8) | (data[i + 2] as number);
      counts.set(color, (counts.get(color) ?? 0) + 1);
    }
    return 1 - Math.max(...counts.values()) / (info.width * info.height);
  }
}
