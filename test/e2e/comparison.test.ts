import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LoopbackServer, serveLoopback } from '../../electron/hosts/loopbackHttp.ts';
import type { Backend } from '../../shared/contract/backend.ts';
import { type BackendClient, createClient } from '../../shared/contract/createClient.ts';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';
import { createInProcessTransport } from '../../shared/contract/transports/inProcessTransport.ts';
import { createTestBackend } from '../support/hosts.ts';
import { readPackPixels } from '../support/imageryPixels.ts';
import { openBrowser, openPage } from '../support/openBrowser.ts';
import {
  type Area,
  countYellow,
  decodePicture,
  findShift,
  greyOf,
  meanColor,
  meanDifference,
  type Picture,
  yellowBox,
} from '../support/pictures.ts';
import { copySampleProject } from '../support/sampleProject.ts';
import { ReviewWindow } from './pages/ReviewWindow.ts';

const root = join(import.meta.dirname, '../..');
const pictures = join(root, 'test-results');
const small = { width: 1366, height: 768 };
const large = { width: 1920, height: 1080 };

let backend: Backend;
let client: BackendClient;
let server: LoopbackServer;
let browser: Browser;
let earlier: ImagerySummary;
let later: ImagerySummary;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const project = await copySampleProject();
  backend = createTestBackend();
  client = createClient(createInProcessTransport(backend));
  const summary = await client.call('project.open', { directory: project });
  [earlier, later] = [...summary.imagery].sort((a, b) => a.epoch.localeCompare(b.epoch)) as [
    ImagerySummary,
    ImagerySummary,
  ];
  server = await serveLoopback({ backend, pageDirectory: join(root, 'build/renderer') });
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await backend?.close();
});

async function inWindow(
  size: { width: number; height: number },
  act: (window: ReviewWindow) => Promise<void>,
  deviceScaleFactor = 1,
): Promise<void> {
  const { page, complaints } = await openPage(browser, size, deviceScaleFactor);
  const window = new ReviewWindow(page);
  await page.goto(server.url);
  await window.ready();
  // a plot in the middle of the county: imagery reaches to all edges of the stage
  await window.goToPlot(await plotInTheMiddle());
  await act(window);
  expect(complaints).toEqual([]);
  await page.close();
}

async function plotInTheMiddle(): Promise<string> {
  const { rows } = await client.call('plot.query', { offset: 1_100, limit: 1 });
  return rows[0]?.plotNo ?? '';
}

async function areasOf(plotId: number): Promise<{ net: number | null }> {
  const bill = await client.call('eligibility.bill', { plotId });
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
      await window.page.screenshot({ path: join(pictures, 'comparison-swipe-1920.png') });
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
      await window.page.screenshot({ path: join(pictures, 'comparison-lens-1920.png') });
    }));

  it.each([1, 1.25, 1.5, 2])(
    'shows the same ground in both halves at a display scale of %d, to half a pixel',
    (scale) =>
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
          console.log(
            `scale ${scale}, halves: ${differences.map((value) => value.toFixed(2)).join(', ')} px`,
          );
          expect(Math.max(...differences.map(Math.abs))).toBeLessThanOrEqual(0.5);
          if (scale === 1) await window.page.screenshot({ path: join(pictures, 'comparison-dual-1366.png') });
        },
        scale,
      ),
  );

  it.each([1, 1.25, 1.5, 2])(
    'lays the outline within half a pixel of the imagery of both epochs at a display scale of %d',
    (scale) =>
      inWindow(
        small,
        async (window) => {
          const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
          const { bounds } = await client.call('plot.get', { plotId });
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
            const expected = await readPackPixels(client, image, { centre, size, ground });
            const { x, y } = findShift(picture, expected, centre, size);
            console.log(
              `scale ${scale}, ${image.epoch}: image ${x.toFixed(2)}, ${y.toFixed(2)} px off, ` +
                `outline ${outline.x.toFixed(2)}, ${outline.y.toFixed(2)} px off`,
            );
            expect(Math.abs(x - outline.x)).toBeLessThanOrEqual(0.5);
            expect(Math.abs(y - outline.y)).toBeLessThanOrEqual(0.5);
          }
        },
        scale,
      ),
    60_000,
  );

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
      const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
      const { bounds } = await client.call('plot.get', { plotId });
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
      const expected = await readPackPixels(client, later, { centre, size: 60, ground });
      const seen = greyOf(hidden, centre, 60);
      const difference = seen.reduce((sum, value, i) => sum + Math.abs(value - (expected[i] as number)), 0);
      expect(difference / seen.length).toBeLessThan(4);
      expect(countYellow(await window.steadyPicture())).toBe(countYellow(before));
    }));

  it('blinks by itself at the rate that is set, between what the single view shows with Space held and without', () =>
    inWindow(small, async (window) => {
      const { first, second } = await bothWhole(window);
      const band = { ...window.freeBand(first), left: first.width * 0.15 };
      await window.comparison('闪烁').click();
      await window.page.keyboard.down('KeyH');
      // which epoch is in front, read from the pixels at each frame for four seconds
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
              if (performance.now() - began < 4_000) requestAnimationFrame(look);
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
      for (let i = 0; i < 12 && seen.size < 2; i++) {
        const picture = await decodePicture(await window.map.screenshot());
        if (meanDifference(picture, first, band) < 0.05) seen.add('earlier');
        if (meanDifference(picture, second, band) < 0.05) seen.add('later');
        await window.page.waitForTimeout(230);
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
      await page.screenshot({ path: join(pictures, 'comparison-dual-1920.png') });
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
      const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
      const pair = { plotId, earlierImageId: earlier.id, laterImageId: later.id };
      const { net } = await areasOf(plotId);
      const recorded = async () => (await client.call('imagery.offsets', {})).offsets;
      await expect.poll(recorded).toEqual([{ ...pair, eastMeters: 4, northMeters: 0 }]);
      await window.page.keyboard.press('KeyE');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(0);
      await window.page.keyboard.press('KeyQ');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(1);
      await window.page.reload();
      await window.ready();
      await window.goToPlot((await client.call('plot.get', { plotId })).plotNo);
      await expect.poll(() => window.chip('前时相偏移').textContent()).toContain('4.0 m →');
      expect((await areasOf(plotId)).net).toBe(net);
      await window.page.keyboard.press('Alt+Digit0');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(0);
      await expect.poll(recorded).toEqual([]);
    }));

  it('measures the shift around a plot and puts it in use by one key', () =>
    inWindow(small, async (window) => {
      const { plotId } = await client.call('plot.find', { plotNo: await window.plotNo() });
      const pair = { plotId, earlierImageId: earlier.id, laterImageId: later.id };
      const { alignment } = await client.call('plot.alignment', pair);
      // both epochs of the sample are drawn from one model of the ground: nothing is shifted
      expect(Math.hypot(alignment?.eastMeters ?? 9, alignment?.northMeters ?? 9)).toBeLessThan(0.3);
      await window.page.keyboard.press('Alt+KeyM');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(1);
      await window.page.keyboard.press('Alt+Enter');
      await expect.poll(() => window.page.getByText('测得前时相偏移').count()).toBe(0);
    }));
});
