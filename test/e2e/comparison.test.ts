import { describe, expect, it } from 'vitest';
import { readPackPixels } from '../support/imageryPixels.ts';
import { photographWindow } from '../support/photographWindow.ts';
import {
  type Area,
  countChanged,
  countYellow,
  decodePicture,
  greyOf,
  meanDifference,
  type Picture,
  yellowBox,
} from '../support/pictures.ts';
import { serveComparison, unchangedEpochs } from '../support/serveComparison.ts';
import { takePicture } from '../support/takePicture.ts';

const large = { width: 1920, height: 1080 };

const { client, images, inWindow } = serveComparison();

describe('comparing two epochs', () => {
  it('shows the earlier image left of the curtain and the later one right of it', () =>
    inWindow(large, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      await window.comparison('卷帘').click();
      await window.page.keyboard.down('KeyH');
      const swiped = await window.steadyPicture();
      await window.page.keyboard.up('KeyH');
      const band = window.freeBand(swiped);
      const middle = swiped.width / 2;
      const left = { ...band, right: middle - 10 };
      const right = { ...band, left: middle + 10 };
      expect(meanDifference(swiped, first, left)).toBeLessThan(0.05);
      expect(meanDifference(swiped, second, right)).toBeLessThan(0.05);
      expect(meanDifference(swiped, second, left)).toBeGreaterThan(5);
      await photographWindow(window.page, 'comparison-swipe');
    }));

  it('draws the plot outline on both sides of the curtain', () =>
    inWindow(large, async (window) => {
      await window.comparison('单图').click();
      const whole = yellowBox(await window.steadyPicture());
      await window.comparison('卷帘').click();
      const swiped = yellowBox(await window.steadyPicture());
      for (const edge of ['left', 'right', 'top', 'bottom'] as const)
        expect(Math.abs(swiped[edge] - whole[edge])).toBeLessThanOrEqual(0.5);
      expect(whole.left).toBeLessThan(whole.pictureWidth / 2 - 10);
      expect(whole.right).toBeGreaterThan(whole.pictureWidth / 2 + 10);
    }));

  it('shows the later image inside the lens and the earlier one around it', () =>
    inWindow(large, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      await window.comparison('透镜').click();
      const box = await window.mapBox();
      const [x, y] = [Math.round(box.width * 0.4), Math.round(box.height * 0.5)];
      await window.page.mouse.move(box.x + x - 5, box.y + y);
      await window.page.mouse.move(box.x + x, box.y + y);
      await window.page.keyboard.down('KeyH');
      const picture = await window.steadyPicture();
      await window.page.keyboard.up('KeyH');
      const inside = { left: x - 80, right: x + 80, top: y - 80, bottom: y + 80 };
      const beside = { left: x + 150, right: x + 400, top: y - 80, bottom: y + 80 };
      expect(meanDifference(picture, second, inside)).toBeLessThan(0.05);
      expect(meanDifference(picture, first, beside)).toBeLessThan(0.05);
      await photographWindow(window.page, 'comparison-lens');
    }));

  it('shows the earlier image above a level curtain and the later one below, the outline whole on both', () =>
    inWindow(large, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      await window.comparison('单图').click();
      const whole = yellowBox(await window.steadyPicture());
      await window.page.keyboard.press('Shift+KeyB');
      const swiped = await window.steadyPicture();
      const outline = yellowBox(swiped);
      for (const edge of ['left', 'right', 'top', 'bottom'] as const)
        expect(Math.abs(outline[edge] - whole[edge])).toBeLessThanOrEqual(0.5);
      expect(whole.top).toBeLessThan(swiped.height / 2 - 10);
      expect(whole.bottom).toBeGreaterThan(swiped.height / 2 + 10);
      await window.page.keyboard.down('KeyH');
      const bare = await window.steadyPicture();
      await window.page.keyboard.up('KeyH');
      const middle = bare.height / 2;
      const strip = { left: bare.width * 0.15, right: bare.width * 0.7 };
      const above = { ...strip, top: middle - 150, bottom: middle - 10 };
      const below = { ...strip, top: middle + 10, bottom: middle + 150 };
      expect(meanDifference(bare, first, above)).toBeLessThan(0.05);
      expect(meanDifference(bare, second, below)).toBeLessThan(0.05);
      expect(meanDifference(bare, second, above)).toBeGreaterThan(5);
    }));

  it('hides every line while H is held, and shows them again after it', () =>
    inWindow(large, async (window) => {
      await window.comparison('单图').click();
      const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
      const { bounds } = await client().call('plot.get', { plotId });
      const ground = await window.readGroundFrame();
      const before = await window.steadyPicture();
      expect(countYellow(before)).toBeGreaterThan(200);
      await window.page.keyboard.down('KeyH');
      expect(countYellow(await window.steadyPicture())).toBe(0);
      const hidden = await window.steadyWindow();
      await window.page.keyboard.up('KeyH');
      // under the outline is what the file has there: along the plot's edges nothing else is drawn
      const [zeroX, zeroY] = ground(0, 0);
      const [oneX, oneY] = ground(1, 1);
      const centre = {
        x: Math.round((bounds.minX - zeroX) / (oneX - zeroX)),
        y: Math.round(((bounds.minY + bounds.maxY) / 2 - zeroY) / (oneY - zeroY)),
      };
      const expected = await readPackPixels(client(), images().later, { centre, size: 60, ground });
      const seen = greyOf(hidden, centre, 60);
      const difference = seen.reduce((sum, value, i) => sum + Math.abs(value - (expected[i] as number)), 0);
      expect(difference / seen.length).toBeLessThan(4);
      expect(countYellow(await window.steadyPicture())).toBe(countYellow(before));
    }));

  it('enlarges the right half around the same middle, and mirrors the pointer to the same ground', () =>
    inWindow(large, async (window) => {
      const { page } = window;
      await window.comparison('双屏').click();
      await page.getByRole('radio', { name: '2×' }).click();
      const box = await window.mapBox();
      await page.mouse.move(box.x + box.width / 4 + 40, box.y + box.height / 2 + 30);
      const [halfWidth, between] = [await window.widthOfHalf(), await window.distanceOfHalves()];
      const left = yellowBox(await window.steadyPicture(), { left: 0, right: halfWidth });
      const right = yellowBox(await window.steadyPicture(), {
        left: between,
        right: between + halfWidth,
      });
      const line = 3;
      const heights = [right.bottom - right.top - line, left.bottom - left.top - line] as const;
      expect(Math.abs(heights[0] / heights[1] - 2)).toBeLessThan(0.02);
      // both middles show the same place
      const offMiddle = (area: Area, middle: number) => (area.top + area.bottom) / 2 - middle;
      const middle = box.height / 2;
      expect(Math.abs(offMiddle(right, middle) - 2 * offMiddle(left, middle))).toBeLessThan(1.5);
      const pointer = await page.locator('.mirrored-pointer').boundingBox();
      const [x, y] = [(pointer?.x ?? 0) + 12.5, (pointer?.y ?? 0) + 12.5];
      const [fromX, fromY] = [box.x + box.width / 4 + 40, box.y + box.height / 2 + 30];
      expect(
        Math.abs(x - (box.x + between + halfWidth / 2 + 2 * (fromX - box.x - halfWidth / 2))),
      ).toBeLessThan(1.5);
      expect(Math.abs(y - (box.y + middle + 2 * (fromY - box.y - middle)))).toBeLessThan(1.5);
      await photographWindow(window.page, 'comparison-dual');
      await page.getByRole('radio', { name: '1×' }).click();
    }));

  it('shows the pieces of all plots on both halves, and lets those of a line of the bill flash on both', () =>
    inWindow(large, async (window) => {
      const { page } = window;
      const filter = { eligibility: 'partial' } as const;
      const { rows } = await client().call('plot.query', { filter, offset: 138, limit: 1 });
      await window.goToPlot(rows[0]?.plotNo ?? '');
      await window.comparison('双屏').click();
      await window.mode('核算').click();
      const shown = page.getByRole('region', { name: '碎片图例' }).getByRole('checkbox');
      await shown.waitFor();
      await page.keyboard.press('Shift+KeyZ');
      const [width, between] = [await window.widthOfHalf(), await window.distanceOfHalves()];
      /** How many pixels of each half are another colour than they were, above the legend. */
      const changedPixels = async (act: () => Promise<void>) => {
        const before = await window.steadyPicture();
        await act();
        const after = await window.steadyPicture();
        return [0, between].map((left) =>
          countChanged(before, after, { left, right: left + width, top: 0, bottom: after.height * 0.7 }),
        );
      };
      const [left = 0, right = 0] = await changedPixels(() => shown.uncheck());
      expect(left).toBeGreaterThan(500);
      // the ground below them is of another year
      expect(right / left).toBeGreaterThan(0.5);
      const line = window.bill.getByRole('button', { name: /−/ }).first();
      const [flashedLeft = 0, flashedRight = 0] = await changedPixels(() => line.focus());
      expect(flashedLeft).toBeGreaterThan(50);
      expect(flashedRight / flashedLeft).toBeGreaterThan(0.5);
      await photographWindow(page, 'comparison-dual-pieces');
      await shown.check();
      await window.mode('判读').click();
    }));

  it('blinks by itself at the rate that is set, between what the single view shows with Space held and without', () =>
    inWindow(large, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      const band = { ...window.freeBand(first), left: first.width * 0.15 };
      const { page } = window;
      // by a clock of the test's own: a slow machine draws too few frames to tell the rate by them
      await page.clock.install();
      await page.clock.pauseAt(Date.now() + 60_000);
      await window.comparison('闪烁').click();
      await page.keyboard.down('KeyH');
      const inFront = () =>
        page.evaluate(() =>
          [...document.querySelectorAll('canvas.epoch')].map((canvas) => canvas.className).join(),
        );
      await page.clock.runFor(300);
      const shown = [await inFront()];
      for (let change = 0; change < 3; change++) {
        await page.clock.runFor(200);
        expect(await inFront()).toBe(shown.at(-1));
        await page.clock.runFor(200);
        await expect.poll(inFront).not.toBe(shown.at(-1));
        await page.clock.runFor(200);
        shown.push(await inFront());
      }
      expect(new Set(shown).size).toBe(2);
      await page.clock.resume();
      // and each of the two is what the single view shows
      const seen = new Set<string>();
      for (let i = 0; i < 40 && seen.size < 2; i++) {
        const picture = await decodePicture(await takePicture(window.page, window.map));
        if (meanDifference(picture, first, band) < 0.05) seen.add('earlier');
        if (meanDifference(picture, second, band) < 0.05) seen.add('later');
        // of uneven lengths, so as never to fall in step with the blinking
        await window.page.waitForTimeout(90 + (i % 5) * 110);
      }
      await window.page.keyboard.up('KeyH');
      expect([...seen].sort()).toEqual(['earlier', 'later']);
    }));

  it('fades: each pixel is the mean of both epochs by the weight of the slider', () =>
    inWindow(large, async (window) => {
      const { first, second } = await unchangedEpochs(window);
      await window.comparison('渐变').click();
      await window.page.keyboard.down('KeyH');
      const half = await window.steadyPicture();
      await window.page.keyboard.up('KeyH');
      const blend: Picture = {
        ...half,
        data: half.data.map((_, i) => ((first.data[i] as number) + (second.data[i] as number)) / 2),
      };
      const band = { ...window.freeBand(half), left: half.width * 0.15 };
      expect(meanDifference(half, blend, band)).toBeLessThan(1);
      expect(meanDifference(half, second, band)).toBeGreaterThan(2);
    }));
});
