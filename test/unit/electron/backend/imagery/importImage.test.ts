import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import {
  type ColourAt,
  convertWithGdal,
  countWrong,
  importInto,
  listImageryFolder,
  readPackPixels,
  waves,
  writePicture,
} from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

describe('importImage', () => {
  it('keeps every pixel of a lossless pack, at its place, over several blocks and tiles', async () => {
    const project = await buildProject();
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), { width: 1300, height: 1111 });
    const image = await importInto(project, [file]);
    expect(image.bounds).toEqual({ minX: 500_000, maxY: 3_000_000, maxX: 500_650, minY: 2_999_444.5 });
    expect(countWrong(await readPackPixels(project, image), waves)).toBe(0);
  });

  it('gives coarser levels the mean of the pixels under each of theirs', async () => {
    const project = await buildProject();
    const flat: ColourAt = (column) => (column < 512 ? [40, 80, 120] : [200, 100, 0]);
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
      width: 1024,
      height: 600,
      colourAt: flat,
    });
    const image = await importInto(project, [file]);
    const { data, width } = await readPackPixels(project, image, 0);
    expect(width).toBe(512);
    expect([...data.subarray((100 * 512 + 100) * 4, (100 * 512 + 100) * 4 + 4)]).toEqual([40, 80, 120, 255]);
    expect([...data.subarray((299 * 512 + 400) * 4, (299 * 512 + 400) * 4 + 4)]).toEqual([200, 100, 0, 255]);
  });

  it('leaves no-data pixels empty', async () => {
    const project = await buildProject();
    const holes: ColourAt = (column, row) =>
      column < 20 || row < 30 ? [0, 0, 0] : waves(column + 1, row + 1);
    const solid: ColourAt = (column, row) => {
      const [red, green, blue] = holes(column, row);
      return column < 20 || row < 30 ? [0, 0, 0] : [red, green + 1, blue];
    };
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), {
      width: 300,
      height: 200,
      colourAt: solid,
      noData: 0,
    });
    const image = await importInto(project, [file]);
    const wrong = countWrong(await readPackPixels(project, image), (column, row) =>
      column < 20 || row < 30 ? null : solid(column, row),
    );
    expect(wrong).toBe(0);
  });

  it('joins sheets into one epoch on one grid, the later on top', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const red: ColourAt = () => [200, 10, 10];
    const blue: ColourAt = () => [10, 10, 200];
    const west = await writePicture(join(folder, 'w.tif'), { width: 600, height: 500, colourAt: red });
    // 250 m east and 50 m south: overlaps the last 100 columns
    const east = await writePicture(join(folder, 'e.tif'), {
      ...{ width: 600, height: 500, colourAt: blue },
      ...{ west: 500_250, north: 2_999_950 },
    });
    const image = await importInto(project, [west, east]);
    expect([image.width, image.height]).toEqual([1100, 600]);
    const wrong = countWrong(await readPackPixels(project, image), (column, row) => {
      if (column >= 500 && row >= 100) return [10, 10, 200];
      return column < 600 && row < 500 ? [200, 10, 10] : null;
    });
    expect(wrong).toBe(0);
  });

  it('takes the pack it has when the same source comes again', async () => {
    const project = await buildProject();
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), { width: 300, height: 200 });
    const first = await importInto(project, [file]);
    const second = await importInto(project, [file]);
    expect(second.id).toBe(first.id);
    expect(listImageryFolder(project)).toHaveLength(1);
  });

  it('stops when cancelled and leaves nothing behind', async () => {
    const project = await buildProject();
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), { width: 1500, height: 1500 });
    const controller = new AbortController();
    const importing = importInto(project, [file], {
      signal: controller.signal,
      onProgress: (stage) => stage === '切分瓦片' && controller.abort(),
    });
    await expect(importing).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(listImageryFolder(project)).toEqual([]);
  });

  it('removes what an import left that a crash cut off', async () => {
    const project = await buildProject();
    const file = await writePicture(join(temporaryFolder(), 'a.tif'), { width: 100, height: 100 });
    await importInto(project, [file]);
    writeFileSync(join(project.directory, 'imagery', 'gone.tmp'), 'half a pack');
    await importInto(project, [file], { epoch: '2020-01' });
    expect(listImageryFolder(project).filter((name) => name.includes('.tmp'))).toEqual([]);
  });

  it('takes a PNG with a world file and asks for the CRS where there is none', async () => {
    const project = await buildProject();
    const file = join(temporaryFolder(), 'a.png');
    const pixels = Uint8Array.from({ length: 90 * 70 * 3 }, (_, i) => (i * 31) % 256);
    await sharp(pixels, { raw: { width: 90, height: 70, channels: 3 } })
      .png()
      .toFile(file);
    // six lines; the last two place the centre of the first pixel
    writeFileSync(file.replace('.png', '.pgw'), '0.5\n0\n0\n-0.5\n500000.25\n2999999.75\n');
    await expect(importInto(project, [file])).rejects.toMatchObject({ code: 'CRS_MISSING' });
    const image = await importInto(project, [file], { crs: 'EPSG:4545' });
    expect(image.bounds.minX).toBe(500_000);
    const wrong = countWrong(await readPackPixels(project, image), (column, row) => {
      const at = (row * 90 + column) * 3;
      return [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number];
    });
    expect(wrong).toBe(0);
  });

  it('refuses what it cannot read by what the file is, not by its name', async () => {
    const project = await buildProject();
    const file = join(temporaryFolder(), 'a.tif');
    writeFileSync(file, Buffer.concat([Buffer.from('EHFA_HEADER_TAG\0'), Buffer.alloc(100)]));
    await expect(importInto(project, [file])).rejects.toMatchObject({
      code: 'RASTER_UNSUPPORTED',
      params: { detail: expect.stringContaining('ERDAS') as string },
    });
  });
});

describeWhenAvailable('importImage of what GDAL writes', { GDAL: hasProgram('gdal_translate') }, () => {
  it.each([
    ['LZW with predictor', ['-co', 'COMPRESS=LZW', '-co', 'PREDICTOR=2']],
    ['ZSTD in tiles', ['-co', 'COMPRESS=ZSTD', '-co', 'TILED=YES']],
    ['band after band', ['-co', 'INTERLEAVE=BAND', '-co', 'COMPRESS=DEFLATE']],
    ['BigTIFF, big-endian', ['-co', 'BIGTIFF=YES', '-co', 'ENDIANNESS=BIG']],
    ['lossless WebP', ['-co', 'COMPRESS=WEBP', '-co', 'WEBP_LOSSLESS=YES', '-co', 'TILED=YES']],
  ])('%s: every pixel as in the source', async (_title, options) => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const source = await writePicture(join(folder, 'a.tif'), { width: 700, height: 600 });
    const file = convertWithGdal('gdal_translate', options, source, join(folder, 'b.tif'));
    const image = await importInto(project, [file]);
    expect(countWrong(await readPackPixels(project, image), waves)).toBe(0);
  });

  it('shows chosen bands of five: false colour', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const source = await writePicture(join(folder, 'a.tif'), { width: 300, height: 200 });
    const five = ['1', '2', '3', '1', '2'].flatMap((band) => ['-b', band]);
    const file = convertWithGdal('gdal_translate', five, source, join(folder, 'b.tif'));
    const image = await importInto(project, [file], { bands: [5, 3, 4] });
    expect(image.bands).toBe(5);
    const wrong = countWrong(await readPackPixels(project, image), (column, row) => {
      const [red, green, blue] = waves(column, row);
      return [green, blue, red];
    });
    expect(wrong).toBe(0);
  });

  it('stretches 16-bit values from 2 to 98 %', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const ramp: ColourAt = (column) => [column % 256, 100, 50];
    const source = await writePicture(join(folder, 'a.tif'), { width: 256, height: 256, colourAt: ramp });
    const options = ['-b', '1', '-ot', 'UInt16', '-scale', '0', '255', '1000', '3550'];
    const file = convertWithGdal('gdal_translate', options, source, join(folder, 'b.tif'));
    const image = await importInto(project, [file]);
    const { data } = await readPackPixels(project, image);
    const grey = (column: number) => data[(100 * 256 + column) * 4] as number;
    // of 256 equal shares the stretch cuts five at each end
    expect([grey(0), grey(4), grey(251), grey(255)]).toEqual([0, 0, 255, 255]);
    expect(Math.abs(grey(128) - 128)).toBeLessThanOrEqual(2);
  });

  it('warps a picture of another CRS as gdalwarp does, to less than half a pixel', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const smooth: ColourAt = (column, row) => [
      Math.round(128 + 100 * Math.sin(column / 20)),
      Math.round(128 + 100 * Math.cos(row / 20)),
      Math.round(128 + 60 * Math.sin((column + row) / 31)),
    ];
    const source = await writePicture(join(folder, 'a.tif'), { width: 500, height: 400, colourAt: smooth });
    const options = ['-t_srs', 'EPSG:4544', '-r', 'cubic', '-tr', '0.5', '0.5', '-dstalpha'];
    const file = convertWithGdal('gdalwarp', options, source, join(folder, 'b.tif'));
    const image = await importInto(project, [file]);
    const { data, width, height } = await readPackPixels(project, image);
    // back in its own CRS the picture must lie where it was: the colours say where a pixel came from
    let sum = 0;
    let count = 0;
    for (let row = 40; row < height - 40; row += 3) {
      for (let column = 40; column < width - 40; column += 3) {
        const at = (row * width + column) * 4;
        if (data[at + 3] !== 255) continue;
        const x = image.tileOrigin[0] + (column + 0.5) * image.resolutionMeters;
        const y = image.tileOrigin[1] - (row + 0.5) * image.resolutionMeters;
        const expected = smooth((x - 500_000) / 0.5 - 0.5, (3_000_000 - y) / 0.5 - 0.5);
        sum +=
          Math.abs((data[at] as number) - expected[0]) + Math.abs((data[at + 1] as number) - expected[1]);
        count += 2;
      }
    }
    expect(count).toBeGreaterThan(5000);
    // half a pixel would be 2.5 steps of brightness on the slopes, 1.6 in the mean
    expect(sum / count).toBeLessThan(0.8);
  });
});
