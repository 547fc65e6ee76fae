import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlopeShading } from '../../../shared/contract/records/imageryRecords.ts';
import { slopeGrades } from '../../../shared/text/slopeGrades.zh-CN.ts';
import { mapWriteError } from '../files/replaceFile.ts';
import { packTable } from '../storage/geopackage/packWriter.ts';
import { readPyramidGrid } from '../storage/geopackage/tilePyramid.ts';
import { listLayers } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { openDatabase } from '../storage/sqlite/openDatabase.ts';
import type { DemSlope } from './computeDemSlope.ts';
import { gradeOf } from './measurePlotSlope.ts';
import type { Canvas } from './openSheet.ts';
import type { PixelWindow } from './PixelReader.ts';
import { type DemPlace, placeDem } from './placeDem.ts';
import { imageryFolder } from './unfinishedImports.ts';
import { writeImagePack } from './writeImagePack.ts';

const idPrefix = 'slope-';
const colors = slopeGrades.map(({ color }) =>
  [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16)),
);

/**
 * Keeps the slope of a height model as a picture in the colours of its grades: a tile pyramid in the project's CRS and
 * imagery folder, clear where no slope is known. Every pixel has the grade of the cell it lies in. One that is there
 * stays: the same heights give the same picture. Throws what writing can fail with and what `assertRunning` throws;
 * then nothing is left behind.
 */
export async function writeSlopeShading(
  project: OpenProject,
  slope: DemSlope,
  sourceSha256: string,
  assertRunning: () => void,
): Promise<void> {
  const folder = join(project.directory, imageryFolder);
  const target = join(folder, packFileOf(sourceSha256));
  if (existsSync(target)) return;
  await mkdir(folder, { recursive: true });
  const temporary = `${target}.part`;
  await rm(temporary, { force: true });
  const place = placeDem(slope, project.crs);
  try {
    await writeImagePack({
      ...{ path: temporary, title: '坡度分级', crs: project.crs, grid: place.grid },
      ...{ coding: { isLossless: true, isGrey: false }, channels: 4 },
      changedAtUtc: project.clock().toISOString(),
      paint: async (canvas, window) => paintGrades(canvas, window, place, slope),
      assertRunning,
      onTile: () => {},
    });
    await rename(temporary, target);
  } catch (error) {
    throw mapWriteError(error, target);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Shadings of the slope layers that are in the project, in the order of their import. */
export function listSlopeShadings(project: OpenProject): SlopeShading[] {
  const shadings: SlopeShading[] = [];
  for (const { id: layerId, role, sourceSha256 } of listLayers(project.database)) {
    const file = join(project.directory, imageryFolder, packFileOf(sourceSha256));
    if (role !== 'slope' || !existsSync(file)) continue;
    const pack = openDatabase(file, { readOnly: true });
    try {
      const grid = readPyramidGrid(pack, packTable);
      if (grid === undefined) continue;
      const { bounds, origin: tileOrigin, tileSize, resolutions } = grid;
      shadings.push({ id: idPrefix + layerId, layerId, bounds, tileOrigin, tileSize, resolutions });
    } finally {
      pack.close();
    }
  }
  return shadings;
}

/** File name of a shading inside the imagery folder; undefined where the id is none of a slope layer. */
export function findShadingPack({ database }: OpenProject, id: string): string | undefined {
  if (!id.startsWith(idPrefix)) return undefined;
  const layer = listLayers(database).find((one) => idPrefix + one.id === id && one.role === 'slope');
  return layer && packFileOf(layer.sourceSha256);
}

function packFileOf(sourceSha256: string): string {
  return `${idPrefix}${sourceSha256.slice(0, 12)}.gpkg`;
}

function paintGrades(canvas: Canvas, window: PixelWindow, place: DemPlace, { grid }: DemSlope): void {
  const { pixels } = canvas;
  for (let row = 0; row < window.height; row++) {
    const cells = place.cellsOfRow(window.y + row, window.x, window.width);
    for (let column = 0; column < window.width; column++) {
      const cell = cells[column] as number;
      const degrees = cell < 0 ? Number.NaN : (grid.degrees[cell] as number);
      if (Number.isNaN(degrees)) continue;
      const [red = 0, green = 0, blue = 0] = colors[gradeOf(degrees) - 1] as number[];
      const at = (row * canvas.width + column) * 4;
      pixels[at] = red;
      pixels[at + 1] = green;
      pixels[at + 2] = blue;
      pixels[at + 3] = 255;
    }
  }
}
