import { describe, expect, it } from 'vitest';
import type { Bounds } from '../../shared/domain/geometry/multiPolygon.ts';
import { photographWindow } from '../support/photographWindow.ts';
import { serveSample } from '../support/serveSample.ts';
import { steadyPicture } from '../support/steadyPicture.ts';
import { takePicture } from '../support/takePicture.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];
const modes = ['准备', '判读', '核算', '台账', '出件'];

const { client, inSameWindow } = serveSample();

const centreOf = (bounds: Bounds): [number, number] => [
  (bounds.minX + bounds.maxX) / 2,
  (bounds.minY + bounds.maxY) / 2,
];

/** The plots' imagery is on the map. */
const imageryShown = (window: ReviewWindow) => expect.poll(() => window.mapColors()).toBeGreaterThan(10_000);

const large = sizes[1] as { width: number; height: number };

describe('the window on the sample county', () => {
  it('shows the queue, the imagery under the plots, and the bill of the plot that is chosen in the list', () =>
    inSameWindow(large, async (window) => {
      await expect.poll(() => window.tab('全部').textContent()).toMatch(/2.220/);
      await imageryShown(window);
      const before = await window.plotNo();
      await window.rows.nth(3).click();
      await expect.poll(() => window.plotNo()).not.toBe(before);
      await expect.poll(() => window.bill.textContent()).toMatch(/图斑面积[\d.]+.*可恢复净面积[\d.]+/s);
    }));

  it('selects the plot under the pointer, and the list follows', () =>
    inSameWindow(large, async (window) => {
      await imageryShown(window);
      const chosen = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo: chosen });
      const { nextPlotId } = await client().call('plot.position', { plotId });
      const neighbour = await client().call('plot.get', { plotId: nextPlotId ?? 0 });
      await window.page.keyboard.press('Shift+KeyZ');
      await window.clickMapAt(centreOf(neighbour.bounds));
      await expect.poll(() => window.plotNo()).toBe(neighbour.plotNo);
      await expect.poll(() => window.currentRow.getAttribute('title')).toContain(neighbour.plotNo);
    }));

  it('hides all lines while H is held', () =>
    inSameWindow(large, async (window) => {
      await imageryShown(window);
      const withLines = await steadyPicture(window.page, window.map);
      await window.page.keyboard.down('KeyH');
      await expect
        .poll(async () => (await takePicture(window.page, window.map)).equals(withLines))
        .toBe(false);
      await window.page.keyboard.up('KeyH');
    }));

  it('judges with one key, goes on to the next plot, and takes back with Ctrl+Z', () =>
    inSameWindow(large, async (window) => {
      const plotNo = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo });
      // verdict keys open once both epochs were on the screen
      await window.page.getByText('两期均已查看').waitFor();
      await window.page.keyboard.press('Digit2');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      expect((await client().call('plot.get', { plotId })).verdictCode).toBe('works');
      await window.page.keyboard.press('Control+KeyZ');
      await expect.poll(async () => (await client().call('plot.get', { plotId })).verdictCode).toBeNull();
      await expect.poll(() => window.plotNo()).toBe(plotNo);
    }));

  it('takes Chinese typed through an input method as a note, never as a verdict', () =>
    inSameWindow(large, async (window) => {
      const plotNo = await window.plotNo();
      const { plotId } = await client().call('plot.find', { plotNo });
      await window.page.keyboard.press('KeyR');
      await expect.poll(() => window.note.evaluate((field) => field === document.activeElement)).toBe(true);
      const session = await window.page.context().newCDPSession(window.page);
      await session.send('Input.imeSetComposition', { text: 'yi1', selectionStart: 3, selectionEnd: 3 });
      await session.send('Input.insertText', { text: '已种果树1株' });
      expect(await window.note.inputValue()).toBe('已种果树1株');
      expect(await window.plotNo()).toBe(plotNo);
      expect((await client().call('plot.get', { plotId })).verdictCode).toBeNull();
      // without a verdict it is in no project yet, but a window that is closed does not take it away
      await window.page.getByText('备注已在本机留存').waitFor();
      await window.page.reload();
      await window.ready();
      await window.goToPlot(plotNo);
      await expect.poll(() => window.note.inputValue()).toBe('已种果树1株');
    }));

  it('says of every rule which layer serves it, also of two rules that share one', () =>
    inSameWindow(large, async (window) => {
      await window.mode('核算').click();
      const rules = window.page.getByRole('listitem').filter({ hasText: /^E0[1-7]/ });
      await expect.poll(() => rules.count()).toBe(7);
      await expect.poll(() => rules.filter({ hasText: '已绑定' }).count()).toBe(7);
    }));

  it('fits both sizes of screens in every mode', () =>
    inSameWindow(large, async (window) => {
      for (const size of sizes) {
        await window.page.setViewportSize(size);
        for (const [index, title] of modes.entries()) {
          await window.page.keyboard.press(`Control+Digit${index + 1}`);
          await expect.poll(() => window.mode(title).getAttribute('aria-current')).toBe('page');
          await steadyPicture(window.page);
          if (title === '判读') {
            await imageryShown(window);
            const map = await window.map.boundingBox();
            expect(map?.width ?? 0).toBeGreaterThanOrEqual(size.width / 2 - 1);
          }
          expect(await window.overflows()).toBe(false);
          await photographWindow(window.page, `${index + 1}-${title}`);
        }
      }
    }));
});
