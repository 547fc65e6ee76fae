import type { HandUpSource } from '../listProduct.ts';
import { fullTitle, type ListCell, type ListColumn, type ListSheet } from '../listTable.ts';
import { totalRow } from '../workbook/layOutSheet.ts';
import { groupByTown } from '../workbook/townSheet.ts';

/** A report before it is drawn: what it says, in order. */
export type ReportBlock =
  | { readonly kind: 'title' | 'date' | 'heading' | 'body' | 'caption'; readonly text: string }
  | { readonly kind: 'table'; readonly table: ReportTable };

export interface ReportTable {
  /** The first row is the header, repeated on each page. */
  readonly rows: readonly (readonly string[])[];
  /** Relative widths of the columns. */
  readonly widths: readonly number[];
  /** Columns of figures are set right. */
  readonly numeric: readonly boolean[];
  readonly boldLast: boolean;
}

/** Columns of the list that a page of a report has room for. */
const townColumns = [
  'plotNo',
  'villageName',
  'landClassCode',
  'grossMu',
  'deductions',
  'netMu',
  'eligibility',
];

/** The county's report: totals, the table by town, one table per town, the rules. All figures are those of the list. */
export function buildReport(
  { table, snapshot }: HandUpSource,
  origin: { readonly projectName: string },
): ReportBlock[] {
  const [townSheet, ruleSheet] = table.summaries as [ListSheet, ListSheet];
  const totals = totalRow(townSheet);
  const figure = (key: string): string => {
    const place = townSheet.columns.findIndex((column) => column.key === key);
    return showCell(totals[place] ?? null, townSheet.columns[place]);
  };
  const blocks: ReportBlock[] = [
    { kind: 'title', text: `${origin.projectName}耕地恢复潜力核算报告` },
    { kind: 'heading', text: '一、总体情况' },
    {
      kind: 'body',
      text: `本次纳入“${table.title}”的图斑共${figure('all:plots')}块，图斑面积${figure('all:grossMu')}亩，可恢复净面积${figure('all:netMu')}亩。其中可恢复${figure('eligible:plots')}块、净面积${figure('eligible:netMu')}亩，部分可恢复${figure('partial:plots')}块、净面积${figure('partial:netMu')}亩，不可恢复${figure('ineligible:plots')}块，待核${figure('undetermined:plots')}块。`,
    },
    { kind: 'body', text: '面积为测算面积，以年度国土变更调查结果为准；各表合计等于表内各行之和。' },
    { kind: 'heading', text: '二、分乡镇汇总' },
    { kind: 'caption', text: '单位：块、亩' },
    { kind: 'table', table: summarise(townSheet) },
    { kind: 'heading', text: '三、扣除规则与依据' },
    { kind: 'caption', text: '单位：块、亩' },
    { kind: 'table', table: toTable(ruleSheet, [1, 2, 2.4, 1.6, 4, 2, 1.1, 1.6]) },
    { kind: 'heading', text: '四、分乡镇图斑清单' },
  ];
  const positions = new Map(snapshot.rows.map((row, index) => [row, index]));
  for (const [town, rows] of groupByTown(snapshot.rows)) {
    const indexes = rows.map((row) => positions.get(row) as number);
    blocks.push(
      { kind: 'heading', text: `${town}（${rows.length}块）` },
      { kind: 'caption', text: '单位：亩' },
      { kind: 'table', table: listTown(table, indexes) },
    );
  }
  return blocks;
}

/** Town × all with the verdict counts: the 15 columns of the sheet do not fit an upright page. */
function summarise(sheet: ListSheet): ReportTable {
  const keys = [
    'town',
    'eligible:plots',
    'partial:plots',
    'ineligible:plots',
    'undetermined:plots',
    'all:plots',
    'all:grossMu',
    'all:netMu',
  ];
  const places = keys.map((key) => sheet.columns.findIndex((column) => column.key === key));
  const pick = <T>(row: readonly T[]): T[] => places.map((place) => row[place] as T);
  return toTable(
    { ...sheet, columns: pick(sheet.columns), rows: sheet.rows.map(pick) },
    [2, 1, 1.2, 1.2, 1, 1, 1.6, 1.6],
  );
}

function listTown(table: HandUpSource['table'], indexes: readonly number[]): ReportTable {
  const places = new Map(table.columns.map((column, place) => [column.key, place]));
  const deductions = table.columns.flatMap(({ key }, place) => (key.startsWith('deduction:') ? [place] : []));
  const columns = townColumns.flatMap((key): ListColumn[] => {
    if (key === 'deductions')
      return [{ ...(table.columns[places.get('grossMu') ?? 0] as ListColumn), title: '扣除面积' }];
    const place = places.get(key);
    return place === undefined ? [] : [table.columns[place] as ListColumn];
  });
  const rows = indexes.map((index) => {
    const row = table.rows[index] ?? [];
    return townColumns.flatMap((key): ListCell[] => {
      if (key === 'deductions') return [sumOf(deductions.map((place) => row[place] ?? null))];
      const place = places.get(key);
      return place === undefined ? [] : [row[place] ?? null];
    });
  });
  return toTable({ columns, rows }, [3.4, 1.8, 1, 1.4, 1.4, 1.5, 1.8]);
}

/** Sum in hundredths, null where one is not known. */
function sumOf(cells: readonly ListCell[]): number | null {
  let hundredths = 0;
  for (const cell of cells) {
    if (typeof cell !== 'number') return null;
    hundredths += Math.round(cell * 100);
  }
  return hundredths / 100;
}

function toTable(sheet: Pick<ListSheet, 'columns' | 'rows'>, widths: readonly number[]): ReportTable {
  const show = (row: readonly ListCell[]): string[] =>
    row.map((cell, place) => showCell(cell, sheet.columns[place]));
  return {
    rows: [sheet.columns.map(fullTitle), ...sheet.rows.map(show), show(totalRow(sheet))],
    widths,
    numeric: sheet.columns.map(({ kind }) => kind !== 'text'),
    boldLast: true,
  };
}

function showCell(cell: ListCell, column: ListColumn | undefined): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(column?.decimals ?? 0) : cell;
}
