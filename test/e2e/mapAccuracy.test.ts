import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGeoTiff } from '../../electron/backend/imagery/writeGeoTiff.ts';
import { readPackPixels } from '../support/imageryPixels.ts';
import { photographWindow } from '../support/photographWindow.ts';
import {
  countNear,
  countYellow,
  findShift,
  meanColor,
  meanDifference,
  yellowBox,
} from '../support/pictures.ts';
import { serveComparison } from '../support/serveComparison.ts';
import { suiteFolder } from '../support/suiteFolder.ts';

const small = { width: 1366, height: 768 };

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

const { client, images, inWindow } = serveComparison();

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
          [first, images().earlier],
          [second, images().later],
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
