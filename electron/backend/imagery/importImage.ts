import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { hashFile } from '../files/hashFile.ts';
import { mapWriteError, syncFile, syncFolder } from '../files/replaceFile.ts';
import type { ImageryRecord } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { type Georeference, readRasterHeader } from './readRasterHeader.ts';
import { renderTileArchive, tileSize } from './renderTileArchive.ts';
import { writeImagePack } from './writeImagePack.ts';

export interface ImageImport {
  readonly file: string;
  readonly epoch: string;
  readonly name: string;
  readonly bands: readonly number[] | undefined;
  /** Stands in for a missing CRS; never overrides one the file states. */
  readonly crs: string | undefined;
  readonly signal: CancelSignal;
  readonly onProgress: (stage: string, done: number, total: number) => void;
}

export const imageryFolder = 'imagery';

/**
 * Makes the tile pack of one picture in the project's imagery folder, whole or not at all. The source is only read.
 * Throws what reading, placing, converting and writing can fail with; then nothing is left behind.
 */
export async function importImage(project: OpenProject, request: ImageImport): Promise<ImageryRecord> {
  const { file, signal, onProgress } = request;
  onProgress('读取影像', 0, 0);
  const header = await readRasterHeader(file);
  const georeference = assertPlaced(file, header.georeference);
  assertProjectCrs(project, file, header.crs ?? request.crs);
  const sourceSha256 = await hashFile(file);

  const folder = join(project.directory, imageryFolder);
  const packFile = `${request.epoch}-${sourceSha256.slice(0, 12)}.gpkg`;
  const target = join(folder, packFile);
  const archive = `${target}.zip.tmp`;
  const temporary = `${target}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    await rm(temporary, { force: true });
    onProgress('切分瓦片', 0, 0);
    await renderTileArchive(file, header, archive, request.bands);
    if (signal.aborted) throw new AppError('OPERATION_CANCELLED', { operation: '导入影像' });
    const pack = await writeImagePack({
      path: temporary,
      archive,
      title: request.name,
      crs: project.crs,
      header,
      georeference,
      changedAtUtc: project.clock().toISOString(),
      signal,
      onTile: (done, total) => onProgress('写入瓦片', done, total),
    });
    syncFile(temporary);
    await rename(temporary, target);
    syncFolder(folder);
    return {
      name: request.name,
      epoch: request.epoch,
      packFile,
      width: header.width,
      height: header.height,
      bands: header.bands,
      crs: project.crs.code,
      resolution: georeference.pixelWidth,
      bounds: pack.bounds,
      tileSize,
      levels: pack.levels.length,
      tiles: pack.tiles,
      bytes: pack.bytes,
      sourceFile: basename(file),
      sourceSha256,
    };
  } catch (error) {
    throw mapWriteError(error, target);
  } finally {
    await rm(archive, { force: true });
    await rm(temporary, { force: true });
  }
}

function assertPlaced(file: string, georeference: Georeference | null): Georeference {
  if (georeference === null) throw new AppError('RASTER_NO_GEOREFERENCE', { file });
  const { pixelWidth, pixelHeight } = georeference;
  const isSquare = pixelWidth > 0 && Math.abs(pixelWidth - pixelHeight) <= pixelWidth * 1e-6;
  if (!isSquare) {
    throw new AppError('RASTER_UNSUPPORTED', { file, detail: '像元不是正方形或方向颠倒，请先重采样' });
  }
  return georeference;
}

/** Pictures are shown as they are: one in another system has to be warped first, which we do not do in silence. */
function assertProjectCrs(project: OpenProject, file: string, code: string | undefined): void {
  if (code === undefined) throw new AppError('CRS_MISSING', { file });
  const system = findCoordinateSystem(code);
  if (system === undefined) throw new AppError('CRS_UNSUPPORTED', { crs: code });
  if (system.code !== project.crs.code) {
    throw new AppError('RASTER_UNSUPPORTED', {
      file,
      detail: `影像坐标系是 ${system.name}（${system.code}），项目是 ${project.crs.name}（${project.crs.code}），请先重投影到项目坐标系`,
    });
  }
}
