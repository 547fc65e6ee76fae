import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, it } from 'vitest';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { buildProject } from '../../../../support/buildProject.ts';
import {
  type ColourAt,
  convertWithGdal,
  countWrong,
  importInto,
  listImageryFolder,
  readPackPixels,
  waves,
  writePicture,
} from '../../../../support/imageryFixtures.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const size = { width: 700, height: 600 };
const smooth: ColourAt = (column, row) => [
  Math.round(128 + 100 * Math.sin(column / 40)),
  Math.round(128 + 100 * Math.cos(row / 40)),
  128,
];

/** Mean difference of colour from `smooth` where the picture lies, and how many pixels were compared. */
async function compareWithSmooth(file: string): Promise<{ mean: number; compared: number }> {
  const project = await buildProject();
  const image = await importInto(project, [file]);
  const { data, width, height } = await readPackPixels(project, image);
  let sum = 0;
  let compared = 0;
  for (let row = 0; row < height; row += 3) {
    for (let column = 0; column < width; column += 3) {
      const at = (row * width + column) * 4;
      const x = (image.tileOrigin[0] + (column + 0.5) * image.resolutionMeters - 500_000) / 0.5;
      const y = (3_000_000 - (image.tileOrigin[1] - (row + 0.5) * image.resolutionMeters)) / 0.5;
      // the edge is mixed with nothing
      if (x < 12 || y < 12 || x > size.width - 12 || y > size.height - 12) continue;
      if (data[at + 3] !== 255) continue;
      const expected = smooth(x - 0.5, y - 0.5);
      sum += Math.abs((data[at] as number) - expected[0]) + Math.abs((data[at + 1] as number) - expected[1]);
      compared += 2;
    }
  }
  return { mean: sum / compared, compared };
}

async function writeMbtiles(): Promise<string> {
  const folder = temporaryFolder();
  const source = await writePicture(join(folder, 'a.tif'), { ...size, colourAt: smooth });
  // zoom 18 has pixels of 0.53 m on the ground here
  const options = ['-of', 'MBTiles', '-co', 'TILE_FORMAT=PNG', '-co', 'RESAMPLING=CUBIC'];
  return convertWithGdal('gdal_translate', options, source, join(folder, 'a.mbtiles'));
}

it('takes a pack of ours as a source: the same pixels at the same place', async () => {
  const [first, second] = [await buildProject(), await buildProject()];
  const file = await writePicture(join(temporaryFolder(), 'a.tif'), size);
  const made = await importInto(first, [file]);
  const pack = join(first.directory, 'imagery', listImageryFolder(first)[0] as string);
  const image = await importInto(second, [pack]);
  expect(image).toMatchObject({ bounds: made.bounds, width: size.width, height: size.height });
  expect(countWrong(await readPackPixels(second, image), waves)).toBe(0);
});

describeWhenAvailable('importImage of tile sets from GDAL', { GDAL: hasProgram('gdal_translate') }, () => {
  it('reads MBTiles where they lie on the ground, to less than half a pixel', async () => {
    const { mean, compared } = await compareWithSmooth(await writeMbtiles());
    expect(compared).toBeGreaterThan(40_000);
    // half a pixel would be 1.25 steps of brightness on the slopes, 0.8 in the mean
    expect(mean).toBeLessThan(0.7);
  });

  it('reads MBTiles that keep each picture once, behind a view', async () => {
    const file = await writeMbtiles();
    const db = new Sqlite(file);
    db.exec(`
      CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT);
      CREATE TABLE images (tile_id TEXT, tile_data BLOB);
      INSERT INTO map SELECT zoom_level, tile_column, tile_row, rowid FROM tiles;
      INSERT INTO images SELECT rowid, tile_data FROM tiles;
      DROP TABLE tiles;
      CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data
        FROM map JOIN images ON images.tile_id = map.tile_id;`);
    db.close();
    expect((await compareWithSmooth(file)).mean).toBeLessThan(0.7);
  });

  it('reads the tiles of a GeoPackage in its own system, cut to its extent', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const source = await writePicture(join(folder, 'a.tif'), size);
    const options = ['-of', 'GPKG', '-co', 'TILE_FORMAT=PNG', '-co', 'BLOCKSIZE=128'];
    const file = convertWithGdal('gdal_translate', options, source, join(folder, 'a.gpkg'));
    execFileSync('gdaladdo', ['-q', file, '2', '4'], { stdio: 'ignore' });
    const image = await importInto(project, [file]);
    expect([image.width, image.height, image.crs]).toEqual([size.width, size.height, 'EPSG:4545']);
    expect(countWrong(await readPackPixels(project, image), waves)).toBe(0);
  });

  it.each([
    ['vector tiles', "UPDATE metadata SET value = 'pbf' WHERE name = 'format'", '矢量瓦片'],
    ['no tiles', 'DELETE FROM tiles', '没有瓦片'],
    ['columns beyond reason', 'UPDATE tiles SET tile_column = 1e18 WHERE rowid = 1', '行列号'],
    ['a tile that is no picture', "UPDATE tiles SET tile_data = x'00'", '无法解码'],
    ['a file another program may be writing', 'PRAGMA journal_mode = WAL', 'WAL'],
    [
      'a view that never ends',
      'ALTER TABLE tiles RENAME TO t; CREATE VIEW tiles AS SELECT * FROM t',
      '没有瓦片表',
    ],
  ])('refuses %s and says so', async (_, change, detail) => {
    const project = await buildProject();
    const file = await writeMbtiles();
    const db = new Sqlite(file);
    db.exec(change);
    db.close();
    await expect(importInto(project, [file])).rejects.toMatchObject({
      code: 'RASTER_UNSUPPORTED',
      params: { detail: expect.stringContaining(detail) as string },
    });
  });
});
