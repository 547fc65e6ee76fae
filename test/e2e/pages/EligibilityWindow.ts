import type { Locator, Page } from 'playwright-core';
import { steadyPicture } from '../../support/steadyPicture.ts';

/** The 核算 mode as a person sees it. */
export class EligibilityWindow {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get result(): Locator {
    return this.page.getByRole('complementary', { name: '右侧面板' });
  }

  get bill(): Locator {
    return this.page.getByRole('region', { name: '面积算账单' });
  }

  get map(): Locator {
    return this.page.getByRole('region', { name: '地图' });
  }

  tab(title: string): Locator {
    return this.page.getByRole('tablist', { name: '核算内容' }).getByRole('tab', { name: title });
  }

  async open(): Promise<void> {
    const rail = this.page.getByRole('navigation', { name: '工作模式' });
    await rail.getByRole('button', { name: '核算' }).click();
    await this.tab('口径与核算').waitFor();
    await this.page.getByRole('status', { name: '正在载入地图' }).waitFor({ state: 'detached' });
  }

  async choosePlot(plotNo: string): Promise<void> {
    await this.page.keyboard.press('Control+KeyK');
    await this.page.getByRole('combobox', { name: '搜索图斑、村、命令' }).fill(plotNo);
    // plots, not the commands whose titles have the same words
    const plots = this.page
      .getByRole('option')
      .filter({ has: this.page.locator('.palette-group:text-is("图斑")') });
    const hit = plots.filter({ has: this.page.locator(`:text-is("${plotNo}")`) });
    await hit.waitFor();
    await hit.click();
  }

  /** The waterfall from top to bottom: what, and how many 亩. */
  async billLines(): Promise<[string, string][]> {
    const cells = await this.bill
      .locator('.bill > span, .bill > b, .bill > .bill-row > span')
      .allTextContents();
    const lines: [string, string][] = [];
    for (let i = 0; i + 1 < cells.length; i += 2) lines.push([cells[i] as string, cells[i + 1] as string]);
    return lines;
  }

  async verdictCount(title: string): Promise<string> {
    // after the glyph: 可恢复 is not the end of 部分可恢复
    const row = this.result.getByRole('button').filter({ hasText: new RegExp(`^\\S?\\s*${title}`) });
    return (await row.locator('.bill-value').first().textContent()) ?? '';
  }

  /** Plot numbers of the table under the map. */
  tableNumbers(): Promise<string[]> {
    return this.page
      .getByRole('region', { name: '底部面板' })
      .locator('tbody tr:not(.grid-spacer) > :first-child')
      .allTextContents();
  }

  async order(): Promise<string[]> {
    const handles = this.page.getByRole('list', { name: '扣除次序' }).getByRole('button');
    const labels = await handles.evaluateAll((buttons) =>
      buttons.map((button) => button.getAttribute('aria-label') ?? ''),
    );
    return labels.map((label) => label.split(' ')[1] ?? '');
  }

  async taken(rule: string): Promise<string> {
    const row = this.page
      .getByRole('list', { name: '扣除次序' })
      .getByRole('listitem')
      .filter({ hasText: rule });
    return (await row.locator('.bill-value').textContent()) ?? '';
  }

  async trialText(): Promise<string> {
    return (await this.page.locator('[data-trial]').textContent()) ?? '';
  }

  async trial(): Promise<{ net: string; difference: string }> {
    const [net = '', difference = ''] = await this.page
      .locator('[data-trial] .figure-number')
      .allTextContents();
    return { net, difference };
  }

  flips(): Promise<string[]> {
    return this.page.getByRole('list', { name: '结论改变的图斑' }).getByRole('listitem').allTextContents();
  }

  /** The map once it stands still. */
  steadyMap(): Promise<Buffer> {
    return steadyPicture(this.page, this.map);
  }

  /** What has the focus, and whether a person can see that it has; null where nothing has. */
  focused(): Promise<{ name: string; isMarked: boolean } | null> {
    return this.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return null;
      const name =
        element.getAttribute('aria-label') ??
        element.closest('label')?.textContent ??
        element.textContent ??
        element.tagName;
      // antd marks the box around an input instead of the input
      const marked: (Element | null)[] = [
        element,
        element.parentElement,
        element.closest('.ant-select, .ant-input-number, .ant-slider-handle'),
      ];
      const isMarked = marked.some((box) => {
        if (box === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(box);
        const { boxShadow: after } = getComputedStyle(box, '::after');
        const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0;
        // a splitter is a coloured bar while it has the focus
        return outlined || boxShadow !== 'none' || after !== 'none' || box.matches('.splitter:focus-visible');
      });
      return { name, isMarked };
    });
  }

  overflows(): Promise<boolean> {
    return this.page.evaluate(() => {
      const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
      return scrollWidth > clientWidth || scrollHeight > clientHeight;
    });
  }
}
