import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { suiteFolder } from '../support/suiteFolder.ts';

const root = join(import.meta.dirname, '../..');
const folder = suiteFolder('cli');
const project = join(folder, 'project');
const source = join(folder, 'source');

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
  /** The one JSON document of --json. */
  json: Record<string, unknown>;
}

/** The command line as a script meets it: one process, its output and its exit code. */
function cli(...words: string[]): Run {
  const run = spawnSync(process.execPath, [join(root, 'electron/hosts/cli.ts'), ...words, '--json'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 120_000,
    env: { ...process.env, TIANHENG_HOME: join(folder, 'home') },
  });
  const lines = run.stdout.trim().split('\n');
  if (lines.length !== 1) throw new Error(`not one JSON document:\n${run.stdout}\n${run.stderr}`);
  return { ...run, json: JSON.parse(lines[0] as string) as Record<string, unknown> };
}

function geoJson(name: string, ring: number[][] | null): string {
  const path = join(folder, name);
  const features =
    ring === null
      ? []
      : [{ type: 'Feature', properties: { JCBH: '1' }, geometry: { type: 'Polygon', coordinates: [ring] } }];
  writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features }));
  return path;
}

beforeAll(() => {
  expect(cli('sample', 'create', source, '--plots', '40', '--no-imagery').status).toBe(0);
  expect(cli('project', 'create', project, '--name', '测试', '--crs', 'EPSG:4545').status).toBe(0);
});

describe('the command line keeps its promises (cli.md)', () => {
  it('imports, computes, judges, lists and hands up, with the promised keys', () => {
    const plots = cli('import', 'vector', project, join(source, '流出图斑.shp'), '--as', 'plots');
    expect(plots).toMatchObject({ status: 0, stderr: '' });
    expect(plots.json).toMatchObject({
      read: 40,
      imported: 40,
      repaired: [],
      skipped: [],
      crs: 'EPSG:4545',
      crsFrom: 'file',
    });
    expect(plots.json.sourceSha256).toMatch(/^[0-9a-f]{64}$/);

    const redLine = join(source, '生态保护红线_4490.gpkg');
    expect(cli('import', 'vector', project, redLine, '--as', 'exclusion', '--rule', 'E02').status).toBe(0);

    const info = cli('project', 'info', project).json;
    expect(Object.keys(info)).toEqual(
      expect.arrayContaining(['name', 'crs', 'schemaVersion', 'layers', 'imagery', 'counts']),
    );

    const run = cli('eligibility', 'run', project, '--workers', '1');
    expect(run.json).toMatchObject({ plots: 40, computed: 40, notComputed: [], workers: 1 });
    // six rules have no layer: nothing may be called eligible
    expect(run.json.verdicts).toMatchObject({ eligible: 0, partial: 0 });

    const listed = cli('review', 'list', project).json as { total: number; plots: { plotNo: string }[] };
    expect(listed.total).toBe(40);
    const plotNo = listed.plots[0]?.plotNo ?? '';
    const bill = cli('eligibility', 'plot', project, plotNo).json;
    expect(Object.keys(bill)).toEqual(
      expect.arrayContaining(['grossSquareMeters', 'tbmj', 'lines', 'netSquareMeters', 'verdict', 'reasons']),
    );

    expect(cli('review', 'set', project, plotNo, '--verdict', 'works', '--by', '甲').json).toMatchObject({
      verdictCode: 'works',
    });
    expect(cli('review', 'undo', project, '--by', '甲').json).toMatchObject({ status: 'unjudged' });
    expect((cli('review', 'log', project, plotNo).json.commands as unknown[]).length).toBe(2);

    const out = join(folder, 'out');
    const written = cli('export', project, '--what', 'plots', '--format', 'csv,gpkg', '--out', out).json;
    expect((written.files as { rows: number }[]).map(({ rows }) => rows)).toEqual([40, 40]);
    const release = join(folder, 'release');
    expect(cli('release', 'create', project, '--out', release)).toMatchObject({
      status: 0,
      json: { ok: true },
    });
    expect(cli('release', 'verify', release)).toMatchObject({ status: 0, json: { ok: true, findings: [] } });
    expect(cli('project', 'check', project)).toMatchObject({ status: 0, json: { ok: true, findings: [] } });
    const backup = cli('project', 'backup', project, '--to', join(folder, 'copy.gpkg')).json;
    expect(backup.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('measures a file without a project', () => {
    // 0.01° by 0.01° at 107.50 E 31.20 N: 1 056 612.368 m² (domain reference §2.3)
    const cell = geoJson('cell.geojson', [
      [107.5, 31.2],
      [107.51, 31.2],
      [107.51, 31.21],
      [107.5, 31.21],
      [107.5, 31.2],
    ]);
    const { json, status } = cli('area', cell, '--crs', 'EPSG:4490');
    expect(status).toBe(0);
    expect(Math.abs((json.totalSquareMeters as number) / 1_056_612.368 - 1)).toBeLessThan(2e-6);
  });
});

describe('bad input ends with a sentence, a code, exit code 2 and the project as it was', () => {
  const projectState = () => JSON.stringify(cli('project', 'info', project).json);
  let state = '';
  beforeAll(() => {
    state = projectState();
  });

  const refusals: [string, () => Run, string][] = [
    ['words that are no command', () => cli('proyect', 'info'), 'ARGUMENT_INVALID'],
    ['a missing argument', () => cli('project', 'create', join(folder, 'x')), 'ARGUMENT_INVALID'],
    ['an unknown option', () => cli('project', 'info', project, '--colour'), 'ARGUMENT_INVALID'],
    ['a folder that is no project', () => cli('project', 'info', source), 'PROJECT_NOT_FOUND'],
    [
      'a project folder that has files',
      () => cli('project', 'create', source, '--name', 'x', '--crs', 'EPSG:4545'),
      'PROJECT_EXISTS',
    ],
    [
      'an unknown coordinate system',
      () => cli('project', 'create', join(folder, 'y'), '--name', 'x', '--crs', 'EPSG:3857'),
      'CRS_UNSUPPORTED',
    ],
    [
      'a folder that cannot be written',
      () => cli('project', 'create', '/proc/tianheng', '--name', 'x', '--crs', 'EPSG:4545'),
      'FOLDER_NOT_WRITABLE',
    ],
    [
      'a file that is not there',
      () => cli('import', 'vector', project, join(folder, 'no.shp'), '--as', 'plots'),
      'FILE_NOT_FOUND',
    ],
    [
      'a file that is not what its name says',
      () => {
        const path = join(folder, 'renamed.gpkg');
        writeFileSync(path, 'This is a text.');
        return cli('import', 'vector', project, path, '--as', 'dltb');
      },
      'DATASET_UNRECOGNISED',
    ],
    [
      'an empty layer',
      () => cli('import', 'vector', project, geoJson('empty.geojson', null), '--as', 'dltb'),
      'DATASET_EMPTY',
    ],
    [
      'a layer that is not in the file',
      () => cli('import', 'vector', project, join(source, '坡度图.gpkg'), '--as', 'slope', '--layer', 'X'),
      'DATASET_LAYER_NOT_FOUND',
    ],
    ['a plot that does not exist', () => cli('eligibility', 'plot', project, '000'), 'PLOT_NOT_FOUND'],
    [
      'a verdict that does not exist',
      () => cli('review', 'set', project, firstPlot(), '--verdict', 'x', '--by', '甲'),
      'VERDICT_UNKNOWN',
    ],
    ['a folder that is no release', () => cli('release', 'verify', source), 'RELEASE_NOT_A_RELEASE'],
    ['a release over another', () => cli('release', 'create', project, '--out', source), 'FILE_EXISTS'],
  ];
  const firstPlot = () =>
    (cli('review', 'list', project).json.plots as { plotNo: string }[])[0]?.plotNo ?? '';

  it.each(refusals)('%s', (_case, act, code) => {
    const run = act();
    expect(run.json).toMatchObject({ error: { code } });
    expect((run.json.error as { message: string }).message).toMatch(/[一-鿿].*[。！]$/);
    expect(run.stderr).toContain(`code: ${code}`);
    expect(run.status).toBe(2);
  });

  it('and after all of them the project is as it was', () => {
    expect(projectState()).toBe(state);
  });

  it('a project of a newer version', () => {
    const newer = join(folder, 'newer');
    mkdirSync(newer);
    expect(cli('project', 'backup', project, '--to', join(newer, 'project.gpkg')).status).toBe(0);
    const database = new Sqlite(join(newer, 'project.gpkg'));
    database.exec("INSERT INTO th_migrations VALUES (9999, 'from the future', '2030-01-01T00:00:00.000Z')");
    database.close();
    const run = cli('project', 'info', newer);
    expect(run).toMatchObject({ status: 2, json: { error: { code: 'PROJECT_NEWER_THAN_APP' } } });
  });

  it('a polygon that crosses itself is repaired and listed with its area before and after', () => {
    const bowTie = geoJson('bowtie.geojson', [
      [107.5, 31.2],
      [107.502, 31.202],
      [107.502, 31.2],
      [107.5, 31.202],
      [107.5, 31.2],
    ]);
    const { json, status } = cli('import', 'vector', project, bowTie, '--as', 'dltb');
    expect(status).toBe(0);
    expect(json).toMatchObject({
      imported: 1,
      skipped: [],
      repaired: [{ index: 0, areaAfter: expect.any(Number) }],
    });
  });

  it('leaves no temporary file in the project', () => {
    expect(
      readdirSync(project).filter((name) => !['project.gpkg', 'backups', 'imagery'].includes(name)),
    ).toEqual([]);
  });
});
