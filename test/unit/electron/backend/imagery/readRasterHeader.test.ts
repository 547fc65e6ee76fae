import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readRasterHeader } from '../../../../../electron/backend/imagery/readRasterHeader.ts';
import { AppError } from '../../../../../shared/errors/AppError.ts';
import { corpusPath, describeWhenAvailable } from '../../../../support/availability.ts';

const baseline = corpusPath('baseline-raster.tsv');

describeWhenAvailable('raster headers of the corpus', { 'shared/corpus': baseline !== undefined }, () => {
  it('say the size and bands GDAL says, or are refused with a code', async () => {
    const lines = readFileSync(baseline as string, 'utf8')
      .trim()
      .split('\n');
    const titles = (lines[0] as string).split('\t');
    const cell = (line: string[], title: string) => line[titles.indexOf(title)] ?? '';
    const wrong: string[] = [];
    let read = 0;
    for (const line of lines.slice(1).map((text) => text.split('\t'))) {
      const path = corpusPath(cell(line, 'path'));
      if (path === undefined || !/\.tiff?$/i.test(path) || cell(line, 'result') !== 'open') continue;
      try {
        const header = await readRasterHeader(path);
        read++;
        const said = `${header.width}, ${header.height} n=${header.bands}`;
        const expected = `${cell(line, 'size')} ${/n=\d+/.exec(cell(line, 'bands_types'))?.[0]}`;
        if (said !== expected) wrong.push(`${path}: ${said}, GDAL ${expected}`);
      } catch (error) {
        if (!(error instanceof AppError)) wrong.push(`${path}: ${String(error)}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(read).toBeGreaterThan(50);
  });
});

describe('a raster header', () => {
  it('of a file that is no TIFF is refused', async () => {
    await expect(readRasterHeader(import.meta.filename)).rejects.toMatchObject({
      code: 'RASTER_UNSUPPORTED',
    });
  });

  it('of a missing file is refused by name', async () => {
    await expect(readRasterHeader('/nowhere/image.tif')).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
  });
});
