import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromFile } from 'geotiff';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { GEO_TIFF_STRIP_ROWS, openGeoTiff } from '../../../../../electron/backend/imagery/writeGeoTiff.ts';

const folders: string[] = [];

function file(): string {
  const path = mkdtempSync(join(tmpdir(), 'geotiff-'));
  folders.push(path);
  return join(path, 'image.tif');
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const WIDTH = 70;
const HEIGHT = GEO_TIFF_STRIP_ROWS + 9;
const PIXELS = Uint8Array.from(
  { length: WIDTH * HEIGHT * 3 },
  (_, i) => 90 + 40 * Math.sin(i / 211) + (i % 3) * 20,
);
const PLACE = {
  width: WIDTH,
  height: HEIGHT,
  epsg: 4545,
  west: 452_000,
  north: 3_453_000,
  pixelMeters: 0.8,
} as const;

async function write(path: string, compression: 'none' | 'deflate' | 'jpeg'): Promise<void> {
  const tiff = await openGeoTiff({ ...PLACE, path, sample: 'rgb8', compression });
  await tiff.writeStrip(PIXELS.slice(0, GEO_TIFF_STRIP_ROWS * WIDTH * 3));
  await tiff.writeStrip(PIXELS.slice(GEO_TIFF_STRIP_ROWS * WIDTH * 3));
  await tiff.finish();
}

describe('openGeoTiff', () => {
  it.each(['none', 'deflate'] as const)('keeps every pixel with compression %s', async (compression) => {
    const path = file();
    await write(path, compression);
    const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([WIDTH, HEIGHT, 3]);
    expect(Buffer.compare(data, Buffer.from(PIXELS))).toBe(0);
  });

  it('keeps the picture with compression jpeg', async () => {
    const path = file();
    await write(path, 'jpeg');
    const data = await sharp(path).toColourspace('srgb').raw().toBuffer();
    let difference = 0;
    for (let i = 0; i < data.length; i++) difference += Math.abs((data[i] as number) - (PIXELS[i] as number));
    expect(difference / data.length).toBeLessThan(3);
  });

  it('says where the image lies', async () => {
    const path = file();
    await write(path, 'deflate');
    const image = await (await fromFile(path)).getImage();
    expect(image.getOrigin().slice(0, 2)).toEqual([452_000, 3_453_000]);
    expect(image.getResolution().slice(0, 2)).toEqual([0.8, -0.8]);
    expect(image.getGeoKeys()?.ProjectedCSTypeGeoKey).toBe(4545);
  });

  it('keeps heights exactly', async () => {
    const path = file();
    const heights = Float32Array.from({ length: WIDTH * 12 }, (_, i) => 300 + Math.sin(i) * 50);
    const tiff = await openGeoTiff({
      ...PLACE,
      path,
      height: 12,
      sample: 'float32',
      compression: 'deflate',
      noData: -9999,
    });
    await tiff.writeStrip(heights);
    await tiff.finish();
    const image = await (await fromFile(path)).getImage();
    const [band] = await image.readRasters();
    expect(band).toEqual(heights);
    expect(image.getGDALNoData()).toBe(-9999);
  });
});
