import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAreaHandlers } from '../../../electron/backend/services/areaService.ts';
import { createImportHandlers } from '../../../electron/backend/services/importService.ts';
import { writeGeoPackage } from '../../../electron/backend/storage/geopackage/writeGeoPackage.ts';
import { readLastSequence } from '../../../electron/backend/storage/project/commandLog.ts';
import { listImportProblems, listLayers } from '../../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../../electron/backend/storage/project/openProject.ts';
import { queryPlots } from '../../../electron/backend/storage/project/queryPlots.ts';
import { runReaderTask } from '../../../electron/backend/vector/intake/runReaderTask.ts';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import { buildProject, squareWkb } from '../../support/buildProject.ts';
import { callFor, contextFor } from '../../support/callHandlers.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { squareRing, writeShapefileFixture } from '../../support/writeShapefileFixture.ts';

function wktOf(code: string): string {
  const system = findCoordinateSystem(code);
  if (system === undefined) throw new Error(code);
  return coordinateSystemWkt(system);
}

/** Four plots: two good ones with one number between them, a bow-tie, and one without a shape. */
function writePlots(options: { prj?: string; numbers?: string[] } = {}): string {
  const bowTie = [
    500_100, 3_000_000, 500_120, 3_000_020, 500_120, 3_000_000, 500_100, 3_000_020, 500_100, 3_000_000,
  ];
  const prj = options.prj ?? wktOf('EPSG:4545');
  const [a = '0001', b = '0001', c = '0003', d = '0004'] = options.numbers ?? [];
  return writeShapefileFixture({
    folder: temporaryFolder(),
    name: '流出图斑',
    shapes: [[squareRing(500_000, 3_000_000, 20)], [squareRing(500_050, 3_000_000, 20)], [bowTie], null],
    columns: [
      { name: 'JCBH', type: 'C', width: 19 },
      { name: 'DLBM', type: 'C', width: 5 },
      { name: 'XZQDM', type: 'C', width: 12 },
      { name: 'XZQMC', type: 'C', width: 20 },
      { name: 'MJ', type: 'N', width: 15, decimals: 2 },
    ],
    rows: [
      [a, '0201', '511799101', '东镇', '399.83'],
      [b, '0201', '511799101', '东镇', '399.83'],
      [c, '0305', '511799101', '东镇', '199.91'],
      [d, '0404', '511799101', '东镇', '400.00'],
    ],
    encode: 'gbk',
    ...(prj === '' ? {} : { prj }),
  });
}

function importInto(project: OpenProject, file: string, extra: object = {}, controller?: AbortController) {
  const handlers = createImportHandlers(contextFor(project, temporaryFolder()));
  const request = { file, role: 'plots' as const, by: '甲', ...extra };
  return Promise.resolve(handlers['import.vector'](request, callFor(controller)));
}

/** Every file of a folder with its bytes' hash and its time of change. */
function snapshot(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
      return `${name} ${sha256} ${statSync(path).mtimeMs}`;
    });
}

describe('an import', () => {
  it('lists what it repaired, skipped and numbered, in one command', async () => {
    const project = await buildProject();
    const before = readLastSequence(project.database);
    const report = await importInto(project, writePlots());
    expect(report).toMatchObject({
      read: 4,
      imported: 3,
      crs: 'EPSG:4545',
      crsFrom: 'file',
      encoding: 'gb18030',
      encodingFrom: 'guess',
      skipped: [{ index: 3, why: 'GEOMETRY_MISSING' }],
      fieldRoles: { plotNo: 'JCBH', landClassCode: 'DLBM', townName: 'XZQMC', recordedSquareMeters: 'MJ' },
    });
    expect(report.repaired).toHaveLength(1);
    expect(report.repaired[0]).toMatchObject({ index: 2, why: 'SELF_INTERSECTION' });
    // a bow-tie of 20 m: its ring encloses nothing net, its two triangles 200 m² (planar) together
    expect(report.repaired[0]?.areaBefore).toBeCloseTo(0, 3);
    expect(report.repaired[0]?.areaAfter).toBeGreaterThan(199);
    expect(report.repaired[0]?.areaAfter).toBeLessThan(200.1);
    expect(report.findings).toContainEqual({
      code: 'PLOT_NUMBER_DUPLICATE',
      count: 1,
      examples: ['0001 → 0001#2'],
    });
    expect(readLastSequence(project.database)).toBe(before + 1);
    expect(
      queryPlots(project.database, {}, 0, 10).rows.map(({ plotNo, townName }) => [plotNo, townName]),
    ).toEqual([
      ['0001', '东镇'],
      ['0001#2', '东镇'],
      ['0003', '东镇'],
    ]);
    expect(listImportProblems(project.database)).toMatchObject([
      { layerName: '流出图斑', index: 3, kind: 'skipped', why: 'GEOMETRY_MISSING' },
      { layerName: '流出图斑', index: 2, kind: 'repaired', why: 'SELF_INTERSECTION' },
    ]);
  });

  it('of the towns names the plots that came before them by their code alone', async () => {
    const project = await buildProject();
    const shapes = [[squareRing(500_000, 3_000_000, 20)]];
    const code = { name: 'XZQDM', type: 'C', width: 12 } as const;
    const folder = temporaryFolder();
    const prj = wktOf('EPSG:4545');
    await importInto(
      project,
      writeShapefileFixture({
        folder,
        name: '图斑',
        shapes,
        columns: [{ name: 'JCBH', type: 'C', width: 19 }, code],
        rows: [['0001', '511799101']],
        prj,
      }),
    );
    const nameOfTown = () => queryPlots(project.database, {}, 0, 1).rows[0]?.townName;
    expect(nameOfTown()).toBe('511799101');
    const towns = writeShapefileFixture({
      folder,
      name: '乡镇',
      shapes,
      columns: [code, { name: 'XZQMC', type: 'C', width: 20 }],
      rows: [['511799101', '东镇']],
      prj,
      cpg: 'UTF-8',
      encode: 'utf8',
    });
    await importInto(project, towns, { role: 'towns' });
    expect(nameOfTown()).toBe('东镇');
  });

  it('leaves the source byte for byte as it was, and nothing beside it', async () => {
    const project = await buildProject();
    const file = writePlots();
    const before = snapshot(dirname(file));
    await importInto(project, file);
    expect(snapshot(dirname(file))).toEqual(before);
  });

  it('leaves a GeoPackage in WAL mode as it was, and reads what its -wal holds', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const source = await buildProject({ directory: join(folder, 'other') });
    // an open project of ours is a GeoPackage in WAL mode with pages that are only in its -wal
    await importInto(source, writePlots());
    const before = snapshot(join(folder, 'other')).filter((line) => !line.startsWith('project.gpkg-shm'));
    expect(before.some((line) => line.startsWith('project.gpkg-wal'))).toBe(true);
    const file = join(folder, 'other', 'project.gpkg');
    const report = await importInto(project, file, { layer: 'layer_1' });
    expect(report.imported).toBe(3);
    expect(snapshot(join(folder, 'other')).filter((line) => !line.startsWith('project.gpkg-shm'))).toEqual(
      before,
    );
  });

  it('keeps only what the filter lets through', async () => {
    const project = await buildProject();
    const report = await importInto(project, writePlots(), { where: "DLBM = '0201'" });
    expect(report).toMatchObject({ read: 2, imported: 2, skipped: [], repaired: [] });
  });

  it('takes the plot number from the field the user names', async () => {
    const project = await buildProject();
    const report = await importInto(project, writePlots(), { fieldMap: { TBBH: 'DLBM' } });
    expect(report.fieldRoles.plotNo).toBe('DLBM');
  });

  it('of the same list a second time is refused, and the project stays as it was', async () => {
    const project = await buildProject();
    await importInto(project, writePlots());
    const before = readLastSequence(project.database);
    await expect(importInto(project, writePlots())).rejects.toMatchObject({ code: 'PLOT_NUMBER_DUPLICATE' });
    expect(readLastSequence(project.database)).toBe(before);
    expect(listLayers(project.database)).toHaveLength(1);
  });

  it('that is cancelled leaves nothing, neither in the project nor among the private copies', async () => {
    const project = await buildProject();
    const folder = temporaryFolder();
    const context = contextFor(project, folder);
    const controller = new AbortController();
    const call = { signal: controller.signal, reportProgress: () => controller.abort() };
    const run = createImportHandlers(context)['import.vector'](
      { file: writePlots(), role: 'plots', by: '甲' },
      call,
    );
    await expect(run).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(listLayers(project.database)).toHaveLength(0);
    expect(readdirSync(join(context.applicationDirectory, 'imports'))).toEqual([]);
  });
});

describe('bad input', () => {
  const refused = async (file: string, code: string, extra: object = {}) => {
    const project = await buildProject();
    const before = readLastSequence(project.database);
    await expect(importInto(project, file, extra)).rejects.toMatchObject({ code });
    expect(readLastSequence(project.database)).toBe(before);
    expect(listLayers(project.database)).toEqual([]);
  };
  const write = (name: string, content: string | Buffer) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return path;
  };

  it.each([
    ['plots.shp', 'SQLite format 3\0'.padEnd(200)],
    ['plots.gpkg', '{"type":"FeatureCollection","features":[]}'],
    ['plots.geojson', Buffer.from([0, 0, 0x27, 0x0a, ...new Array(200).fill(0)])],
    ['plots.gpkg', ''],
    ['plots.dat', 'hello'],
    ['plots.gpkg', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096, 0x41)])],
  ])('a file that is not what its name %s says is refused', async (name, content) => {
    await refused(write(name, content), 'DATASET_UNRECOGNISED');
  });

  it('a file that is not there is refused', () =>
    refused(join(temporaryFolder(), 'no.shp'), 'FILE_NOT_FOUND'));

  it('a folder is refused', async () => {
    const path = join(temporaryFolder(), 'x.gdb');
    mkdirSync(path);
    await refused(path, 'DATASET_UNRECOGNISED');
  });

  it('a symbolic link, also beside the file, is refused', async () => {
    const file = writePlots();
    const link = join(temporaryFolder(), 'link.shp');
    symlinkSync(file, link);
    await refused(link, 'FILE_UNREADABLE');
    symlinkSync('/etc/passwd', file.replace(/\.shp$/, '.cpg'));
    await refused(file, 'FILE_UNREADABLE');
  });

  it('a layer without CRS is refused until the user names one', async () => {
    const file = writePlots({ prj: '' });
    await refused(file, 'CRS_MISSING');
    const project = await buildProject();
    await expect(importInto(project, file, { crs: 'EPSG:4545' })).resolves.toMatchObject({
      crs: 'EPSG:4545',
      crsFrom: 'user',
    });
  });

  it('a legacy datum is named and refused', async () => {
    await refused(writePlots({ prj: wktOf('EPSG:2381') }), 'CRS_DATUM_SHIFT_REFUSED');
    await refused(
      writePlots({ prj: 'PROJCS["Lambert_X",GEOGCS["G",DATUM["D",SPHEROID["S",1,1]]]]' }),
      'CRS_UNSUPPORTED',
    );
  });

  it('metres under a geographic system are refused as a missing system, not imported somewhere', () =>
    refused(writePlots({ prj: wktOf('EPSG:4490') }), 'CRS_MISSING'));

  it('an empty layer is refused', async () => {
    const empty = writeShapefileFixture({ folder: temporaryFolder(), shapes: [], prj: wktOf('EPSG:4545') });
    await refused(empty, 'DATASET_EMPTY');
  });

  it('a layer of points is refused', async () => {
    const point = '{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[108,31]}}';
    await refused(write('p.geojson', point), 'DATASET_NO_POLYGONS');
  });

  it('an unknown filter, field, layer, encoding or CRS is refused', async () => {
    await refused(writePlots(), 'DATASET_FILTER_INVALID', { where: 'NOPE = 1' });
    await refused(writePlots(), 'DATASET_FILTER_INVALID', { where: "DLBM = '9999'" });
    await refused(writePlots(), 'DATASET_FIELD_NOT_FOUND', { fieldMap: { plotNo: 'NOPE' } });
    await refused(writePlots(), 'DATASET_LAYER_NOT_FOUND', { layer: 'nope' });
    await refused(writePlots(), 'ARGUMENT_INVALID', { encoding: 'klingon' });
    await refused(writePlots(), 'CRS_UNSUPPORTED', { crs: 'EPSG:3857' });
    await refused(writePlots(), 'ARGUMENT_INVALID', { role: 'exclusion' });
  });

  it('a reader that says nothing for too long is ended', async () => {
    const file = writePlots();
    const task = { kind: 'inspect', path: file, file, layerName: 'x', encoding: undefined } as const;
    const limits = { stallSeconds: 0.001, heapMegabytes: 256 };
    await expect(runReaderTask(task, { operation: '检查', limits })).rejects.toMatchObject({
      code: 'DATASET_TIMEOUT',
    });
  });
});

describe('measuring a file', () => {
  it('gives null for a feature that cannot be computed, and no total then', async () => {
    const handlers = createAreaHandlers(contextFor(null, temporaryFolder()));
    const result = await handlers['area.measure']({ file: writePlots() }, callFor());
    expect(result.features.map(({ squareMeters }) => squareMeters === null)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(result.totalSquareMeters).toBeNull();
    // 20 m × 20 m a few hundred metres from the central meridian: 400 m² but for the scale at that place
    expect(result.features[0]?.squareMeters).toBeGreaterThan(399.5);
    expect(result.features[0]?.squareMeters).toBeLessThan(400.5);
  });
});

describe('inspecting', () => {
  it('says what is in a file, what it could be where it does not say, and writes nothing', async () => {
    const file = writePlots({ prj: '' });
    const before = snapshot(dirname(file));
    const handlers = createImportHandlers(contextFor(null, temporaryFolder()));
    const { datasets } = await handlers['import.inspect']({ files: [file] }, callFor());
    expect(datasets[0]).toMatchObject({
      layer: '流出图斑',
      driver: 'ESRI Shapefile',
      features: 4,
      crs: null,
      encoding: null,
      encodingGuess: 'gb18030',
    });
    expect(datasets[0]?.crsGuess).toContain('EPSG:4545');
    expect(datasets[0]?.findings.map(({ code }) => code)).toEqual(['GEOMETRY_MISSING', 'CRS_MISSING']);
    expect(snapshot(dirname(file))).toEqual(before);
  });

  it('names every feature layer of a GeoPackage and passes over its views', async () => {
    const path = join(temporaryFolder(), '两层.gpkg');
    const crs = findCoordinateSystem('EPSG:4545');
    if (crs === undefined) throw new Error('EPSG:4545');
    const layer = (table: string) => ({
      table,
      title: table,
      crs,
      fields: [],
      geometryType: 'MULTIPOLYGON' as const,
      changedAtUtc: '2026-11-22T00:00:00.000Z',
      features: [{ wkb: squareWkb(500_000, 3_000_000, 10), attributes: [] }],
    });
    await writeGeoPackage(path, [layer('红线'), layer('坡度')]);
    const handlers = createImportHandlers(contextFor(null, temporaryFolder()));
    const { datasets } = await handlers['import.inspect']({ files: [path] }, callFor());
    expect(datasets.map(({ layer: name, crs: code, features }) => [name, code, features])).toEqual([
      ['红线', 'EPSG:4545', 1],
      ['坡度', 'EPSG:4545', 1],
    ]);
  });
});
