import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseListCsv } from '../../../electron/backend/documents/csv.ts';
import { listProducts } from '../../../electron/backend/documents/listProducts.ts';
import { computeTotals } from '../../../electron/backend/documents/listTable.ts';
import type { ExportFormat } from '../../../shared/contract/records/documentRecords.ts';
import { withSampleLayers } from '../../unit/electron/backend/documents/sampleLayers.ts';
import { sampleOptions, sampleSource } from '../../unit/electron/backend/documents/sampleSource.ts';

/** What other programs find in the products; each test is skipped, and says so, where its program is not installed. */
const plots = 24;
const source = sampleSource(
  Array.from({ length: plots }, (_, index) => (index === 3 ? '=1+1' : `备注${index} 㐂镕`)),
);
const netPlace = source.table.columns.findIndex(({ key }) => key === 'netMu');
const notePlace = source.table.columns.findIndex(({ key }) => key === 'note');
const net = computeTotals(source.table)[netPlace] as number;
const plotNos = source.snapshot.rows.map(({ plotNo }) => plotNo);
const directory = mkdtempSync(join(tmpdir(), 'tianheng-foreign-'));
const formats: readonly ExportFormat[] = [
  ...(['xlsx', 'gpkg', 'geojson', 'shp', 'kml', 'docx', 'pdf'] as const),
  ...(['statistics', 'ledger', 'restoration', 'bulletin', 'acceptance', 'contact', 'wallmap'] as const),
];
const paths = new Map<ExportFormat, string>();

beforeAll(async () => {
  for (const format of formats) {
    const [path = ''] = await listProducts[format].write(source, directory, format, sampleOptions);
    paths.set(format, path);
  }
});

/** Runs where the program is there; prints why not otherwise. */
function withProgram(program: string, title: string, act: () => void | Promise<void>): void {
  const found = process.env.PATH?.split(':').some((folder) => existsSync(join(folder, program))) === true;
  if (!found) process.stdout.write(`skipped: ${program} is not installed (${title})\n`);
  it.skipIf(!found)(title, act, 180_000);
}

function run(program: string, args: readonly string[]): string {
  // without a locale LibreOffice cannot write the Chinese name of a sheet into the name of a file
  const env = { ...process.env, LC_ALL: 'C.UTF-8' };
  return execFileSync(program, args, {
    encoding: 'utf8',
    env,
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function pathOf(format: ExportFormat): string {
  return paths.get(format) as string;
}

/** A profile of its own, so that a running office program is left alone. */
function convert(file: string, filter: string): void {
  const profile = `-env:UserInstallation=file://${directory}/office`;
  run('soffice', [profile, '--headless', '--convert-to', filter, '--outdir', directory, file]);
}

describe('products in other programs', () => {
  withProgram('soffice', 'LibreOffice reads the workbook: every number, sum and Chinese text', () => {
    // all sheets, comma, quote, UTF-8
    convert(pathOf('xlsx'), 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1');
    const file = readdirSync(directory).find((name) => name.endsWith('清单.csv')) as string;
    const rows = parseListCsv(readFileSync(join(directory, file), 'utf8'));
    const listed = rows.filter((row) => plotNos.includes(row[1] ?? ''));
    expect(listed.map((row) => row[1])).toEqual(plotNos);
    expect(listed.map((row) => row[notePlace])).toEqual(source.snapshot.rows.map(({ note }) => note));
    const sum = listed.reduce((total, row) => total + Math.round(Number(row[netPlace]) * 100), 0) / 100;
    expect(sum).toBe(net);
    expect(Number(rows.at(-1)?.[netPlace])).toBe(net);
  });

  withProgram('soffice', 'LibreOffice makes pages of each workbook and paper, with the words in them', () => {
    for (const format of [
      ...(['xlsx', 'docx', 'statistics', 'ledger', 'restoration', 'bulletin', 'acceptance'] as const),
    ]) {
      convert(pathOf(format), 'pdf');
      const pdf = pathOf(format).replace(/\.(xlsx|docx)$/, '.pdf');
      const text = run('pdftotext', ['-layout', pdf, '-']).replaceAll(/\s/g, '');
      expect(text, format).toContain('示例县');
      if (format !== 'statistics' && format !== 'bulletin')
        for (const plotNo of plotNos.slice(0, 3)) expect(text, format).toContain(plotNo);
    }
  });

  withProgram('pdftotext', 'a reader of PDF finds the Chinese words of cards, map and contact sheets', () => {
    const cards = run('pdftotext', [pathOf('pdf'), '-']);
    for (const plotNo of plotNos) expect(cards).toContain(plotNo);
    expect(cards.match(/面积算账单（亩）/g)).toHaveLength(plots);
    expect(run('pdftotext', [pathOf('contact'), '-'])).toContain(plotNos.at(-1));
    const map = run('pdftotext', ['-layout', pathOf('wallmap'), '-']);
    expect(map).toContain('图斑分布图');
    expect(map).toContain(net.toFixed(2));
    for (const format of ['pdf', 'contact', 'wallmap'] as const) {
      // name, type, encoding, emb, sub, uni: embedded, subset, with its Unicode map
      expect(run('pdffonts', [pathOf(format)])).toMatch(
        /NotoSansSC\S*\s+CID TrueType\s+Identity-H\s+yes yes yes/,
      );
    }
  });

  withProgram('ogrinfo', 'OGR counts and adds up the same in four vector formats', () => {
    for (const format of ['gpkg', 'geojson', 'shp'] as const) {
      const path = pathOf(format).replace(/\.dbf$/, '.shp');
      const layer = /^1: (\S+)/m.exec(run('ogrinfo', ['-q', path]))?.[1] as string;
      const answer = run('ogrinfo', [
        ...['-q', path, '-dialect', 'SQLite', '-sql'],
        `SELECT count(*) AS n, round(sum(KHFMJ), 2) AS net, min(TBBH) AS first, max(BZ) AS note FROM "${layer}"`,
      ]);
      expect(answer, format).toMatch(new RegExp(`n \\(Integer\\) = ${plots}\\n`));
      expect(Number(/net \(Real\) = (\S+)/.exec(answer)?.[1]), format).toBe(net);
      expect(answer, format).toContain(`first (String) = ${plotNos[0]}`);
      expect(answer, format).toContain('㐂镕');
    }
    const kml = run('ogrinfo', ['-al', '-so', pathOf('kml')]);
    expect(kml).toContain(`Feature Count: ${plots}`);
  });

  const hasValidator = existsSync('/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py');
  if (!hasValidator) process.stdout.write('skipped: the validator of GDAL is not installed\n');
  it.skipIf(!hasValidator)('the validator of GDAL has nothing to say about the GeoPackage', () => {
    run('/usr/bin/python3', ['-m', 'osgeo_utils.samples.validate_gpkg', pathOf('gpkg')]);
  });

  const hasQgis = existsSync('/usr/lib/python3/dist-packages/qgis/core');
  if (!hasQgis)
    process.stdout.write('skipped: python3-qgis is not installed (QGIS loads style and geometry)\n');
  it.skipIf(!hasQgis)('QGIS loads geometry, Chinese attributes and the style by verdict', () => {
    const script = [
      'import sys',
      'from qgis.core import QgsApplication, QgsVectorLayer',
      'app = QgsApplication([], False); app.initQgis()',
      "layer = QgsVectorLayer(sys.argv[1], 'list', 'ogr')",
      'layer.loadDefaultStyle()',
      'print(layer.featureCount(), layer.renderer().type())',
      "print(','.join(category.label() for category in layer.renderer().categories()))",
      'print(round(sum(feature.geometry().area() for feature in layer.getFeatures()), 3))',
      "print(round(sum(feature['KHFMJ'] for feature in layer.getFeatures()), 2))",
    ].join('\n');
    const answer = execFileSync('/usr/bin/python3', ['-c', script, pathOf('gpkg')], {
      encoding: 'utf8',
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // squares of 20 m with a hole of 4 m
    expect(answer.trim().split('\n').slice(-4)).toEqual([
      `${plots} categorizedSymbol`,
      '可恢复,部分可恢复,不可恢复,待核',
      String(plots * 384).concat('.0'),
      String(net),
    ]);
  });

  it.skipIf(!hasValidator)(
    'the validator and OGR read parts, pieces and markup as layers of their own',
    async () => {
      const [path = ''] = await listProducts.gpkg.write(
        withSampleLayers(source),
        directory,
        'layers',
        sampleOptions,
      );
      run('/usr/bin/python3', ['-m', 'osgeo_utils.samples.validate_gpkg', path]);
      const summary = run('ogrinfo', ['-al', '-so', path]);
      const layers = [
        ...summary.matchAll(/Layer name: (\S+)\n(?:.*\n)*?Geometry: (.*)\nFeature Count: (\d+)/g),
      ];
      expect(layers.map(([, name, geometry, count]) => `${name} ${geometry} ${count}`)).toEqual([
        `list Multi Polygon ${plots}`,
        ...['parts Multi Polygon 2', 'pieces Multi Polygon 2'],
        ...['markup_areas Multi Polygon 1', 'markup_lines Line String 1', 'markup_points Point 1'],
        'layer_styles None 6',
      ]);
      for (const table of ['parts', 'pieces']) {
        const answer = run('ogrinfo', ['-q', path, '-sql', `SELECT round(sum(MJM), 2) AS mu FROM ${table}`]);
        expect(Number(/mu \(Real\) = (\S+)/.exec(answer)?.[1]), table).toBe(0.58);
      }
      expect(run('ogrinfo', ['-q', path, 'markup_areas'])).toContain('BZWZ (String) = =疑似建房 㐂');
    },
  );

  withProgram('ogrinfo', 'OGR reads parts and markup of GeoJSON and KML, but no pieces', async () => {
    const layered = withSampleLayers(source);
    const written = await listProducts.geojson.write(layered, directory, 'layers', sampleOptions);
    expect(written.map((path) => basename(path, '.geojson')).sort()).toEqual(
      ['layers', 'layers_分割地块', 'layers_标注线', 'layers_标注点', 'layers_标注面'].sort(),
    );
    const cloud = run('ogrinfo', ['-al', 'layers_标注面.geojson']);
    expect(cloud).toContain('BZWZ (String) = =疑似建房 㐂');
    expect(cloud).toContain('Geometry: Multi Polygon');
    expect(run('ogrinfo', ['-al', '-so', 'layers_标注线.geojson'])).toContain('Geometry: Line String');
    const [kml = ''] = await listProducts.kml.write(layered, directory, 'layers', sampleOptions);
    const summary = run('ogrinfo', ['-al', kml]);
    const layers = [...summary.matchAll(/Layer name: (\S+)\n(?:.*\n)*?Feature Count: (\d+)/g)];
    expect(layers.map(([, name, count]) => `${name} ${count}`)).toEqual(
      expect.arrayContaining(['分割地块 2', '标注面 1', '标注线 1', '标注点 1']),
    );
    expect(summary).toContain('=疑似建房 㐂');
    expect(summary).not.toContain('核算碎片');
  });

  withProgram('pandoc', 'pandoc reads every plot in the tables of the report', () => {
    const text = run('pandoc', ['-f', 'docx', '-t', 'plain', '--columns=400', pathOf('docx')]);
    for (const plotNo of plotNos) expect(text).toContain(plotNo);
    expect(text).toContain(`可恢复净面积${net.toFixed(2)}亩`);
  });
});
