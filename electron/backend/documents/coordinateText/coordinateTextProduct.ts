import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../shared/domain/crs/coordinateSystem.ts';
import type { MultiPolygon } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { encodeGbk } from '../../vector/encodeGbk.ts';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import type { PlotListRow } from '../plotListSnapshot.ts';
import type { ProductPart } from '../productPart.ts';
import { roundOutline } from '../roundOutline.ts';
import { shapeDigest, shapeTitle } from '../shapeDigest.ts';
import { parseCoordinateText } from './parseCoordinateText.ts';
import {
  attributeFields,
  type CoordinatePlot,
  type CoordinateTextTemplate,
  eastingShift,
  renderCoordinateText,
} from './renderCoordinateText.ts';

const fieldTitles = {
  8: ['面积(公顷)', '地块编号', '地块名称', '图形属性', '图幅号', '地块用途', '地类编码'],
  12: [
    '图斑面积',
    '图斑编号',
    '地块名称',
    '补充耕地实施年份',
    '耕地坡度级别',
    '图形属性',
    '图幅号',
    '地块用途',
    '备注',
    '地类',
    '耕地质量等级',
  ],
} as const;
const purpose = '耕地恢复';
const squareMetersPerMu = 2000 / 3;

/** GBK files of all plots in the forms that are set: 8 fields, and the 12 fields of 补充耕地. */
export const coordinateTextProduct: ListProduct = {
  async write(source, directory, name, options) {
    const { perPlot, forms } = options.settings.coordinateText;
    const paths: string[] = [];
    for (const fields of forms) {
      for (const plots of perPlot ? toPlots(source).map((plot) => [plot]) : [toPlots(source)]) {
        const path = join(directory, fileName(name, fields, perPlot ? plots[0]?.plotNo : undefined));
        await writeFile(path, renderGbk(plots, crsOf(source), templateOf(fields, options), options));
        paths.push(path);
      }
    }
    return paths;
  },
  expect(source, path, options) {
    const template = templateOf(isTwelve(path) ? 12 : 8, options);
    const crs = crsOf(source);
    const { perPlot } = options.settings.coordinateText;
    const plots = toPlots(source).filter(
      ({ plotNo }) => !perPlot || path.endsWith(fileName('', isTwelve(path) ? 12 : 8, plotNo)),
    );
    const rows = plots.map((plot) => [
      ...attributeFields(plot, template.fields).map((text) => text || null),
      shapeDigest(roundOutline(plot.geometry, template.decimals, eastingShift(crs, template))),
    ]);
    return [toPart(template.fields, rows)];
  },
  // areas stand in hectares there, rounded otherwise than the 亩 of the other files: no sum to hold against theirs
  count: ({ table }, _path, { settings }) => [
    { name: table.name, rows: settings.coordinateText.perPlot ? 1 : table.rows.length, area: null },
  ],
  async read(path) {
    const fields = isTwelve(path) ? 12 : 8;
    const { plots } = parseCoordinateText(await readFile(path));
    return [
      toPart(
        fields,
        plots.map((plot) => [
          ...plot.fields.map((text) => text || null),
          `${shapeDigest(plot.geometry)}${plot.countMatches ? '' : '，点数不符'}`,
        ]),
      ),
    ];
  },
};

/** The file's bytes; throws EXPORT_FORMAT_UNSUPPORTED where GBK lacks a character. */
function renderGbk(
  plots: readonly CoordinatePlot[],
  crs: CoordinateSystem,
  template: CoordinateTextTemplate,
  { projectName, changedAtUtc }: Pick<ExpectOptions, 'projectName' | 'changedAtUtc'>,
): Buffer {
  const origin = { crs, producer: projectName, date: changedAtUtc.slice(0, 10) };
  const chunks: Uint8Array[] = [];
  for (const text of renderCoordinateText(plots, origin, template)) {
    const { bytes, replaced } = encodeGbk(text);
    if (replaced > 0) {
      const lost = [...text].find((character) => encodeGbk(character).replaced > 0);
      throw new AppError('EXPORT_FORMAT_UNSUPPORTED', { format: 'txt（GBK）', what: `“${lost}”字` });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function toPlots({ table, snapshot }: HandUpSource): CoordinatePlot[] {
  return snapshot.rows.map((row, index) => toPlot(row, table.geometryOf(index)));
}

function toPlot(row: PlotListRow, geometry: MultiPolygon): CoordinatePlot {
  return {
    plotNo: row.plotNo,
    name: `${row.townName}${row.villageName}`,
    // the printed 亩 in the other unit, so that the file and the list are one figure
    hectares: row.grossMu === null ? null : (row.grossMu * squareMetersPerMu) / 10_000,
    purpose,
    landClassCode: row.landClassCode,
    year: row.outflowYear === null ? '' : String(row.outflowYear),
    slopeGrade: '',
    qualityGrade: '',
    note: row.note,
    geometry,
  };
}

function toPart(fields: 8 | 12, rows: ProductPart['rows']): ProductPart {
  return { name: '', kind: 'feature', titles: [...fieldTitles[fields], shapeTitle], rows };
}

function templateOf(fields: 8 | 12, { settings }: Pick<ExpectOptions, 'settings'>): CoordinateTextTemplate {
  return { ...settings.coordinateText, fields };
}

function fileName(name: string, fields: 8 | 12, plotNo?: string): string {
  const plot = plotNo === undefined ? '' : `_${plotNo.replace(/[\\/:*?"<>|\s]/g, '＿')}`;
  return `${name}_坐标${plot}${fields === 12 ? '_补充耕地' : ''}.txt`;
}

function isTwelve(path: string): boolean {
  return path.endsWith('_补充耕地.txt');
}

function crsOf({ table }: HandUpSource): CoordinateSystem {
  return findCoordinateSystem(table.crsCode) as CoordinateSystem;
}
