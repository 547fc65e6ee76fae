import { createHash } from 'node:crypto';
import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFile, syncFolder } from '../files/replaceFile.ts';
import { findSamePack, type ImageryRecord, type ImagerySheet } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { tileSize } from './encodeTile.ts';
import type { ImageImport } from './ImageImport.ts';
import { measureTones } from './measureTones.ts';
import { openSheet, type Sheet } from './openSheet.ts';
import type { PackIndex } from './packIndex.ts';
import { mayBeEmpty, paintSheets } from './paintSheets.ts';
import { type PixelGrid, planGrid } from './planGrid.ts';
import { type PreparedSource, prepareSource } from './prepareSource.ts';
import {
  beginUnfinished,
  imageryFolder,
  partOf,
  removeLeftOvers,
  removeUnfinished,
  type UnfinishedRecord,
} from './unfinishedImports.ts';
import { type ImagePack, writeImagePack } from './writeImagePack.ts';

/** What goes on around an import. */
export interface ImageImportRun {
  readonly signal: CancelSignal;
  readonly onProgress: (stage: string, done: number, total: number) => void;
  /** Asked every few megabytes: true keeps what is written and ends with OPERATION_PAUSED. */
  readonly isPaused?: () => boolean;
  /** Packs of any project on this machine. */
  readonly packs?: PackIndex;
  /** An import that was paused or cut off goes on under its own id. */
  readonly unfinished?: UnfinishedRecord;
  /** Told the id under which this import can be paused and go on. */
  readonly onBegin?: (importId: string) => void;
}

export type ImageImportResult =
  | {
      readonly kind: 'made';
      readonly record: ImageryRecord;
      readonly bandsUsed: readonly number[];
      /** The pack is that of another project or epoch. */
      readonly isShared: boolean;
    }
  /** The same sources were imported into this epoch in the same way before. */
  | { readonly kind: 'reused'; readonly imageId: string };

const operation = '导入影像';
const progressStep = 16;

/**
 * Makes the tile pack of one epoch in the project's imagery folder. The sources are only read, window by window, so
 * memory does not grow with their size. A pack that this machine made of the same sources before is taken instead.
 * Throws what reading, placing, warping and writing can fail with, and OPERATION_CANCELLED; then nothing is left
 * behind. After OPERATION_PAUSED, or a crash, the finished blocks stay and the import can go on.
 */
export async function importImage(
  project: OpenProject,
  request: ImageImport,
  run: ImageImportRun,
): Promise<ImageImportResult> {
  const { files } = request;
  const { signal, onProgress } = run;
  const assertRunning = () => {
    if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation });
    if (run.isPaused?.() === true) throw new AppError('OPERATION_PAUSED', { operation });
  };
  onProgress('读取影像', 0, 0);
  const folder = join(project.directory, imageryFolder);
  const prepared: PreparedSource[] = [];
  const sheets: Sheet[] = [];
  await mkdir(folder, { recursive: true });
  await removeLeftOvers(folder);
  const unfinished = await beginUnfinished(folder, request, run.unfinished, project.clock().toISOString());
  const temporary = partOf(folder, unfinished.importId);
  run.onBegin?.(unfinished.importId);
  let keepsPart = false;
  try {
    const sourceBytes = unfinished.sources.reduce((sum, { bytes }) => sum + bytes, 0);
    const recipe = describeRecipe(request);
    const known = findSamePack(project.database, { sourceBytes, recipe, epoch: request.epoch });
    const shared = run.packs?.find({ sourceBytes, recipe, crs: project.crs.code }) ?? [];
    if (known !== undefined || shared.length > 0) {
      const hashes = await hashFiles(files, assertRunning);
      const sourceSha256 = joinHashes(hashes);
      if (known?.sourceSha256 === sourceSha256) return { kind: 'reused', imageId: known.imageId };
      const same = shared.find((pack) => pack.record.sourceSha256 === sourceSha256);
      if (same !== undefined) {
        const packFile = namePack(request.epoch, sourceSha256, recipe);
        await takePack(same.path, join(folder, packFile));
        const { epoch, name } = request;
        const sensor = request.sensor ?? same.record.sensor;
        const record = { ...same.record, epoch, name, sensor, packFile };
        return { kind: 'made', record, bandsUsed: same.bandsUsed, isShared: true };
      }
    }
    // beside the reading of pixels
    const hashing = hashFiles(files, assertRunning);
    hashing.catch(() => {});

    for (const [index, file] of files.entries()) {
      assertRunning();
      const source = await prepareSource(file, `${temporary}.${index}.tmp`);
      prepared.push(source);
      sheets.push(await openSheet(source, file, request.bands, assertRunning));
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
      paint: (canvas, window) => paintSheets(canvas, placed, grid, window, tones),
      assertRunning,
      onTile: (done, total) => {
        if (done % progressStep === 0 || done === total) onProgress('切分瓦片', done, total);
      },
    });
    const hashes = await hashing;
    assertRunning();
    const sourceSha256 = joinHashes(hashes);
    const packFile = namePack(request.epoch, sourceSha256, recipe);
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
    await run.packs?.add({ path: join(folder, packFile), record, bandsUsed: first.bands });
    return { kind: 'made', record, bandsUsed: first.bands, isShared: false };
  } catch (error) {
    keepsPart = error instanceof AppError && error.code === 'OPERATION_PAUSED';
    throw mapWriteError(error, temporary);
  } finally {
    for (const sheet of sheets) await sheet.close();
    for (const source of prepared) await source.remove();
    await removeUnfinished(folder, unfinished.importId, { keepsPart });
  }
}

function namePack(epoch: string, sourceSha256: string, recipe: string): string {
  return `${epoch}-${hashText(sourceSha256 + recipe).slice(0, 12)}.gpkg`;
}

/** Packs are never written again, so one file may serve several projects; where a disk cannot do that it is copied. */
async function takePack(source: string, target: string): Promise<void> {
  await rm(target, { force: true });
  try {
    await link(source, target);
  } catch {
    // another disk, or one without links
    await copyFile(source, target);
  }
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
