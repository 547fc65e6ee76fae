import { basename, join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import { throwIfCancelled } from '../throwIfCancelled.ts';
import { signature } from './buildReport.ts';
import type { ReportBlock } from './reportBlock.ts';
import { drawPlotMap } from './reportFigures.ts';
import { expectReport, readReportParts } from './reportParts.ts';
import { figuresOf, pickRows, placesByTown } from './townFigures.ts';
import { buildTownList } from './townList.ts';
import { writeReport } from './writeReport.ts';

const suffix = '_报告.docx';

/** One report for each town as .docx. */
export const townReportsProduct: ListProduct = {
  async write(source, directory, name, options) {
    const paths: string[] = [];
    const towns = [...placesByTown(source.snapshot.rows)];
    for (const [town, places] of towns) {
      throwIfCancelled(options.signal);
      const path = join(directory, `${name}_${fileNameOf(town)}${suffix}`);
      const title = `${town}${source.table.title}`;
      await writeReport(buildTownReport(source, town, places, options), path, { title, ...options });
      paths.push(path);
      options.onProgress(paths.length, towns.length);
    }
    return paths;
  },
  expect(source, path, options) {
    const found = townOf(source, path);
    return found === undefined ? [] : expectReport(buildTownReport(source, ...found, options));
  },
  count(source, path) {
    const [, places = []] = townOf(source, path) ?? [];
    return [contentOfSheet({ name: source.table.name, ...pickRows(source.table, places) })];
  },
  read: readReportParts,
};

/** The town whose report a file is, with the places of its plots in the list. */
function townOf({ snapshot }: HandUpSource, path: string): [string, number[]] | undefined {
  return [...placesByTown(snapshot.rows)].find(([town]) =>
    basename(path).endsWith(`_${fileNameOf(town)}${suffix}`),
  );
}

/** What a file system does not take in a name. */
function fileNameOf(town: string): string {
  return town.replace(/[\\/:*?"<>|\s]/g, '＿');
}

function buildTownReport(
  { table, snapshot }: HandUpSource,
  town: string,
  places: readonly number[],
  options: ExpectOptions,
): ReportBlock[] {
  const rows = snapshot.rows.filter((_row, index) => places.includes(index));
  const figure = figuresOf(rows);
  const towns = snapshot.towns.filter(({ name }) => name === town);
  const map = drawPlotMap({ ...snapshot, rows, towns });
  return [
    { kind: 'title', text: options.projectName },
    { kind: 'title', text: `${town}图斑核算情况` },
    { kind: 'heading', text: '一、基本情况' },
    {
      kind: 'body',
      text: `${town}纳入本次核算的图斑共${figure('all:plots')}块，图斑面积${figure('all:grossMu')}亩，可恢复净面积${figure('all:netMu')}亩。其中：可恢复${figure('eligible:plots')}块，净面积${figure('eligible:netMu')}亩；部分可恢复${figure('partial:plots')}块，净面积${figure('partial:netMu')}亩；不可恢复${figure('ineligible:plots')}块；待核${figure('undetermined:plots')}块。`,
    },
    { kind: 'body', text: `面积为测算面积，以年度国土变更调查结果为准。${snapshot.basis}。` },
    ...(map === undefined
      ? []
      : ([
          { kind: 'figure', scene: map },
          { kind: 'figureTitle', text: `图1　${town}图斑分布` },
        ] as const)),
    ...signature(options),
    { kind: 'heading', text: '附件　图斑清单', newPage: true },
    { kind: 'unit', text: '单位：亩' },
    { kind: 'table', table: buildTownList(table, places) },
  ];
}
