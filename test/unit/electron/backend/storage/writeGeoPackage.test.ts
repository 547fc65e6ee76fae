import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type GeoPackageLayer,
  writeGeoPackage,
} from '../../../../../electron/backend/storage/geopackage/writeGeoPackage.ts';
import { findCoordinateSystem } from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { describeWhenAvailable } from '../../../../support/availability.ts';
import { squareWkb } from '../../../../support/buildProject.ts';
import {
  hasGdal,
  hasValidator,
  runOgrInfo,
  validateGeoPackage,
} from '../../../../support/geoPackageTools.ts';
import { temporaryFolder } from '../../../../support/temporaryFolder.ts';

const crs = findCoordinateSystem('EPSG:4545');
if (crs === undefined) throw new Error('EPSG:4545 must be known');

const layer: GeoPackageLayer = {
  table: '图斑 "一"; DROP',
  title: '耕地恢复图斑',
  crs,
  geometryType: 'MULTIPOLYGON',
  changedAtUtc: '2026-01-02T03:04:05.678Z',
  fields: [
    { name: 'FID', type: 'integer' },
    { name: '面积', type: 'real' },
    { name: 'dlbm', type: 'text' },
    { name: 'DLBM', type: 'text' },
    { name: 'BGRQ', type: 'date' },
  ],
  features: [
    { wkb: squareWkb(500_000, 3_000_000, 20), attributes: [7, 400.5, '0103', "it's", '2023-05-01'] },
    { wkb: null, attributes: [8, Number.NaN, null, '', null] },
    { fid: 9, wkb: squareWkb(500_100, 3_000_000, 10), attributes: [9, 100, '=1+1', '😀', '2024-12-31'] },
  ],
};

describe('writeGeoPackage', () => {
  it('leaves one file in journal mode DELETE with nothing beside it', async () => {
    const path = join(temporaryFolder(), 'out.gpkg');
    expect(await writeGeoPackage(path, [layer])).toEqual([3]);
    const header = readFileSync(path).subarray(0, 100);
    expect([header[18], header[19]]).toEqual([1, 1]);
    expect(header.toString('latin1', 68, 72)).toBe('GPKG');
    expect(header.readUInt32BE(60)).toBe(10300);
    expect(readdirSync(dirname(path))).toEqual(['out.gpkg']);
  });

  it('writes the same bytes for the same input', async () => {
    const folder = temporaryFolder();
    await writeGeoPackage(join(folder, 'a.gpkg'), [layer]);
    await writeGeoPackage(join(folder, 'b.gpkg'), [layer]);
    expect(readFileSync(join(folder, 'a.gpkg')).equals(readFileSync(join(folder, 'b.gpkg')))).toBe(true);
  });

  it('keeps the old file when the features fail half way', async () => {
    const path = join(temporaryFolder(), 'out.gpkg');
    writeFileSync(path, 'old');
    const failing = {
      ...layer,
      features: (function* () {
        yield* layer.features;
        throw new Error('on purpose');
      })(),
    };
    await expect(writeGeoPackage(path, [failing])).rejects.toThrow('on purpose');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(dirname(path))).toEqual(['out.gpkg']);
  });

  it('says that a folder cannot be written', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    const path = join(folder, 'absent', 'out.gpkg');
    await expect(writeGeoPackage(path, [layer])).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(existsSync(join(folder, 'absent'))).toBe(false);
  });
});

describeWhenAvailable(
  'a GeoPackage we wrote, in GDAL',
  { ogrinfo: hasGdal, validate_gpkg: hasValidator },
  () => {
    it('passes the validator', async () => {
      const path = join(temporaryFolder(), 'out.gpkg');
      await writeGeoPackage(path, [layer, { ...layer, table: 'zweite', title: layer.title, features: [] }]);
      expect(validateGeoPackage(path)).toBe('');
    });

    it('has the same rows, names and reference system', async () => {
      const path = join(temporaryFolder(), 'out.gpkg');
      await writeGeoPackage(path, [layer]);
      const text = runOgrInfo(['-al', path]);
      expect(text).toContain('Feature Count: 3');
      expect(text).toContain('Extent: (500000.000000, 3000000.000000) - (500110.000000, 3000020.000000)');
      expect(text).toContain('ID["EPSG",4545]');
      expect(text).toContain('FID_2 (Integer64) = 7');
      expect(text).toContain('面积 (Real) = 400.5');
      expect(text).toContain('DLBM_2 (String) = 😀');
      expect(text).toContain('BGRQ (Date) = 2024/12/31');
      expect(text).toContain('MULTIPOLYGON (((500000 3000000,500020 3000000');
    });

    it('can be edited by others, whose edits keep the spatial index right', async () => {
      const path = join(temporaryFolder(), 'out.gpkg');
      await writeGeoPackage(path, [{ ...layer, table: 'plots' }]);
      const edit = (statement: string) => runOgrInfo([path, '-sql', statement]);
      edit('INSERT INTO plots (geom) SELECT geom FROM plots WHERE fid = 1');
      edit('DELETE FROM plots WHERE fid = 9');
      expect(validateGeoPackage(path)).toBe('');
      expect(runOgrInfo(['-q', path, '-sql', 'SELECT count(*) AS n FROM rtree_plots_geom'])).toContain(
        'n (Integer) = 2',
      );
    });
  },
);
