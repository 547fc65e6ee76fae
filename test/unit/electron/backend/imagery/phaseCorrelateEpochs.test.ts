import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createPackReader } from '../../../../../electron/backend/imagery/createPackReader.ts';
import { phaseCorrelateEpochs } from '../../../../../electron/backend/imagery/phaseCorrelateEpochs.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';
import { createRandom } from '../../../../support/createRandom.ts';
import { drawFields } from '../../../../support/drawFields.ts';
import { importInto, writePicture } from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const side = 300;
const pixelMeters = 0.5;

/**
 * Two epochs of half a metre around the first plot; what lies inside the plot is another crop in the later one. How far
 * the earlier one has to be moved, and what is measured at a plot.
 */
async function drawEpochs() {
  const project = await buildProject();
  addPlots(project, 30);
  const random = createRandom(11);
  const [pair] = drawFields(1, { side, reach: 8, random, gain: 0.8, lift: 20, noise: 4 });
  if (pair === undefined) throw new Error('no pair was drawn');
  const changed = { left: side / 2, right: side / 2 + 40, top: side / 2 - 40, bottom: side / 2 };
  const images = [];
  for (const [name, grey] of [
    ['earlier', pair.first],
    ['later', pair.second],
  ] as const) {
    const file = await writePicture(join(temporaryFolder(), `${name}.tif`), {
      ...{ width: side, height: side },
      west: 500_000 - (side / 2) * pixelMeters,
      north: 3_000_000 + (side / 2) * pixelMeters,
      colourAt: (column, row) => {
        const inPlot =
          column >= changed.left && column < changed.right && row >= changed.top && row < changed.bottom;
        const value = name === 'later' && inPlot ? 240 : (grey[row * side + column] as number);
        return [value, value, value];
      },
    });
    images.push(await importInto(project, [file]));
  }
  const packs = createPackReader(project);
  onTestFinished(() => packs.close());
  const [earlier, later] = images;
  const pairOfImages = { earlierImageId: earlier?.id ?? '', laterImageId: later?.id ?? '' };
  return {
    expected: { east: pair.right * pixelMeters, north: -pair.down * pixelMeters },
    alignAt: (plotId: number) => phaseCorrelateEpochs(project, packs, { plotId, ...pairOfImages }),
  };
}

it('measures on the ground around a changed plot how far the earlier image has to be moved, in metres, and nothing beside the images', async () => {
  const { alignAt, expected } = await drawEpochs();
  const alignment = await alignAt(1);
  expect(Math.hypot(expected.east, expected.north)).toBeGreaterThan(1);
  expect(Math.abs((alignment?.eastMeters ?? 99) - expected.east)).toBeLessThan(0.3 * pixelMeters);
  expect(Math.abs((alignment?.northMeters ?? 99) - expected.north)).toBeLessThan(0.3 * pixelMeters);
  expect(alignment?.confidence).toBeGreaterThan(0.5);
  expect(await alignAt(30)).toBeNull();
});
