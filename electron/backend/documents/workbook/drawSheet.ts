import type { CellObject, SheetData } from 'write-excel-file/node';
import { getCellAddress } from 'write-excel-file/utility';
import { isSummed, type ListCell, type ListColumn } from '../listTable.ts';
import { hasTotals, headerRowsOf, isMergedUp, layOutSheet } from './layOutSheet.ts';
import { countLines } from './textWidth.ts';
import { picturePixels, type WorkbookSheet } from './workbookSheet.ts';

const border = { borderStyle: 'thin', borderColor: '#5F6B78' } as const;
const headerCell = {
  type: String,
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  backgroundColor: '#E8EDF2',
  ...border,
} as const;
/** Texts of narrower columns stand in the middle. */
const widestCentred = 24;
const fillInColor = '#FFF9E5';
/** Points of a line of 10 pt text and of the smallest row. */
const linePoints = 13.5;
const rowPoints = 18;
const pointsPerPixel = 0.75;

/** The cells of a sheet with their looks. */
export function drawSheet(sheet: WorkbookSheet): SheetData {
  const [title = [], unit = []] = layOutSheet({ ...sheet, rows: [] });
  const blanks = Array<null>(sheet.columns.length - 1).fill(null);
  const unitLine = (unit[0] as string | null) ?? '';
  const width = sheet.columns.reduce((sum, { widthCharacters }) => sum + widthCharacters, 0);
  const unitHeight = Math.max(rowPoints, countLines(unitLine, width) * linePoints);
  const span = { columnSpan: sheet.columns.length, type: String, alignVertical: 'center' } as const;
  return [
    [
      {
        ...{ value: keepText(title[0] as string), ...span, height: 34 },
        ...{ fontSize: 16, fontWeight: 'bold', align: 'center' },
      },
      ...blanks,
    ],
    [{ value: unitLine, ...span, align: 'right', wrap: true, height: unitHeight }, ...blanks],
    ...drawHeader(sheet),
    ...sheet.rows.map((row, index) => drawRow(sheet, row, index)),
    ...(hasTotals(sheet) ? [drawTotals(sheet)] : []),
  ];
}

function drawHeader(sheet: WorkbookSheet): SheetData {
  const { columns } = sheet;
  const lines = Math.max(...columns.map(({ title, widthCharacters }) => countLines(title, widthCharacters)));
  const height = lines * linePoints + 8;
  if (headerRowsOf(sheet) === 3) {
    return [columns.map(({ title }) => ({ value: title, height, ...headerCell }))];
  }
  const groups = columns.map(({ group, title }, place) => {
    if (group === undefined) return { value: title, rowSpan: 2, ...headerCell };
    if (columns[place - 1]?.group === group) return null;
    const end = columns.findIndex((column, other) => other > place && column.group !== group);
    return {
      value: group,
      height: rowPoints + 2,
      columnSpan: (end < 0 ? columns.length : end) - place,
      ...headerCell,
    };
  });
  const titles = columns.map(({ group, title }) =>
    group === undefined ? null : { value: title, height, ...headerCell },
  );
  return [groups, titles] as SheetData;
}

function drawRow(sheet: WorkbookSheet, row: readonly ListCell[], index: number): SheetData[number] {
  const spreadsheetRow = headerRowsOf(sheet) + index + 1;
  const pictureHeight = sheet.pictures === undefined ? 0 : (picturePixels + 8) * pointsPerPixel;
  let height = Math.max(rowPoints, pictureHeight);
  const cells = row.map((cell, place): CellObject | null => {
    const column = sheet.columns[place] as ListColumn;
    if (isMergedUp(sheet, index, place)) return null;
    if (column.formula !== undefined) {
      return { value: `=${column.formula(spreadsheetRow)}`, type: 'Formula', ...numberLook(column) };
    }
    // what is filled in already is no longer asked for
    const shade = column.fillIn === true && cell === null ? { backgroundColor: fillInColor } : {};
    const span = column.mergesRepeats === true ? spanOf(sheet, index, place) : 1;
    const merge = span > 1 ? { rowSpan: span } : {};
    if (typeof cell === 'number')
      return { value: cell, type: Number, ...numberLook(column), ...shade, ...merge };
    const lines = countLines(cell ?? '', column.widthCharacters);
    if (span === 1) height = Math.max(height, lines * linePoints + 4);
    return {
      value: keepText(cell ?? ''),
      type: String,
      alignVertical: 'center',
      align: lines === 1 && column.widthCharacters < widestCentred ? 'center' : 'left',
      ...(lines > 1 ? { wrap: true } : {}),
      ...{ ...border, ...shade, ...merge },
    };
  });
  const [first] = cells;
  return first === null || first === undefined
    ? withHeight(cells, height)
    : [{ ...first, height }, ...cells.slice(1)];
}

/** The height of a row stands on any of its cells; a cell merged into another cannot carry it. */
function withHeight(cells: readonly (CellObject | null)[], height: number): SheetData[number] {
  const place = cells.findIndex((cell) => cell !== null);
  return cells.map((cell, index) => (index === place ? { ...cell, height } : cell));
}

function spanOf(sheet: WorkbookSheet, index: number, place: number): number {
  let span = 1;
  while (index + span < sheet.rows.length && isMergedUp(sheet, index + span, place)) span++;
  return span;
}

function drawTotals(sheet: WorkbookSheet): SheetData[number] {
  const first = headerRowsOf(sheet);
  const rows = sheet.rows.length;
  const bold = {
    fontWeight: 'bold',
    backgroundColor: '#F4F6F8',
    alignVertical: 'center',
    ...border,
  } as const;
  return sheet.columns.map((column, place): CellObject => {
    if (place === 0) return { value: '合计', type: String, height: rowPoints + 2, ...bold, align: 'center' };
    if (!isSummed(column)) return { value: '', type: String, ...bold };
    if (rows === 0) return { value: 0, type: Number, ...numberLook(column), ...bold };
    const from = getCellAddress(first, place);
    const to = getCellAddress(first + rows - 1, place);
    // rounded, because a sum of binary fractions may end in 0.00000000000001
    const value = `=ROUND(SUM(${from}:${to}),${column.decimals})`;
    return { value, type: 'Formula', ...numberLook(column), ...bold };
  });
}

function numberLook({ kind, decimals }: ListColumn) {
  const fraction = decimals === 0 ? '' : `.${'0'.repeat(decimals)}`;
  const format = kind === 'rate' ? `0${fraction}%` : `0${fraction}`;
  return { format, align: 'right', alignVertical: 'center', ...border } as const;
}

/** Spreadsheets read _x0041_ in a text as the character A (ECMA-376 22.9.2.19); its underscore is written as one itself. */
function keepText(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}
