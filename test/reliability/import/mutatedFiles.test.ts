import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeGeoPackage } from '../../../electron/backend/storage/geopackage/writeGeoPackage.ts';
import { inspectSource } from '../../../electron/backend/vector/intake/inspectSource.ts';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { squareWkb } from '../../support/buildProject.ts';
import { createRandom } from '../../support/createRandom.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { squareRing, writeShapefileFixture } from '../../support/writeShapefileFixture.ts';

const mutationsPerFile = 150;

/** Reads a damaged file to its end: it must answer or refuse with a code, whatever the bytes say. */
function survives(path: string): 'read' | 'refused' {
  try {
    inspectSource(
      { kind: 'inspect', path, file: path, layerName: 'x', encoding: undefined },
      () => undefined,
    );
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return 'refused';
    throw error;
  }
}

/** Flips, zeroes, fills or cuts; a seed gives the same damage every time. */
function damage(original: Buffer, seed: number): Buffer {
  const random = createRandom(seed);
  const bytes = Buffer.from(original);
  const times = 1 + Math.floor(random() * 12);
  for (let i = 0; i < times; i++) {
    const at = Math.floor(random() * bytes.length);
    const kind = random();
    if (kind < 0.5) bytes[at] = Math.floor(random() * 256);
    else if (kind < 0.7) bytes[at] = 0xff;
    else bytes.fill(0xff, at, Math.min(at + 4, bytes.length));
  }
  return random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}

function mutate(path: string, damaged: string): { read: number; refused: number } {
  const original = readFileSync(damaged);
  const outcome = { read: 0, refused: 0 };
  for (let seed = 1; seed <= mutationsPerFile; seed++) {
    writeFileSync(damaged, damage(original, seed));
    outcome[survives(path)]++;
  }
  writeFileSync(damaged, original);
  return outcome;
}

describe('a damaged file', () => {
  it.each(['.shp', '.shx', '.dbf', '.prj', '.cpg'])('is read or refused with a code: %s', (extension) => {
    const rows = Array.from({ length: 20 }, (_, i) => [`李家村${i}`, String(i * 1000)]);
    const path = writeShapefileFixture({
      folder: temporaryFolder(),
      shapes: rows.map((_, i) => [squareRing(500_000 + i * 30, 3_000_000, 20)]),
      columns: [
        { name: 'MC', type: 'C', width: 20 },
        { name: 'SL', type: 'N', width: 10 },
      ],
      rows,
      encode: 'gbk',
      cpg: 'GBK',
      prj: 'GEOGCS["CGCS2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]]]',
    });
    const { read, refused } = mutate(path, path.replace(/\.shp$/, extension));
    expect(read + refused).toBe(mutationsPerFile);
  });

  it('is read or refused with a code: GeoPackage', async () => {
    const path = join(temporaryFolder(), 'source.gpkg');
    const crs = findCoordinateSystem('EPSG:4545');
    if (crs === undefined) throw new Error('EPSG:4545');
    await writeGeoPackage(path, [
      {
        table: '图斑',
        title: '图斑',
        crs,
        fields: [{ name: 'MC', type: 'text' }],
        geometryType: 'MULTIPOLYGON',
        changedAtUtc: '2026-11-22T00:00:00.000Z',
        features: Array.from({ length: 50 }, (_, i) => ({
          wkb: squareWkb(500_000 + i * 30, 3_000_000, 20),
          attributes: [`第${i}块`],
        })),
      },
    ]);
    const { read, refused } = mutate(path, path);
    expect(read + refused).toBe(mutationsPerFile);
  });

  it('is read or refused with a code: GeoJSON', () => {
    const path = join(temporaryFolder(), 'source.geojson');
    const features = Array.from({ length: 20 }, (_, i) => ({
      type: 'Feature',
      properties: { MC: `第${i}块`, n: i },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, i],
            [0, 0],
          ],
        ],
      },
    }));
    writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }));
    const { read, refused } = mutate(path, path);
    expect(read + refused).toBe(mutationsPerFile);
  });
});
