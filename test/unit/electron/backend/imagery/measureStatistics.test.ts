import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPackReader } from '../../../../../electron/backend/imagery/createPackReader.ts';
import { measureStatistics } from '../../../../../electron/backend/imagery/measureStatistics.ts';
import type { Bounds } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { type ColourAt, importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

/** 600 × 520 pixels of half a metre from (500000, 3000000): a ramp of red over 256 columns, green two halves, no blue. */
const ramp: ColourAt = (column, row) => [column % 256, row < 260 ? 10 : 250, 7];

async function statistics(bounds?: Bounds, colourAt = ramp, noData?: number) {
  const project = await buildProject();
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
    ...{ width: 600, height: 520, colourAt },
    ...(noData === undefined ? {} : { noData }),
  });
  const image = await importInto(project, [file]);
  const packs = createPackReader(project);
  onTestFinished(() => packs.close());
  return measureStatistics(packs, image, bounds);
}

it('counts every pixel of a small picture and stretches from 2 to 98 %', async () => {
  // columns 0–255 on 256 × 520 m of pixels: of each red value 520 pixels, cut at 2 and 98 % of 133 120
  const bands = await statistics({ minX: 500_000, minY: 2_999_740, maxX: 500_128, maxY: 3_000_000 });
  expect(bands.map(({ histogram }) => histogram.reduce((sum, count) => sum + count, 0))).toEqual([
    133_120, 133_120, 133_120,
  ]);
  const [red, green, blue] = bands;
  expect(red?.histogram.every((count) => count === 520)).toBe(true);
  expect([red?.low, red?.high]).toEqual([5, 250]);
  expect([green?.histogram[10], green?.histogram[250]]).toEqual([66_560, 66_560]);
  expect([blue?.low, blue?.high]).toEqual([7, 7]);
});

it('sees only what lies in the bounds asked for, across tiles', async () => {
  // columns 500–520, rows 250–259: green of the upper half only
  const bands = await statistics({ minX: 500_250, minY: 2_999_870, maxX: 500_260, maxY: 2_999_875 });
  expect(bands[1]?.histogram[10]).toBe(20 * 10);
  expect(bands[1]?.histogram[250]).toBe(0);
});

it('leaves empty pixels out, and says nothing where there are no others', async () => {
  const half: ColourAt = (column, row) => (column < 300 ? [0, 0, 0] : [90, 80, (row % 50) + 1]);
  const whole = await statistics(undefined, half, 0);
  expect(whole[0]?.histogram[0]).toBe(0);
  expect(whole[0]?.histogram[90]).toBe(300 * 520);
  expect(
    await statistics({ minX: 500_000, minY: 2_999_800, maxX: 500_100, maxY: 2_999_900 }, half, 0),
  ).toEqual([]);
  expect(await statistics({ minX: 0, minY: 0, maxX: 10, maxY: 10 })).toEqual([]);
});
