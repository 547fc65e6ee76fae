import { describe, expect, it } from 'vitest';
import {
  findShift,
  greyOf,
  meanColor,
  meanDifference,
  type Picture,
  yellowBox,
} from '../support/pictures.ts';
import { pictureEpochs, serveComparison, unchangedEpochs } from '../support/serveComparison.ts';

const small = { width: 1366, height: 768 };

const { client, images, inWindow } = serveComparison();

async function areasOf(plotId: number): Promise<{ net: number | null }> {
  const bill = await client().call('eligibility.bill', { plotId });
  return { net: bill.netSquareMeters };
}

/** The picture as a curve shows it: by value and by colour, red first. */
function toned(picture: Picture, curve: (value: number, channel: number) => number): Picture {
  const data = picture.data.map((value, i) => Math.max(0, Math.min(255, Math.round(curve(value, i % 3)))));
  return { ...picture, data };
}

describe('the imagery of two epochs', () => {
  it('matches the colours of the earlier image to the later one by what is on the screen', () =>
    inWindow(small, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      const band = window.freeBand(first);
      await window.page.keyboard.press('Alt+KeyH');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
      const matched = await pictureEpochs(window);
      expect(meanDifference(matched.second, second, band)).toBeLessThan(0.05);
      const apart = (picture: Picture) => {
        const [one, other] = [meanColor(picture, band), meanColor(second, band)];
        return Math.max(...one.map((value, i) => Math.abs(value - (other[i] as number))));
      };
      expect(apart(matched.first)).toBeLessThan(apart(first) / 2);
      await window.page.keyboard.press('Alt+Backspace');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(0);
    }));

  it('adjusts only the image under a right-drag, keeps it from plot to plot, and takes it back by one key', () =>
    inWindow(small, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      await window.comparison('卷帘').click();
      const box = await window.mapBox();
      await window.page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6);
      await window.page.mouse.down({ button: 'right' });
      await window.page.mouse.move(box.x + box.width * 0.8, box.y + box.height * 0.6 - 80, { steps: 4 });
      await window.page.mouse.up({ button: 'right' });
      await window.page.keyboard.down('KeyH');
      const adjusted = await window.steadyPicture();
      const band = window.freeBand(adjusted);
      const left = { ...band, right: adjusted.width / 2 - 10 };
      const right = { ...band, left: adjusted.width / 2 + 10 };
      expect(meanDifference(adjusted, first, left)).toBeLessThan(0.05);
      expect(meanDifference(adjusted, second, right)).toBeGreaterThan(15);
      await window.page.keyboard.up('KeyH');
      const plotNo = await window.plotNo();
      await window.page.keyboard.press('KeyE');
      await expect.poll(() => window.plotNo()).not.toBe(plotNo);
      await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
      await window.page.keyboard.press('Alt+Backspace');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(0);
    }));

  it('brightens the middle tones by gamma, and stretches by what is on the screen', () =>
    inWindow(small, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      const groundOf = await window.readGroundFrame();
      const box = await window.mapBox();
      const [minX, maxY] = groundOf(box.x, box.y);
      const [maxX, minY] = groundOf(box.x + box.width, box.y + box.height);
      await window.page.keyboard.press('Alt+KeyD');
      await window.page.getByRole('slider', { name: '后时相伽马' }).focus();
      for (let press = 0; press < 10; press++) await window.page.keyboard.press('ArrowRight');
      await window.page.keyboard.press('Alt+KeyD');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
      const band = window.freeBand(second);
      const brightened = await pictureEpochs(window);
      // ten steps of 0.05 above 1
      const gamma = 1.5;
      const expected = toned(second, (value) => 255 * (value / 255) ** (1 / gamma));
      expect(meanDifference(brightened.second, expected, band)).toBeLessThan(1);
      expect(meanDifference(brightened.second, second, band)).toBeGreaterThan(10);
      expect(meanDifference(brightened.first, first, band)).toBeLessThan(0.05);
      await window.page.keyboard.press('Alt+Backspace');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(0);

      await window.page.keyboard.press('Alt+KeyS');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
      const stretched = await pictureEpochs(window);
      const { bands } = await client().call('imagery.statistics', {
        imageId: images().later.id,
        bounds: { minX, minY, maxX, maxY },
      });
      const spread = toned(second, (value, channel) => {
        const { low = 0, high = 255 } = bands[channel] ?? {};
        return ((value - low) / (high - low)) * 255;
      });
      expect(meanDifference(stretched.second, spread, band)).toBeLessThan(1.5);
      expect(meanDifference(stretched.second, second, band)).toBeGreaterThan(5);
      await window.page.keyboard.press('Alt+Backspace');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(0);
    }));

  it('moves the earlier image under the plot by Alt+arrows and never the outline', () =>
    inWindow(small, async (window) => {
      await window.comparison('单图').click();
      const outlined = yellowBox(await window.steadyPicture());
      const { first } = await pictureEpochs(window);
      for (let press = 0; press < 20; press++) await window.page.keyboard.press('Alt+ArrowRight');
      await expect.poll(() => window.chip('前时相偏移').textContent()).toContain('前时相偏移 4.0 m →');
      const { first: moved } = await pictureEpochs(window);
      const centre = { x: first.width / 2, y: first.height / 2 };
      const shift = findShift(moved, greyOf(first, centre, 150), centre, 150, 20);
      const scale = Number(/1:([\d\s]+)/.exec((await window.statusBar()) ?? '')?.[1]?.replaceAll(/\s/g, ''));
      expect(Math.abs(shift.x - 4 / (scale * (0.0254 / 96)))).toBeLessThan(0.5);
      expect(Math.abs(shift.y)).toBeLessThan(0.5);
      expect(yellowBox(await window.steadyPicture())).toEqual(outlined);
      const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
      const pair = { plotId, earlierImageId: images().earlier.id, laterImageId: images().later.id };
      const { net } = await areasOf(plotId);
      const recorded = async () => (await client().call('imagery.offsets', {})).offsets;
      await expect.poll(recorded).toEqual([{ ...pair, eastMeters: 4, northMeters: 0 }]);
      await window.page.keyboard.press('KeyE');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(0);
      await window.page.keyboard.press('KeyQ');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(1);
      await window.page.reload();
      await window.ready();
      await window.goToPlot((await client().call('plot.get', { plotId })).plotNo);
      await expect.poll(() => window.chip('前时相偏移').textContent()).toContain('4.0 m →');
      expect((await areasOf(plotId)).net).toBe(net);
      await window.page.keyboard.press('Alt+Digit0');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(0);
      await expect.poll(recorded).toEqual([]);
    }));

  it('measures the shift around a plot and puts it in use by one key', () =>
    inWindow(small, async (window) => {
      const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
      const pair = { plotId, earlierImageId: images().earlier.id, laterImageId: images().later.id };
      const { alignment } = await client().call('plot.alignment', pair);
      // both epochs of the sample are drawn from one model of the ground: nothing is shifted
      expect(Math.hypot(alignment?.eastMeters ?? 9, alignment?.northMeters ?? 9)).toBeLessThan(0.3);
      await window.page.keyboard.press('Alt+KeyM');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(1);
      await window.page.keyboard.press('Alt+Enter');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(0);
    }));
});
