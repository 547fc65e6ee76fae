import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { createPackReader } from '../../electron/backend/imagery/createPackReader.ts';
import type { ImageImport } from '../../electron/backend/imagery/ImageImport.ts';
import { type ImageImportRun, importImage } from '../../electron/backend/imagery/importImage.ts';
import { openGeoTiff } from '../../electron/backend/imagery/writeGeoTiff.ts';
import { runCommand } from '../../electron/backend/storage/project/commandLog.ts';
import { findImagery, insertImagery } from '../../electron/backend/storage/project/imagery.ts';
import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import type { ImagerySummary } from '../../shared/contract/records/imageryRecords.ts';

export type ColourAt = (column: number, row: number) => readonly [number, number, number];

/** Waves that differ at every pixel, so that a shift of one pixel shows. */
export const waves: ColourAt = (column, row) => [
  Math.round(128 + 90 * Math.sin(column / 9) * Math.cos(row / 13)),
  (column * 7 + row * 3) % 251,
  (column + row) % 200,
];

/** A striped RGB GeoTIFF in EPSG:4545 with pixels of half a metre. */
export async function writePicture(
  path: string,
  {
    width,
    height,
    west = 500_000,
    north = 3_000_000,
    colourAt = waves,
    noData,
  }: {
    width: number;
    height: number;
    west?: number;
    north?: number;
    colourAt?: ColourAt;
    noData?: number;
  },
): Promise<string> {
  const tiff = await openGeoTiff({
    path,
    width,
    height,
    sample: 'rgb8',
    compression: 'deflate',
    epsg: 4545,
    west,
    north,
    pixelMeters: 0.5,
    ...(noData === undefined ? {} : { noData }),
  });
  for (let top = 0; top < height; top += 256) {
    const rows = Math.min(256, height - top);
    const pixels = new Uint8Array(rows * width * 3);
    for (let i = 0; i < rows * width; i++)
      pixels.set(colourAt(i % width, top + Math.floor(i / width)), i * 3);
    await tiff.writeStrip(pixels);
  }
  await tiff.finish();
  return path;
}

/** Runs gdal_translate or gdalwarp on a picture; returns the new path. */
export function convertWithGdal(
  program: string,
  options: readonly string[],
  source: string,
  target: string,
): string {
  execFileSync(program, ['-q', ...options, source, target], { stdio: ['ignore', 'ignore', 'ignore'] });
  return target;
}

/** Imports into the project and records; the summary of what is there then. */
export async function importInto(
  project: OpenProject,
  files: readonly string[],
  options: Partial<ImageImport & ImageImportRun> = {},
): Promise<ImagerySummary> {
  const request = {
    ...{ files, epoch: '2026-03', name: '测试影像', sensor: undefined, bands: undefined, crs: undefined },
    ...{ isLossless: true, signal: new AbortController().signal, onProgress: () => {} },
    ...options,
  };
  const result = await importImage(project, request, request);
  const id =
    result.kind === 'reused'
      ? Number(result.imageId)
      : runCommand(
          project,
          { kind: 'imagery.import', target: 'imagery', by: '甲', oldValue: null, newValue: null },
          (db, { atUtc }) => insertImagery(db, result.record, atUtc),
        );
  const image = findImagery(project.database, String(id));
  if (image === undefined) throw new Error('the image was not recorded');
  return image;
}

/** RGBA of the whole picture at a level, from the pack's tiles. */
export async function readPackPixels(
  project: OpenProject,
  image: ImagerySummary,
  zoom = image.resolutions.length - 1,
): Promise<{ data: Uint8Array; width: number; height: number }> {
  const scale = 2 ** (image.resolutions.length - 1 - zoom);
  const width = Math.ceil(image.width / scale);
  const height = Math.ceil(image.height / scale);
  const data = new Uint8Array(width * height * 4);
  const packs = createPackReader(project);
  try {
    for (let row = 0; row * image.tileSize < height; row++) {
      for (let column = 0; column * image.tileSize < width; column++) {
        const tile = packs.read(image.id, zoom, column, row);
        if (tile === null) continue;
        const raw = await sharp(tile).toColourspace('srgb').ensureAlpha().raw().toBuffer();
        const wide = Math.min(image.tileSize, width - column * image.tileSize);
        for (let y = 0; y < image.tileSize && row * image.tileSize + y < height; y++) {
          const target = ((row * image.tileSize + y) * width + column * image.tileSize) * 4;
          data.set(raw.subarray(y * image.tileSize * 4, (y * image.tileSize + wide) * 4), target);
        }
      }
    }
  } finally {
    packs.close();
  }
  return { data, width, height };
}

/** Pixels that differ from what is expected; null expects nothing there. */
export function countWrong(
  { data, width }: { data: Uint8Array; width: number },
  expected: (column: number, row: number) => readonly [number, number, number] | null,
): number {
  let wrong = 0;
  for (let i = 0; i < data.length / 4; i++) {
    const colour = expected(i % width, Math.floor(i / width));
    const isSame =
      colour === null
        ? data[i * 4 + 3] === 0
        : data[i * 4 + 3] === 255 && colour.every((value, channel) => data[i * 4 + channel] === value);
    if (!isSame) wrong++;
  }
  return wrong;
}

/** Names in the project's imagery folder. */
export function listImageryFolder(project: OpenProject): string[] {
  return readdirSync(join(project.directory, 'imagery'));
}
