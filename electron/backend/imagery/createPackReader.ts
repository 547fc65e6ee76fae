import { join } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import { packTable } from '../storage/geopackage/packWriter.ts';
import { readTile } from '../storage/geopackage/tilePyramid.ts';
import { findPackFile } from '../storage/project/imagery.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { openDatabase } from '../storage/sqlite/openDatabase.ts';
import { findShadingPack } from './slopeShading.ts';
import { imageryFolder } from './unfinishedImports.ts';

export interface PackReader {
  read(imageId: string, zoom: number, column: number, row: number): Uint8Array | null;
  close(): void;
}

/** Reads tiles of a project's packs and slope shadings; each pack is opened once, read-only, and stays open as long as the project. */
export function createPackReader(project: OpenProject): PackReader {
  const packs = new Map<string, ReadableDatabase>();
  const open = (imageId: string): ReadableDatabase => {
    const known = packs.get(imageId);
    if (known !== undefined) return known;
    const packFile = findShadingPack(project, imageId) ?? findPackFile(project.database, imageId);
    if (packFile === undefined) throw new AppError('LAYER_NOT_FOUND', { layer: imageId });
    const pack = openDatabase(join(project.directory, imageryFolder, packFile), { readOnly: true });
    packs.set(imageId, pack);
    return pack;
  };
  return {
    read: (imageId, zoom, column, row) => readTile(open(imageId), packTable, zoom, column, row) ?? null,
    close() {
      for (const pack of packs.values()) pack.close();
      packs.clear();
    },
  };
}
