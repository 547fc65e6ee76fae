import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import {
  type ColourAt,
  convertWithGdal,
  countWrong,
  importInto,
  readPackPixels,
  waves,
  writePicture,
} from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const width = 300;
const height = 200;

/** Pixels outside of this rectangle are masked away; the colours under the mask are black. */
const isInside = (column: number, row: number) => column >= 30 && column < 270 && row >= 17 && row < 180;

/** A picture of the given colours with a mask in the file, or in a `.msk` beside it. */
async function writeMasked(colourAt: ColourAt, isInternal: boolean): Promise<string> {
  const folder = temporaryFolder();
  const inner = await writePicture(join(folder, 'a.tif'), {
    ...{ width: 240, height: 163, west: 500_015, north: 2_999_991.5 },
    colourAt: (column, row) => colourAt(column + 30, row + 17),
  });
  const outline = ['-te', '500000', '2999900', '500150', '3000000', '-tr', '0.5', '0.5', '-dstalpha'];
  const rgba = convertWithGdal('gdalwarp', [...outline, '-r', 'near'], inner, join(folder, 'b.tif'));
  const options = ['-b', '1', '-b', '2', '-b', '3', '-mask', '4', '-co', 'TILED=YES', '-co', 'BLOCKXSIZE=64'];
  const place = ['-co', 'BLOCKYSIZE=128', '--config', 'GDAL_TIFF_INTERNAL_MASK', isInternal ? 'YES' : 'NO'];
  return convertWithGdal('gdal_translate', [...options, ...place], rgba, join(folder, 'c.tif'));
}

describeWhenAvailable('importImage of GeoTIFF from GDAL', { GDAL: hasProgram('gdal_translate') }, () => {
  it.each([
    ['within the file', true],
    ['beside the file', false],
  ])('leaves empty what a mask %s hides', async (_, isInternal) => {
    const project = await buildProject();
    const file = await writeMasked(waves, isInternal);
    expect(existsSync(`${file}.msk`)).toBe(!isInternal);
    const image = await importInto(project, [file]);
    const wrong = countWrong(await readPackPixels(project, image), (column, row) =>
      isInside(column, row) ? waves(column, row) : null,
    );
    expect(wrong).toBe(0);
  });

  it('measures the stretch of 16 bits on what the mask shows', async () => {
    const project = await buildProject();
    const ramp: ColourAt = (column) => [column - 30, 0, 0];
    const masked = await writeMasked(ramp, true);
    const options = ['-b', '1', '-mask', 'mask', '-ot', 'UInt16', '-scale', '0', '239', '1000', '3390'];
    const config = ['--config', 'GDAL_TIFF_INTERNAL_MASK', 'YES'];
    const file = convertWithGdal(
      'gdal_translate',
      [...options, ...config],
      masked,
      join(temporaryFolder(), 'd.tif'),
    );
    const image = await importInto(project, [file]);
    const { data } = await readPackPixels(project, image);
    const grey = (column: number) => data[(100 * width + column) * 4] as number;
    // the 240 columns shown hold 240 values: the stretch cuts some at each end and is straight between
    expect([grey(30), grey(34), grey(265), grey(269)]).toEqual([0, 0, 255, 255]);
    expect(Math.abs(grey(150) - 128)).toBeLessThanOrEqual(2);
    expect(grey(45)).toBeGreaterThan(0);
  });

  it('reads JPEG of four bands, the fourth near infrared', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const smooth: ColourAt = (column, row) =>
      [
        ...[Math.round(128 + 100 * Math.sin(column / 40)), Math.round(128 + 100 * Math.cos(row / 40))],
        Math.round(60 + column / 3),
      ] as unknown as [number, number, number];
    const source = await writePicture(join(folder, 'a.tif'), { width, height, colourAt: smooth });
    for (const layout of [
      ['-co', 'TILED=YES', '-co', 'BLOCKXSIZE=64', '-co', 'BLOCKYSIZE=64'],
      ['-co', 'BLOCKYSIZE=48'],
    ]) {
      const bands = [
        '-b',
        '1',
        '-b',
        '2',
        '-b',
        '3',
        '-b',
        '2',
        '-co',
        'COMPRESS=JPEG',
        '-co',
        'JPEG_QUALITY=95',
      ];
      const file = convertWithGdal(
        'gdal_translate',
        [...bands, ...layout],
        source,
        join(folder, `${layout.length}.tif`),
      );
      const image = await importInto(project, [file], { bands: [4, 1, 3], epoch: `20${layout.length}0-01` });
      expect(image.bands).toBe(4);
      const { data } = await readPackPixels(project, image);
      let largest = 0;
      for (let i = 0; i < width * height; i++) {
        const [red, green, blue] = smooth(i % width, Math.floor(i / width));
        const expected = [green, red, blue];
        for (const [channel, value] of expected.entries()) {
          largest = Math.max(largest, Math.abs((data[i * 4 + channel] as number) - value));
        }
      }
      expect(largest).toBeLessThan(8);
    }
  });

  it.each([
    ['within the file', []],
    ['in an .ovr beside it', ['-ro']],
  ])('makes levels of its own pixels, whatever the overviews %s hold', async (_, options) => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const stripes: ColourAt = (column) => (column % 2 === 0 ? [250, 0, 100] : [0, 200, 100]);
    const source = await writePicture(join(folder, 'a.tif'), { width: 1100, height: 900, colourAt: stripes });
    const file = convertWithGdal('gdal_translate', ['-co', 'TILED=YES'], source, join(folder, 'b.tif'));
    // overviews of the nearest pixel see only every other stripe
    execFileSync('gdaladdo', ['-q', '-r', 'nearest', ...options, file, '2', '4'], { stdio: 'ignore' });
    expect(existsSync(`${file}.ovr`)).toBe(options.length > 0);
    const image = await importInto(project, [file]);
    expect(countWrong(await readPackPixels(project, image), stripes)).toBe(0);
    const half = await readPackPixels(project, image, image.resolutions.length - 2);
    expect(countWrong(half, () => [125, 100, 100])).toBe(0);
  });

  it.each(['LERC', 'LZMA'])('refuses %s by name', async (name) => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const source = await writePicture(join(folder, 'a.tif'), { width, height });
    const file = convertWithGdal(
      'gdal_translate',
      ['-co', `COMPRESS=${name}`],
      source,
      join(folder, 'b.tif'),
    );
    await expect(importInto(project, [file])).rejects.toMatchObject({
      code: 'RASTER_UNSUPPORTED',
      params: { detail: expect.stringContaining(name) as string },
    });
  });
});
