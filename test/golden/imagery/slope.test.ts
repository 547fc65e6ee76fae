import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fromFile } from 'geotiff';
import { expect, it } from 'vitest';
import { computeDemSlope } from '../../../electron/backend/imagery/computeDemSlope.ts';
import { createCountyScene } from '../../../electron/backend/sample/countyScene.ts';
import { writeSampleDem } from '../../../electron/backend/sample/writeSampleDem.ts';
import { corpusPath, describeWhenAvailable, hasProgram } from '../../support/availability.ts';
import { convertWithGdal } from '../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

/** Largest difference in degrees where both have a slope, and how many cells those are. */
async function compareWithGdaldem(
  dem: string,
  windowCells?: number,
): Promise<{ largest: number; cells: number; onlyOne: number }> {
  const result = join(temporaryFolder(), 'slope.tif');
  execFileSync('gdaldem', ['slope', dem, result], { stdio: 'ignore' });
  const image = await (await fromFile(result)).getImage();
  const expected = (await image.readRasters({ interleave: true })) as Float32Array;
  const { grid } = await computeDemSlope(dem, windowCells === undefined ? {} : { windowCells });
  let [largest, cells, onlyOne] = [0, 0, 0];
  for (const [index, degrees] of grid.degrees.entries()) {
    const other = expected[index] as number;
    const hasOther = other !== -9999;
    if (Number.isNaN(degrees) === hasOther) onlyOne++;
    if (Number.isNaN(degrees) || !hasOther) continue;
    largest = Math.max(largest, Math.abs(degrees - other));
    cells++;
  }
  return { largest, cells, onlyOne };
}

const columbia = corpusPath('03-raster/mapnik-test-data/raster/lower_columbia.tif');
const gdal = hasProgram('gdalinfo');

describeWhenAvailable('slope of the sample county', { gdaldem: gdal }, () => {
  it('is that of gdaldem in every cell', async () => {
    const dem = join(temporaryFolder(), 'dem.tif');
    await writeSampleDem(dem, createCountyScene(200, 1), 10);
    const { largest, cells, onlyOne } = await compareWithGdaldem(dem);
    expect(cells).toBeGreaterThan(10_000);
    expect(onlyOne).toBe(0);
    expect(largest).toBeLessThan(1e-3);
  });

  it('does not depend on the windows the heights are read in', async () => {
    const folder = temporaryFolder();
    const dem = join(folder, 'dem.tif');
    await writeSampleDem(dem, createCountyScene(200, 1), 10);
    // tiles of 32 rows, and the last ones cut by the edge
    const options = [
      '-co',
      'TILED=YES',
      '-co',
      'BLOCKXSIZE=64',
      '-co',
      'BLOCKYSIZE=32',
      '-srcwin',
      '0',
      '0',
      '140',
      '97',
    ];
    const tiled = convertWithGdal('gdal_translate', options, dem, join(folder, 'tiled.tif'));
    const { largest, cells, onlyOne } = await compareWithGdaldem(tiled, 140 * 32);
    // every cell but the rim, so none between two windows is lost; the last window is one row high
    expect(cells).toBe(138 * 95);
    expect(onlyOne).toBe(0);
    expect(largest).toBeLessThan(1e-3);
  });

  it('comes out the same from a height model in degrees, but for resampling', async () => {
    const folder = temporaryFolder();
    const dem = join(folder, 'dem.tif');
    await writeSampleDem(dem, createCountyScene(200, 1), 10);
    const options = ['-t_srs', 'EPSG:4490', '-r', 'cubic'];
    const inDegrees = await computeDemSlope(
      convertWithGdal('gdalwarp', options, dem, join(folder, 'degrees.tif')),
    );
    const inMeters = await computeDemSlope(dem);
    const mean = (degrees: Float32Array) => {
      const known = degrees.filter((value) => !Number.isNaN(value));
      return known.reduce((sum, value) => sum + value, 0) / known.length;
    };
    const [one, other] = [mean(inDegrees.grid.degrees), mean(inMeters.grid.degrees)];
    expect(Math.abs(one / other - 1)).toBeLessThan(0.02);
  });
});

describeWhenAvailable(
  'slope of a real height model',
  { gdaldem: gdal, 'shared/corpus': columbia !== undefined },
  () => {
    it('is that of gdaldem in every cell', async () => {
      // the file's own system, NAD83 / UTM 10N, is none of ours; heights and cells are what counts here
      const options = ['-a_srs', 'EPSG:32610'];
      const dem = convertWithGdal(
        'gdal_translate',
        options,
        columbia as string,
        join(temporaryFolder(), 'dem.tif'),
      );
      const { largest, cells, onlyOne } = await compareWithGdaldem(dem);
      expect(cells).toBeGreaterThan(10_000);
      expect(onlyOne).toBe(0);
      expect(largest).toBeLessThan(1e-3);
    });
  },
);

it('is refused, not guessed, for a system we do not know', async () => {
  if (columbia === undefined) return;
  await expect(computeDemSlope(columbia)).rejects.toMatchObject({ code: 'CRS_UNSUPPORTED' });
});
