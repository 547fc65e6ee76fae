import type { ExpectOptions, HandUpSource } from '../listProduct.ts';
import type { ListSheet } from '../listTable.ts';
import { officialDate } from './officialDate.ts';
import type { ReportBlock } from './reportBlock.ts';
import { drawPlotMap, drawTownChart } from './reportFigures.ts';
import { pickColumns, toReportTable } from './sheetTable.ts';
import { figuresOf, placesByTown } from './townFigures.ts';
import { buildTownList } from './townList.ts';

/** The county's report: totals with map and chart, the table by town, the rules, and in an annex the plots by town. */
export function buildReport(source: HandUpSource, options: ExpectOptions): ReportBlock[] {
  const { table, snapshot } = source;
  const [townSheet, ruleSheet] = table.summaries as [ListSheet, ListSheet];
  const figure = figuresOf(snapshot.rows);
  const map = drawPlotMap(snapshot);
  return [
    { kind: 'title', text: options.projectName },
    { kind: 'title', text: '耕地恢复潜力核算报告' },
    { kind: 'heading', text: '一、总体情况' },
    {
      kind: 'body',
      text: `本次纳入“${table.title}”的图斑共${figure('all:plots')}块，图斑面积${figure('all:grossMu')}亩，可恢复净面积${figure('all:netMu')}亩。其中：可恢复${figure('eligible:plots')}块，净面积${figure('eligible:netMu')}亩；部分可恢复${figure('partial:plots')}块，净面积${figure('partial:netMu')}亩；不可恢复${figure('ineligible:plots')}块；待核${figure('undetermined:plots')}块。`,
    },
    {
      kind: 'body',
      text: '面积为测算面积，以年度国土变更调查结果为准。亩数保留两位小数，各表合计等于表内各行之和。',
    },
    ...(map === undefined
      ? []
      : ([
          { kind: 'figure', scene: map },
          { kind: 'figureTitle', text: '图1　图斑分布与核算结论' },
        ] as const)),
    { kind: 'heading', text: '二、分乡镇情况' },
    { kind: 'tableTitle', text: '表1　分乡镇汇总表' },
    { kind: 'unit', text: '单位：块、亩' },
    { kind: 'table', table: summariseTowns(townSheet) },
    { kind: 'figure', scene: drawTownChart(snapshot) },
    { kind: 'figureTitle', text: '图2　各乡镇可恢复净面积（亩）' },
    { kind: 'heading', text: '三、扣除规则与依据' },
    { kind: 'body', text: `${snapshot.basis}。` },
    { kind: 'tableTitle', text: '表2　扣除规则汇总表' },
    { kind: 'unit', text: '单位：块、亩' },
    { kind: 'table', table: summariseRules(ruleSheet) },
    { kind: 'note', text: '注：重叠部分按规则次序只扣一次（互斥归属）。' },
    ...signature(options),
    ...listTowns(source),
  ];
}

/** Who hands up, and the day of the data. */
export function signature({ settings, changedAtUtc }: ExpectOptions): ReportBlock[] {
  const name = settings.bureauName === '' ? [] : [settings.bureauName];
  return [...name, officialDate(changedAtUtc)].map((text) => ({ kind: 'signature', text }));
}

/** Town × all with the verdict counts: all columns of the sheet do not fit an upright page. */
export function summariseTowns(sheet: ListSheet) {
  const keys = ['town', 'eligible:plots', 'partial:plots', 'ineligible:plots', 'undetermined:plots'];
  const { columns, rows } = pickColumns(sheet, [...keys, 'all:plots', 'all:grossMu', 'all:netMu']);
  const titles = ['乡镇', '可恢复', '部分可恢复', '不可恢复', '待核', '合计', '图斑面积', '净面积'];
  return toReportTable(
    {
      columns: columns.map(({ group: _group, ...column }, place) => ({
        ...column,
        title: titles[place] as string,
      })),
      rows,
    },
    [1.7, 1.1, 1.4, 1.3, 1, 1, 1.5, 1.5],
  );
}

function summariseRules(sheet: ListSheet) {
  const { columns, rows } = pickColumns(sheet, ['code', 'title', 'documentNumber', 'plots', 'deductedMu']);
  const clause = sheet.columns.findIndex(({ key }) => key === 'clause');
  return toReportTable(
    {
      columns: columns.map((column) =>
        column.key === 'documentNumber' ? { ...column, title: '依据' } : column,
      ),
      rows: rows.map((row, index) =>
        row.map((cell, place) => (place === 2 ? basis(cell, sheet.rows[index]?.[clause] ?? null) : cell)),
      ),
    },
    [0.9, 2.2, 5.2, 1.2, 1.4],
  );
}

function basis(...parts: readonly (string | number | null)[]): string | null {
  return parts.filter((part) => part !== null).join(' ') || null;
}

function listTowns({ table, snapshot }: HandUpSource): ReportBlock[] {
  return [...placesByTown(snapshot.rows)].flatMap(([town, places], index): ReportBlock[] => [
    ...(index === 0 ? ([{ kind: 'heading', text: '附件　分乡镇图斑清单', newPage: true }] as const) : []),
    { kind: 'subheading', text: `（${town}，${places.length}块）` },
    { kind: 'unit', text: '单位：亩' },
    { kind: 'table', table: buildTownList(table, places) },
  ]);
}
