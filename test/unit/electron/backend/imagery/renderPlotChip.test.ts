import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { createChipViews } from '../../../../../electron/backend/imagery/createChipViews.ts';
import { createPackReader } from '../../../../../electron/backend/imagery/createPackReader.ts';
import { renderPlotChip } from '../../../../../electron/backend/imagery/renderPlotChip.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

async function drawChip(plotId: number, format: 'png' | 'jpeg' = 'png') {
  const project = await buildProject();
  addPlots(project, 3);
  // 100 × 60 m around the plots; green west of x = 500010, the middle of the first plot, grey east of it
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
    ...{ width: 200, height: 120, west: 499_970, north: 3_000_040 },
    colourAt: (column) => (column < 80 ? [30, 120, 40] : [150, 150, 150]),
  });
  const image = await importInto(project, [file]);
  const packs = createPackReader(project);
  onTestFinished(() => packs.close());
  return renderPlotChip(project, packs, { plotId, imageId: image.id, width: 400, height: 300, format });
}

it('a chip has the size asked for, the plot in the middle, its outline in yellow on dark', async () => {
  const chip = await drawChip(1);
  const { data, info } = await sharp(chip).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height, info.channels]).toEqual([400, 300, 3]);
  const at = (x: number, y: number) => [...data.subarray((y * 400 + x) * 3, (y * 400 + x) * 3 + 3)];
  // 40 m are the least a chip shows: 300 pixels, so 7.5 pixels a metre and a plot of 150 pixels
  const row = Array.from({ length: 400 }, (_, x) => at(x, 150));
  const yellow = row.flatMap(([red = 0, , blue = 0], x) => (red > 230 && blue < 60 ? [x] : []));
  const [left = 0, right = 0] = [yellow[0], yellow.at(-1)];
  expect(Math.abs(right - left - 150)).toBeLessThanOrEqual(4);
  // whole pixels of the source are shown, so the middle may be off by half of one
  expect(Math.abs((left + right) / 2 - 200)).toBeLessThanOrEqual(3);
  expect(row[left - 2]?.every((value) => value < 90)).toBe(true);
  expect(at(180, 150)).toEqual([30, 120, 40]);
  expect(at(220, 150)).toEqual([150, 150, 150]);
  // the change of colour lies in the middle of the plot to half a pixel of the source
  const edge = row.findIndex(([red = 0], x) => x > 180 && red > 90);
  expect(Math.abs(edge - (left + right) / 2)).toBeLessThanOrEqual(2);
});

it('a chip comes as JPEG too, and a plot beyond the image lies on grey paper', async () => {
  const chip = await drawChip(3, 'jpeg');
  expect((await sharp(chip).metadata()).format).toBe('jpeg');
});

it('a plot that does not exist is refused by name', async () => {
  await expect(drawChip(99)).rejects.toMatchObject({ code: 'PLOT_NOT_FOUND' });
});

it('the evidence of a verdict on the wall names the ground its chip shows', async () => {
  const project = await buildProject();
  addPlots(project, 3);
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
    ...{ width: 200, height: 120, west: 499_970, north: 3_000_040 },
    colourAt: () => [150, 150, 150],
  });
  const image = await importInto(project, [file]);
  const viewOf = createChipViews(project, {
    ...{ earlierImageId: null, laterImageId: image.id, width: 400, height: 300, front: 'earlier' },
    dwells: [{ plotId: 1, milliseconds: 1_234 }],
  });
  const view = viewOf(1);
  const { minX = 0, minY = 0, maxX = 0, maxY = 0 } = view?.extent ?? {};
  // 40 m are the least a chip shows on its shorter side; the plot's middle is in the middle to half a pixel of the source
  expect(maxY - minY).toBeCloseTo(40, 6);
  expect((maxX - minX) / (maxY - minY)).toBeCloseTo(4 / 3, 1);
  expect(Math.abs((minX + maxX) / 2 - 500_010)).toBeLessThanOrEqual(0.25);
  expect(view).toMatchObject({ comparison: 'wall', front: 'earlier', dwellMilliseconds: 1_234 });
  expect(viewOf(2)?.extent.minX).not.toBe(minX);
  expect(viewOf(2)?.dwellMilliseconds).toBe(0);
});
