import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFile, syncFolder } from '../files/replaceFile.ts';
import { findSamePack, type ImageryRecord, type ImagerySheet } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { tileSize } from './encodeTile.ts';
import { measureTones } from './measureTones.ts';
import { openSheet, type Sheet } from './openSheet.ts';
import { paintWarped } from './paintWarped.ts';
import { type PixelGrid, type PlacedSheet, planGrid } from './planGrid.ts';
import { type PreparedSource, prepareSource } from './prepareSource.ts';
import type { Tone } from './tone.ts';
import { type ImagePack, writeImagePack } from './writeImagePack.ts';

export interface ImageImport {
  /** Sheets of one epoch; where they overlap, a later one lies on top. */
  readonly files: readonly string[];
  readonly epoch: string;
  readonly name: string;
  /** Satellite and sensor; undefined takes what the first sheet says. */
  readonly sensor: string | undefined;
  readonly bands: readonly number[] | undefined;
  /** Stands in for a missing CRS; never overrides one the file states. */
  readonly crs: string | undefined;
  readonly isLossless: boolean;
  readonly signal: CancelSignal;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

export type ImageImportResult =
  | { readonly kind: 'made'; readonly record: ImageryRecord; readonly bandsUsed: readonly number[] }
  /** The same sources were imported into this epoch in the same way before. */
  | { readonly kind: 'reused'; readonly imageId: string };

export const imageryFolder = 'imagery';
const leftOverEnding = '.tmp';
const progressStep = 16;
/** Temporary files of imports that run now; any other one is left over from a crash. */
const activeFiles = new Set<string>();

/**
 * Makes the tile pack of one epoch in the project's imagery folder, whole or not at all. The sources are only read,
 * window by window, so memory does not grow with their size. Throws what reading, placing, warping and writing can
 * fail with, and OPERATION_CANCELLED; then nothing is left behind.
 */
export async function importImage(project: OpenProject, request: ImageImport): Promise<ImageImportResult> {
  const { files, signal, onProgress } = request;
  const assertRunning = () => {
    if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '导入影像' });
  };
  onProgress('读取影像', 0, 0);
  const folder = join(project.directory, imageryFolder);
  const temporary = join(folder, `${randomUUID()}${leftOverEnding}`);
  const prepared: PreparedSource[] = [];
  const sheets: Sheet[] = [];
  activeFiles.add(temporary);
  try {
    await makeFolder(folder);
    const sourceBytes = await measureFiles(files);
    const recipe = describeRecipe(request);
    const known = findSamePack(project.database, { sourceBytes, recipe, epoch: request.epoch });
    if (known !== undefined) {
      const hashes = await hashFiles(files, assertRunning);
      if (known.sourceSha256 === joinHashes(hashes)) return { kind: 'reused', imageId: known.imageId };
    }
    // beside the reading of pixels, on another thread
    const hashing = hashFiles(files, assertRunning);
    hashing.catch(() => {});

    for (const [index, file] of files.entries()) {
      assertRunning();
      const scratch = `${temporary}.${index}${leftOverEnding}`;
      const source = await prepareSource(file, scratch);
      prepared.push(source);
      sheets.push(await openSheet(source.tiff, file, source.header, request.bands, assertRunning));
    }
    assertSameBands(files, sheets);
    const { grid, placed } = planGrid(sheets, project.crs, request.crs);
    const tones = await measureTones(sheets);
    const [first] = sheets as [Sheet];
    const pack = await writeImagePack({
      path: temporary,
      title: request.name,
      crs: project.crs,
      grid,
      coding: { isLossless: request.isLossless, isGrey: first.bands.length === 1 },
      channels: mayBeEmpty(placed) ? 4 : 3,
      changedAtUtc: project.clock().toISOString(),
      paint: (canvas, window) => paintWindow(canvas, placed, grid, window, tones),
      assertRunning,
      onTile: (done, total) => {
        if (done % progressStep === 0 || done === total) onProgress('切分瓦片', done, total);
      },
    });
    const hashes = await hashing;
    assertRunning();
    const sourceSha256 = joinHashes(hashes);
    const packFile = `${request.epoch}-${hashText(sourceSha256 + recipe).slice(0, 12)}.gpkg`;
    syncFile(temporary);
    await rename(temporary, join(folder, packFile));
    syncFolder(folder);
    const record = describePack(project, request, first, grid, pack, {
      packFile,
      sourceSha256,
      sourceBytes,
      recipe,
      sheets: files.map((file, index) => ({ file: basename(file), sha256: hashes[index] as string })),
    });
    return { kind: 'made', record, bandsUsed: first.bands };
  } catch (error) {
    throw mapWriteError(error, temporary);
  } finally {
    for (const sheet of sheets) await sheet.close();
    for (const source of prepared) await source.remove();
    activeFiles.delete(temporary);
    await removeLeftOvers(folder);
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await removeLeftOvers(folder);
}

/** What an import left that was cut off, by a crash or just now. */
async function removeLeftOvers(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const isLeftOver = name.includes(leftOverEnding);
    const isActive = [...activeFiles].some((active) => join(folder, name).startsWith(active));
    if (isLeftOver && !isActive) await rm(join(folder, name), { force: true });
  }
}

async function paintWindow(
  canvas: Parameters<typeof paintWarped>[0],
  placed: readonly PlacedSheet[],
  grid: PixelGrid,
  window: Parameters<typeof paintWarped>[3],
  tones: readonly Tone[],
): Promise<void> {
  for (const one of placed) {
    const { sheet, place } = one;
    const isCopy = place.isUpright && isSamePixel(place.pixelSize, grid.pixelSize, sheet);
    if (!isCopy) {
      const part = cutToSheet(window, grid, place.bounds);
      if (part !== null) {
        await paintWarped(canvas, one, grid, part, { x: part.x - window.x, y: part.y - window.y }, tones);
      }
      continue;
    }
    const sheetX = Math.round((place.bounds.minX - grid.originX) / grid.pixelSize);
    const sheetY = Math.round((grid.originY - place.bounds.maxY) / grid.pixelSize);
    const left = Math.max(window.x, sheetX);
    const right = Math.min(window.x + window.width, sheetX + sheet.reader.layout.width);
    const top = Math.max(window.y, sheetY);
    const bottom = Math.min(window.y + window.height, sheetY + sheet.reader.layout.height);
    if (left >= right || top >= bottom) continue;
    const part = { x: left - sheetX, y: top - sheetY, width: right - left, height: bottom - top };
    await sheet.paint(canvas, part, left - window.x, top - window.y, tones);
  }
}

/** Whether the pixels of a sheet stay within a tenth of a pixel of the grid's over its whole length. */
function isSamePixel(pixelSize: number, gridPixelSize: number, { reader }: Sheet): boolean {
  const { width, height } = reader.layout;
  return Math.abs(pixelSize - gridPixelSize) * Math.max(width, height) < gridPixelSize * 0.1;
}

function cutToSheet(
  window: Parameters<typeof paintWarped>[3],
  grid: PixelGrid,
  bounds: PlacedSheet['place']['bounds'],
): Parameters<typeof paintWarped>[3] | null {
  const left = Math.max(window.x, Math.floor((bounds.minX - grid.originX) / grid.pixelSize) - 1);
  const right = Math.min(
    window.x + window.width,
    Math.ceil((bounds.maxX - grid.originX) / grid.pixelSize) + 1,
  );
  const top = Math.max(window.y, Math.floor((grid.originY - bounds.maxY) / grid.pixelSize) - 1);
  const bottom = Math.min(
    window.y + window.height,
    Math.ceil((grid.originY - bounds.minY) / grid.pixelSize) + 1,
  );
  return left < right && top < bottom ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

function mayBeEmpty(placed: readonly PlacedSheet[]): boolean {
  return placed.length > 1 || placed.some(({ sheet, place }) => sheet.mayBeEmpty || !place.isUpright);
}

function assertSameBands(files: readonly string[], sheets: readonly Sheet[]): void {
  const expected = sheets[0]?.bands.length;
  const other = sheets.findIndex((sheet) => sheet.bands.length !== expected);
  if (other >= 0) {
    const detail = '各幅的波段数不同，不能镶嵌为一期';
    throw new AppError('RASTER_UNSUPPORTED', { file: files[other] ?? '', detail });
  }
}

function describeRecipe({ bands, crs, isLossless }: ImageImport): string {
  return `bands=${bands?.join(',') ?? ''};crs=${crs ?? ''};lossless=${isLossless}`;
}

async function measureFiles(files: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const file of files) {
    try {
      bytes += (await stat(file)).size;
    } catch (error) {
      throw new AppError('FILE_NOT_FOUND', { file }, { cause: error });
    }
  }
  return bytes;
}

async function hashFiles(files: readonly string[], assertRunning: () => void): Promise<readonly string[]> {
  const hashes: string[] = [];
  for (const file of files) {
    assertRunning();
    hashes.push(await hashFile(file));
  }
  return hashes;
}

/** Of one file its own hash; of several the hash of their hashes in order. */
function joinHashes(hashes: readonly string[]): string {
  const [only] = hashes;
  return hashes.length === 1 && only !== undefined ? only : hashText(hashes.join('\n'));
}

function hashText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function describePack(
  project: OpenProject,
  request: ImageImport,
  first: Sheet,
  grid: PixelGrid,
  pack: ImagePack,
  source: {
    packFile: string;
    sourceSha256: string;
    sourceBytes: number;
    recipe: string;
    sheets: readonly ImagerySheet[];
  },
): ImageryRecord {
  return {
    name: request.name,
    epoch: request.epoch,
    sensor: request.sensor ?? first.header.sensor,
    width: grid.width,
    height: grid.height,
    bands: first.header.bands,
    crs: project.crs.code,
    resolution: grid.pixelSize,
    bounds: pack.bounds,
    tileOrigin: [grid.originX, grid.originY],
    tileSize,
    levels: pack.levels.length,
    tiles: pack.tiles,
    bytes: pack.bytes,
    sourceFile: source.sheets[0]?.file ?? '',
    ...source,
  };
}
