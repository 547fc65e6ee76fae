import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { createPackReader } from '../../../../../electron/backend/imagery/createPackReader.ts';
import { importDem } from '../../../../../electron/backend/imagery/importDem.ts';
import { listSlopeShadings } from '../../../../../electron/backend/imagery/slopeShading.ts';
import { openGeoTiff } from '../../../../../electron/backend/imagery/writeGeoTiff.ts';
import { removeLayer } from '../../../../../electron/backend/storage/project/layers.ts';
import {
  createProject,
  type OpenProject,
} from '../../../../../electron/backend/storage/project/openProject.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const side = 64;
const cell = 10;
const west = 500_000;
const north = 3_000_640;
const progress = { signal: new AbortController().signal, onProgress: () => {} };
/** Grades 1 to 5 as the legend shows them. */
const palette = ['#ffffd4', '#fed98e', '#fe9929', '#d95f0e', '#993404'];
const limits = [2, 6, 15, 25];

/** A bowl: its slope grows from nothing in the middle to some 45° at the corners, so every grade is there. */
function heightAt(column: number, row: number): number {
  const [x, y] = [column - side / 2 + 0.5, row - side / 2 + 0.5];
  return 0.11 * (x * x + y * y);
}

async function writeBowl(): Promise<string> {
  const path = join(temporaryFolder(), 'bowl.tif');
  const tiff = await openGeoTiff({
    ...{ path, width: side, height: side, sample: 'float32', compression: 'none', epsg: 4545 },
    ...{ west, north, pixelMeters: cell },
  });
  await tiff.writeStrip(
    Float32Array.from({ length: side * side }, (_, i) => heightAt(i % side, Math.floor(i / side))),
  );
  await tiff.finish();
  return path;
}

/** Of a paraboloid Horn's formula gives the true gradient: 2 a r / cell. */
function trueDegrees(column: number, row: number): number {
  const radius = Math.hypot(column - side / 2 + 0.5, row - side / 2 + 0.5);
  return (Math.atan((2 * 0.11 * radius) / cell) * 180) / Math.PI;
}

/** Colour of each pixel of the finest tile that holds the whole bowl; null where it is clear. */
async function readColors(project: OpenProject): Promise<(string | null)[]> {
  const [shading] = listSlopeShadings(project);
  if (shading === undefined) throw new Error('no shading');
  const packs = createPackReader(project);
  const tile = packs.read(shading.id, shading.resolutions.length - 1, 0, 0);
  packs.close();
  const { data, info } = await sharp(tile as Uint8Array)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Array.from({ length: side * side }, (_, i) => {
    const at = (Math.floor(i / side) * info.width + (i % side)) * 4;
    if (data[at + 3] === 0) return null;
    return `#${data.subarray(at, at + 3).toString('hex')}`;
  });
}

function gradeColor(degrees: number): string | undefined {
  const index = limits.findIndex((limit) => degrees <= limit);
  return palette[index < 0 ? 4 : index];
}

it('every cell is shown in the colour of its grade, the rim without a slope is clear', async () => {
  const project = await buildProject();
  await importDem(project, { file: await writeBowl(), by: '甲' }, progress);
  const [shading] = listSlopeShadings(project);
  expect(shading).toMatchObject({ tileOrigin: [west, north], resolutions: [cell] });
  const colors = await readColors(project);
  const seen = new Set<string | null>();
  for (const [i, color] of colors.entries()) {
    const [column, row] = [i % side, Math.floor(i / side)];
    const isRim = column === 0 || row === 0 || column === side - 1 || row === side - 1;
    const expected = isRim ? null : gradeColor(trueDegrees(column, row));
    expect([column, row, color]).toEqual([column, row, expected]);
    seen.add(color);
  }
  expect(seen.size).toBe(6);
});

describeWhenAvailable('slope shading against gdaldem', { GDAL: hasProgram('gdalinfo') }, () => {
  it('shows the grades that gdaldem slope gives', async () => {
    const project = await buildProject();
    const file = await writeBowl();
    const raw = join(temporaryFolder(), 'slope.img');
    execFileSync('gdaldem', ['slope', '-of', 'ENVI', '-q', file, raw]);
    const degrees = new Float32Array(new Uint8Array(readFileSync(raw)).buffer);
    await importDem(project, { file, by: '甲' }, progress);
    const colors = await readColors(project);
    for (const [i, color] of colors.entries()) {
      const slope = degrees[i] as number;
      expect(color).toBe(slope === -9999 ? null : gradeColor(slope));
    }
  });
});

it('in a project of degrees the colours lie where the ground does', async () => {
  const directory = join(temporaryFolder(), 'project');
  const project = await createProject({ directory, name: '测试县', crs: 'EPSG:4490', by: '甲' });
  onTestFinished(() => project.close());
  await importDem(project, { file: await writeBowl(), by: '甲' }, progress);
  const [shading] = listSlopeShadings(project);
  const { minX, minY, maxX, maxY } = shading?.bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  // the middle of the bowl is flat: grade 1 stays round it
  const packs = createPackReader(project);
  const tile = packs.read(shading?.id ?? '', (shading?.resolutions.length ?? 0) - 1, 0, 0);
  packs.close();
  const pixel = shading?.resolutions.at(-1) ?? 1;
  const { data, info } = await sharp(tile as Uint8Array)
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colorAt = (x: number, y: number) => {
    const at = (Math.floor((maxY - y) / pixel) * info.width + Math.floor((x - minX) / pixel)) * 4;
    return `#${data.subarray(at, at + 3).toString('hex')}`;
  };
  expect(colorAt((minX + maxX) / 2, (minY + maxY) / 2)).toBe(palette[0]);
  expect(colorAt(minX + (maxX - minX) * 0.12, minY + (maxY - minY) * 0.12)).toBe(palette[4]);
});

it('a slope layer that is taken out takes its shading with it', async () => {
  const project = await buildProject();
  const { layerId } = await importDem(project, { file: await writeBowl(), by: '甲' }, progress);
  expect(listSlopeShadings(project)).toMatchObject([{ layerId }]);
  removeLayer(project, layerId, '甲');
  expect(listSlopeShadings(project)).toEqual([]);
});
