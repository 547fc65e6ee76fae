import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { openSheet } from '../../electron/backend/imagery/openSheet.ts';
import { openTiffReader, type TiffReader } from '../../electron/backend/imagery/openTiffReader.ts';
import type { PixelWindow } from '../../electron/backend/imagery/PixelReader.ts';
import { prepareSource } from '../../electron/backend/imagery/prepareSource.ts';
import { plainTone } from '../../electron/backend/imagery/tone.ts';
import { writeImagePack } from '../../electron/backend/imagery/writeImagePack.ts';
import { packTable } from '../../electron/backend/storage/geopackage/packWriter.ts';
import { readTile } from '../../electron/backend/storage/geopackage/tilePyramid.ts';
import { openDatabase } from '../../electron/backend/storage/sqlite/openDatabase.ts';
import { findCoordinateSystem } from '../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../shared/errors/AppError.ts';
import { createRandom } from '../support/createRandom.ts';
import { writeAbusiveTiffs } from '../support/writeAbusiveTiffs.ts';
import { readTable } from './readTable.ts';
import { type Outcome, reportDifferences } from './reportDifferences.ts';

/**
 * Opens every raster of the corpus and compares size and bands with what GDAL 3.6.2 found (baseline-raster.tsv),
 * then the values of random windows, and the pixels of a lossless pack, with `gdal_translate -srcwin`. What differs
 * must be named, with the reason, in rasterDifferences.tsv, which may only shrink. Abusive headers must be refused
 * within a second. `node test/corpus/rasterCorpus.ts`.
 */
const corpus = fileURLToPath(new URL('../../../shared/corpus/', import.meta.url));
const differencesFile = fileURLToPath(new URL('./rasterDifferences.tsv', import.meta.url));
const windowsEach = 3;
const windowSide = 96;
const largestPackPixels = 5_000_000;
const refusalMilliseconds = 1_000;
const lossy: ReadonlySet<number> = new Set([7, 50_001]);

let comparedWindows = 0;
let comparedPacks = 0;
if (!existsSync(corpus))
  process.stderr.write('skipped: the corpus is not beside this checkout (../shared/corpus)\n');
else if (spawnSync('gdal_translate', ['--version']).error)
  process.stderr.write('skipped: GDAL is not installed\n');
else await run();

async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-raster-corpus-'));
  const outcomes: Outcome[] = [];
  let refused = 0;
  try {
    for (const [path = '', result = '', , size = '', bands = '', note = ''] of readTable(
      join(corpus, 'baseline-raster.tsv'),
    )) {
      if (!/^\.tiff?$/i.test(extname(path))) continue;
      const expected = `${size} n=${/n=(\d+)/.exec(bands)?.[1] ?? '?'}`;
      const verdict = await judge(join(corpus, path), result === 'open' ? expected : undefined, folder);
      const isDamaged = note.includes('READERR');
      if (verdict.startsWith('refused')) refused++;
      outcomes.push({ path, verdict: isDamaged && verdict.startsWith('refused') ? 'agree' : verdict });
    }
    for (const [name, file] of writeAbusiveTiffs(folder)) {
      outcomes.push({ path: `abusive/${name}`, verdict: await judgeAbusive(file, folder) });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  reportDifferences(
    outcomes,
    differencesFile,
    (agreeing) =>
      `raster corpus: ${outcomes.length} files, ${agreeing} agree with GDAL, ${refused} refused, ` +
      `${comparedWindows} windows of values and ${comparedPacks} of packs compared`,
  );
}

async function judge(file: string, expected: string | undefined, folder: string): Promise<string> {
  try {
    const source = await prepareSource(file, join(folder, 'scratch.tif'));
    const { header } = source;
    const said = `${header.width}, ${header.height} n=${header.bands}`;
    if (expected === undefined) return `opened with ${said}; GDAL rejects`;
    if (said !== expected) return `header ${said} <> ${expected}`;
    const reader = await openTiffReader(source.path);
    try {
      const different = await compareWindows(file, reader, folder);
      if (different !== null) return different;
      return (await comparePack(file, source, reader, folder)) ?? 'agree';
    } finally {
      await reader.close();
      await source.remove();
    }
  } catch (error) {
    if (!(error instanceof AppError)) return `crash ${String(error).slice(0, 120)}`;
    return expected === undefined ? 'agree' : `refused ${error.code}`;
  }
}

/** Values of random windows, in the file's own numbers. */
async function compareWindows(file: string, reader: TiffReader, folder: string): Promise<string | null> {
  const { width, height, samples, compression, bits } = reader.layout;
  if (reader.bits !== bits || reader.bands !== samples) return null;
  const random = createRandom(width * 31 + height);
  const bands = Array.from({ length: samples }, (_, i) => i + 1);
  for (let i = 0; i < windowsEach; i++) {
    const window = chooseWindow(width, height, random);
    const ours = await readWindow(reader, window, bands);
    const theirs = readWithGdal(file, window, samples, folder);
    const largest = largestDifference(ours, theirs);
    comparedWindows++;
    if (largest > (lossy.has(compression) ? 2 : 0)) return `values differ by up to ${largest}`;
  }
  return null;
}

/** Pixels of a lossless pack made from the picture, of windows across tiles. */
async function comparePack(
  file: string,
  source: Awaited<ReturnType<typeof prepareSource>>,
  reader: TiffReader,
  folder: string,
): Promise<string | null> {
  const { width, height, samples, bits, compression } = reader.layout;
  const crs = findCoordinateSystem('EPSG:4545');
  const isPlain = bits === 8 && reader.bands === samples && !lossy.has(compression);
  if (!isPlain || width * height > largestPackPixels || crs === undefined) return null;
  const sheet = await openSheet(source, file, undefined, () => {});
  const path = join(folder, 'pack.gpkg');
  rmSync(path, { force: true });
  try {
    const pack = await writeImagePack({
      ...{ path, title: 'corpus', crs, changedAtUtc: '2026-01-01T00:00:00Z' },
      grid: { originX: 0, originY: 0, pixelSize: 1, width, height },
      coding: { isLossless: true, isGrey: sheet.bands.length === 1 },
      channels: sheet.mayBeEmpty ? 4 : 3,
      paint: (canvas, window) => sheet.paint(canvas, window, 0, 0, [plainTone, plainTone, plainTone]),
      assertRunning: () => {},
      onTile: () => {},
    });
    const random = createRandom(width + height);
    for (let i = 0; i < windowsEach; i++) {
      const window = chooseWindow(width, height, random);
      const tiles = await readPack(path, pack.levels.length - 1, window);
      const theirs = readWithGdal(file, window, samples, folder);
      const pixels = window.width * window.height;
      let wrong = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        // an empty pixel has no colour to compare
        if (tiles[pixel * 4 + 3] !== 255) continue;
        for (let channel = 0; channel < 3; channel++) {
          const band = (sheet.bands[channel] ?? sheet.bands[0] ?? 1) - 1;
          if (tiles[pixel * 4 + channel] !== theirs[band * pixels + pixel]) wrong++;
        }
      }
      comparedPacks++;
      if (wrong > 0) return `pack: ${wrong} values differ`;
    }
    return null;
  } finally {
    await sheet.close();
  }
}

async function readPack(path: string, zoom: number, window: PixelWindow): Promise<Uint8Array> {
  const db = openDatabase(path, { readOnly: true });
  const out = new Uint8Array(window.width * window.height * 4);
  try {
    for (let row = Math.floor(window.y / 512); row * 512 < window.y + window.height; row++) {
      for (let column = Math.floor(window.x / 512); column * 512 < window.x + window.width; column++) {
        const tile = readTile(db, packTable, zoom, column, row);
        if (tile === undefined) continue;
        const raw = await sharp(tile).toColourspace('srgb').ensureAlpha().raw().toBuffer();
        const left = Math.max(window.x, column * 512);
        const right = Math.min(window.x + window.width, column * 512 + 512);
        for (
          let y = Math.max(window.y, row * 512);
          y < Math.min(window.y + window.height, row * 512 + 512);
          y++
        ) {
          const from = ((y - row * 512) * 512 + left - column * 512) * 4;
          out.set(
            raw.subarray(from, from + (right - left) * 4),
            ((y - window.y) * window.width + left - window.x) * 4,
          );
        }
      }
    }
  } finally {
    db.close();
  }
  return out;
}

async function readWindow(
  reader: TiffReader,
  window: PixelWindow,
  bands: readonly number[],
): Promise<Float64Array> {
  const pixels = window.width * window.height;
  const out = new Float64Array(bands.length * pixels);
  for await (const blocks of reader.read(window, bands)) {
    if (blocks.isSparse) continue;
    const bottom = Math.min(window.y + window.height, blocks.y + blocks.height);
    const right = Math.min(window.x + window.width, blocks.x + blocks.width);
    for (let y = Math.max(window.y, blocks.y); y < bottom; y++) {
      for (let x = Math.max(window.x, blocks.x); x < right; x++) {
        const at = (y - blocks.y) * blocks.width + x - blocks.x;
        blocks.bands.forEach(({ values, start, step }, band) => {
          out[band * pixels + (y - window.y) * window.width + x - window.x] = values[
            start + at * step
          ] as number;
        });
      }
    }
  }
  return out;
}

function readWithGdal(file: string, window: PixelWindow, samples: number, folder: string): Float64Array {
  const target = join(folder, 'window.bin');
  const place = [window.x, window.y, window.width, window.height].map(String);
  const options = ['-q', '-of', 'ENVI', '-ot', 'Float64', '-co', 'INTERLEAVE=BSQ', '-srcwin', ...place];
  // ENVI headers know no rotation; where the pixels lie is not the question here
  options.push('-a_ullr', '0', '1', '1', '0');
  execFileSync('gdal_translate', [...options, file, target], { stdio: 'ignore' });
  const bytes = readFileSync(target);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), 0).subarray(
    0,
    samples * window.width * window.height,
  );
}

function largestDifference(ours: Float64Array, theirs: Float64Array): number {
  let largest = 0;
  for (const [i, value] of ours.entries()) {
    const other = theirs[i] as number;
    if (Number.isNaN(value) && Number.isNaN(other)) continue;
    const difference = Math.abs(value - other);
    largest = difference <= largest ? largest : Number.isNaN(difference) ? Infinity : difference;
  }
  return largest;
}

function chooseWindow(width: number, height: number, random: () => number): PixelWindow {
  const wide = Math.min(width, windowSide);
  const high = Math.min(height, windowSide);
  const x = Math.floor(random() * (width - wide + 1));
  return { x, y: Math.floor(random() * (height - high + 1)), width: wide, height: high };
}

async function judgeAbusive(file: string, folder: string): Promise<string> {
  const started = performance.now();
  try {
    const source = await prepareSource(file, join(folder, 'scratch.tif'));
    const reader = await openTiffReader(source.path);
    try {
      const { width, height } = reader.layout;
      for await (const _ of reader.read(
        { x: 0, y: 0, width: Math.min(64, width), height: Math.min(64, height) },
        [1],
      )) {
        break;
      }
    } finally {
      await reader.close();
    }
    return 'opened';
  } catch (error) {
    const elapsed = Math.round(performance.now() - started);
    if (!(error instanceof AppError)) return `crash ${String(error).slice(0, 120)}`;
    return elapsed < refusalMilliseconds ? 'agree' : `refused only after ${elapsed} ms`;
  } finally {
    writeFileSync(file, '');
  }
}
