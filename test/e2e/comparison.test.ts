import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGeoTiff } from '../../electron/backend/imagery/writeGeoTiff.ts';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import { readPackPixels } from '../support/imageryPixels.ts';
import { photographWindow } from '../support/photographWindow.ts';
import {
  type Area,
  countNear,
  countYellow,
  decodePicture,
  findShift,
  greyOf,
  meanColor,
  meanDifference,
  type Picture,
  yellowBox,
} from '../support/pictures.ts';
import { serveSample } from '../support/serveSample.ts';
import { suiteFolder } from '../support/suiteFolder.ts';
import { takePicture } from '../support/takePicture.ts';
import type { ReviewWindow } from './pages/ReviewWindow.ts';

const small = { width: 1366, height: 768 };
const large = { width: 1920, height: 1080 };

/** The blue of plots that are selected, as it is drawn. */
const selectedColor = [0x5a, 0xd1, 0xff] as const;

/** A height model around a place: flat west of it, rising at 45° east of it. */
async function writeBend(x: number, y: number): Promise<string> {
  const path = join(suiteFolder('dem'), 'bend.tif');
  const [side, cell] = [100, 10];
  const tiff = await openGeoTiff({
    ...{ path, width: side, height: side, sample: 'float32', compression: 'none', epsg: 4545 },
    ...{ west: x - (side / 2) * cell, north: y + (side / 2) * cell, pixelMeters: cell },
  });
  await tiff.writeStrip(
    Float32Array.from({ length: side * side }, (_, i) => 300 + Math.max(0, (i % side) - side / 2) * cell),
  );
  await tiff.finish();
  return path;
}

let earlier: ImagerySummary;
let later: ImagerySummary;

const { client, inSameWindow } = serveSample(async (opened) => {
  const { imagery } = await opened.call('project.info', {});
  [earlier, later] = [...imagery].sort((a, b) => a.epoch.localeCompare(b.epoch)) as [
    ImagerySummary,
    ImagerySummary,
  ];
});

/** On a plot in the middle of the county: imagery reaches to all edges of the stage. */
const inWindow: typeof inSameWindow = (size, act, options) =>
  inSameWindow(
    size,
    async (window) => {
      await window.goToPlot(await plotInTheMiddle());
      await act(window);
    },
    options,
  );

async function plotInTheMiddle(): Promise<string> {
  const { rows } = await client().call('plot.query', { offset: 1_100, limit: 1 });
  return rows[0]?.plotNo ?? '';
}

async function areasOf(plotId: number): Promise<{ net: number | null }> {
  const bill = await client().call('eligibility.bill', { plotId });
  return { net: bill.netSquareMeters };
}

/** The two epochs as the single view shows them, without lines: what the other ways are compared with. */
async function bothWhole(window: ReviewWindow): Promise<{ first: Picture; second: Picture }> {
  await window.comparison('单图').click();
  await window.page.keyboard.down('KeyH');
  const second = await window.steadyPicture();
  await window.page.keyboard.down('Space');
  const first = await window.steadyPicture();
  await window.page.keyboard.up('Space');
  await window.page.keyboard.up('KeyH');
  expect(meanDifference(first, second, window.freeBand(first))).toBeGreaterThan(5);
  return { first, second };
}

/** The picture as a curve shows it: by value and by colour, red first. */
function toned(picture: Picture, curve: (value: number, channel: number) => number): Picture {
  const data = picture.data.map((value, i) => Math.max(0, Math.min(255, Math.round(curve(value, i % 3)))));
  return { ...picture, data };
}

describe('comparing two epochs', () => {
  it('shows the earlier image left of the curtain and the later one right of it', () =>
    inWindow(large, async (window) => {
      const { first, second } = await bothWhole(window);
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
      const { first, second } = await bothWhole(window);
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
      const { first, second } = await bothWhole(window);
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
      const expected = await readPackPixels(client(), later, { centre, size: 60, ground });
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

  it('blinks by itself at the rate that is set, between what the single view shows with Space held and without', () =>
    inWindow(small, async (window) => {
      const { first, second } = await bothWhole(window);
      const band = { ...window.freeBand(first), left: first.width * 0.15 };
      await window.comparison('闪烁').click();
      await window.page.keyboard.down('KeyH');
      // which epoch is in front at each frame, until it has changed six times
      const changes = await window.page.evaluate(
        () =>
          new Promise<number[]>((resolve) => {
            const began = performance.now();
            const times: number[] = [];
            let before = '';
            const look = () => {
              const shown = [...document.querySelectorAll('canvas.epoch')]
                .map((canvas) => canvas.className)
                .join();
              if (before !== '' && shown !== before) times.push(performance.now());
              before = shown;
              if (times.length < 6 && performance.now() - began < 20_000) requestAnimationFrame(look);
              else resolve(times);
            };
            look();
          }),
      );
      const gaps = changes.slice(1).map((time, i) => time - (changes[i] as number));
      expect(gaps.length).toBeGreaterThanOrEqual(4);
      const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
      expect(Math.abs(mean - 600)).toBeLessThan(100);
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
    inWindow(small, async (window) => {
      const { first, second } = await bothWhole(window);
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

  it('matches the colours of the earlier image to the later one by what is on the screen', () =>
    inWindow(small, async (window) => {
      const { first, second } = await bothWhole(window);
      const band = window.freeBand(first);
      await window.page.keyboard.press('Alt+KeyH');
      await expect.poll(() => window.chip('影像已调整').count()).toBe(1);
      const matched = await bothWhole(window);
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
      const { first, second } = await bothWhole(window);
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
      const { first, second } = await bothWhole(window);
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
      const brightened = await bothWhole(window);
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
      const stretched = await bothWhole(window);
      const { bands } = await client().call('imagery.statistics', {
        imageId: later.id,
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
      const { first } = await bothWhole(window);
      for (let press = 0; press < 20; press++) await window.page.keyboard.press('Alt+ArrowRight');
      await expect.poll(() => window.chip('前时相偏移').textContent()).toContain('前时相偏移 4.0 m →');
      const { first: moved } = await bothWhole(window);
      const centre = { x: first.width / 2, y: first.height / 2 };
      const shift = findShift(moved, greyOf(first, centre, 150), centre, 150, 20);
      const scale = Number(/1:([\d\s]+)/.exec((await window.statusBar()) ?? '')?.[1]?.replaceAll(/\s/g, ''));
      expect(Math.abs(shift.x - 4 / (scale * (0.0254 / 96)))).toBeLessThan(0.5);
      expect(Math.abs(shift.y)).toBeLessThan(0.5);
      expect(yellowBox(await window.steadyPicture())).toEqual(outlined);
      const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
      const pair = { plotId, earlierImageId: earlier.id, laterImageId: later.id };
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
      const pair = { plotId, earlierImageId: earlier.id, laterImageId: later.id };
      const { alignment } = await client().call('plot.alignment', pair);
      // both epochs of the sample are drawn from one model of the ground: nothing is shifted
      expect(Math.hypot(alignment?.eastMeters ?? 9, alignment?.northMeters ?? 9)).toBeLessThan(0.3);
      await window.page.keyboard.press('Alt+KeyM');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(1);
      await window.page.keyboard.press('Alt+Enter');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(0);
    }));
});

describe('on the map', () => {
  it('shows the number, 亩 and verdict of the plot under the pointer, and outlines the plots that are selected', () =>
    inWindow(small, async (window) => {
      await window.comparison('单图').click();
      const box = await window.mapBox();
      const plain = await window.steadyPicture();
      expect(countNear(plain, selectedColor)).toBe(0);
      await window.page.mouse.move(box.x + box.width / 2 - 4, box.y + box.height / 2 - 4);
      await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      const plotNo = await window.plotNo();
      const { areaSquareMeters } = await client().call(
        'plot.get',
        await client().call('plot.find', { plotNo }),
      );
      // 1 亩 is 2000/3 m²
      const mu = (((areaSquareMeters ?? 0) * 3) / 2000).toFixed(2);
      const tip = window.map.locator('.hover-tip');
      await expect.poll(() => tip.textContent()).toBe(`${plotNo}${mu} 亩 · 未判`);
      await window.page.keyboard.press('Shift+ArrowDown');
      await window.page.keyboard.press('Shift+ArrowDown');
      await expect
        .poll(async () => countNear(await window.steadyPicture(), selectedColor))
        .toBeGreaterThan(200);
      await window.page.keyboard.press('Shift+ArrowUp');
      await window.page.keyboard.press('Shift+ArrowUp');
      await expect.poll(async () => countNear(await window.steadyPicture(), selectedColor)).toBe(0);
    }));

  it('lays the grades of the slope over the imagery, and under the lines, where that is switched on', () =>
    inWindow(small, async (window) => {
      await window.comparison('单图').click();
      const { bounds } = await client().call(
        'plot.get',
        await client().call('plot.find', { plotNo: await window.plotNo() }),
      );
      const [middleX, middleY] = [(bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2];
      const before = await window.steadyPicture();
      await client().call('import.dem', { file: await writeBend(middleX, middleY), by: '甲' });
      await window.page.getByRole('checkbox', { name: '显示 坡度分级' }).check();
      await window.page.getByRole('list', { name: '坡度分级 图例' }).getByText('＞25°').waitFor();
      const shaded = await window.steadyPicture();
      // west of the plot it is flat, east of it steep
      const band = window.freeBand(before);
      const sides = [
        { area: { ...band, left: before.width * 0.2, right: before.width * 0.4 }, color: [0xff, 0xff, 0xd4] },
        {
          area: { ...band, left: before.width * 0.6, right: before.width * 0.95 },
          color: [0x99, 0x34, 0x04],
        },
      ];
      for (const { area, color } of sides) {
        const ground = meanColor(before, area);
        for (const [channel, seen] of meanColor(shaded, area).entries()) {
          const expected = 0.45 * (ground[channel] as number) + 0.55 * (color[channel] as number);
          // lines stay as bright as they were
          expect(Math.abs(seen - expected)).toBeLessThan(8);
        }
      }
      // the yellow of the current plot is not dimmed
      expect(countYellow(shaded)).toBeGreaterThan(countYellow(before) * 0.9);
      await photographWindow(window.page, 'map-slope-grades');
      await window.page.getByRole('checkbox', { name: '显示 坡度分级' }).uncheck();
      expect(meanDifference(await window.steadyPicture(), before, band)).toBeLessThan(0.05);
    }));
});

// fractions of a pixel are what scales of Windows screens give
describe.each([1, 1.25, 1.5, 2])('at a display scale of %d', (scale) => {
  it('shows the same ground in both halves, to half a pixel', () =>
    inWindow(
      small,
      async (window) => {
        await window.comparison('双屏').click();
        const picture = await window.steadyPicture();
        const between = (await window.distanceOfHalves()) * scale;
        const middle = picture.width / 2;
        const left = yellowBox(picture, { left: 0, right: middle - 5 * scale });
        const right = yellowBox(picture, { left: middle + 5 * scale, right: picture.width });
        const differences = [
          right.left - left.left - between,
          right.right - left.right - between,
          right.top - left.top,
          right.bottom - left.bottom,
        ];
        console.log(`scale ${scale}, halves: ${differences.map((value) => value.toFixed(2)).join(', ')} px`);
        expect(Math.max(...differences.map(Math.abs))).toBeLessThanOrEqual(0.5);
        if (scale === 1) await photographWindow(window.page, 'comparison-dual');
      },
      { scale },
    ));

  it('lays the outline within half a pixel of the imagery of both epochs', () =>
    inWindow(
      small,
      async (window) => {
        const { plotId } = await client().call('plot.find', { plotNo: await window.plotNo() });
        const { bounds } = await client().call('plot.get', { plotId });
        await window.comparison('单图').click();
        // where things have to be follows from the read-out of coordinates, not from anything drawn
        const groundOf = await window.readGroundFrame();
        const ground = (x: number, y: number) => groundOf(x / scale, y / scale);
        const [zeroX, zeroY] = ground(0, 0);
        const [oneX, oneY] = ground(1, 1);
        const screen = (x: number, y: number) =>
          [(x - zeroX) / (oneX - zeroX), (y - zeroY) / (oneY - zeroY)] as const;
        const box = await window.mapBox();
        await window.page.mouse.move(box.x + 5, box.y + box.height / 2);
        const map = { left: box.x * scale, right: (box.x + box.width) * scale };
        const outlined = yellowBox(await window.steadyWindow(), map);
        const [left, top] = screen(bounds.minX, bounds.maxY);
        const [right, bottom] = screen(bounds.maxX, bounds.minY);
        const outline = {
          x: (outlined.left + outlined.right - left - right) / 2,
          y: (outlined.top + outlined.bottom - top - bottom) / 2,
        };
        const shown = async () => {
          await window.page.keyboard.down('KeyH');
          const picture = await window.steadyWindow();
          await window.page.keyboard.up('KeyH');
          return picture;
        };
        const second = await shown();
        await window.page.keyboard.down('Space');
        const first = await shown();
        await window.page.keyboard.up('Space');
        for (const [picture, image] of [
          [first, earlier],
          [second, later],
        ] as const) {
          const centre = {
            x: Math.round((box.x + box.width / 2) * scale),
            y: Math.round((box.y + box.height / 2) * scale),
          };
          const size = Math.round(150 * scale);
          const expected = await readPackPixels(client(), image, { centre, size, ground });
          const { x, y } = findShift(picture, expected, centre, size);
          console.log(
            `scale ${scale}, ${image.epoch}: image ${x.toFixed(2)}, ${y.toFixed(2)} px off, ` +
              `outline ${outline.x.toFixed(2)}, ${outline.y.toFixed(2)} px off`,
          );
          expect(Math.abs(x - outline.x)).toBeLessThanOrEqual(0.5);
          expect(Math.abs(y - outline.y)).toBeLessThanOrEqual(0.5);
        }
      },
      { scale },
    ));
});
