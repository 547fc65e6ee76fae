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
import { findShift, greyOf, meanDifference, type Picture, yellowBox } from '../support/pictures.ts';
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
    'lays the outline within one device pixel of the imagery of both epochs at a display scale of %d',
    (scale) =>
      inWindow(
        small,
        async (window) => {
          const plotNo = await window.plotNo();
          const { plotId } = await client.call('plot.find', { plotNo });
          const { bounds } = await client.call('plot.get', { plotId });
          await window.comparison('单图').click();
          const outlined = yellowBox(await window.steadyPicture());
          const { first, second } = await bothWhole(window);
          // the outline is the ruler: its box on the screen is the plot's box on the ground
          const pixelMeters = (bounds.maxX - bounds.minX) / (outlined.right - outlined.left - 3 * scale);
          const ground = (x: number, y: number): [number, number] => [
            (bounds.minX + bounds.maxX) / 2 + (x - (outlined.left + outlined.right) / 2) * pixelMeters,
            (bounds.minY + bounds.maxY) / 2 - (y - (outlined.top + outlined.bottom) / 2) * pixelMeters,
          ];
          for (const [picture, image] of [
            [first, earlier],
            [second, later],
          ] as const) {
            const centre = { x: picture.width / 2, y: picture.height / 2 };
            const size = Math.round(150 * scale);
            const expected = await readPackPixels(client, image, { centre, size, ground });
            const { x, y } = findShift(picture, expected, centre, size);
            console.log(`scale ${scale}, ${image.epoch}: ${x.toFixed(2)}, ${y.toFixed(2)} px`);
            expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
          }
        },
        scale,
      ),
    60_000,
  );

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
      await expect.poll(() => window.chip('前时相偏移').textContent()).toBe('前时相偏移 4.0 m →');
      const { first: moved } = await bothWhole(window);
      const centre = { x: first.width / 2, y: first.height / 2 };
      const shift = findShift(moved, greyOf(first, centre, 150), centre, 150, 20);
      const scale = Number(/1:([\d\s]+)/.exec((await window.statusBar()) ?? '')?.[1]?.replaceAll(/\s/g, ''));
      expect(Math.abs(shift.x - 4 / (scale * (0.0254 / 96)))).toBeLessThan(0.5);
      expect(Math.abs(shift.y)).toBeLessThan(0.5);
      expect(yellowBox(await window.steadyPicture())).toEqual(outlined);
      await window.page.keyboard.press('Alt+Digit0');
      await expect.poll(() => window.chip('前时相偏移').count()).toBe(0);
    }));
});
