import { writeFile } from 'node:fs/promises';
import type { CellObject, SheetData } from 'write-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { getCellAddress } from 'write-excel-file/utility';
import { freezeZipTimes } from './freezeZipTimes.ts';
import { hasTotals, layOutSheet, sheetHeaderRows } from './layOutSheet.ts';
import {
  computeTotals,
  isSummed,
  type ListCell,
  type ListColumn,
  type ListSheet,
  type ListTable,
} from './listTable.ts';
import { type PrintSetup, printFeature } from './xlsxPrintFeature.ts';

const border = { borderStyle: 'thin', borderColor: '#8A97A5' } as const;
/** Wider tables than this go on A3. */
const widestA4Characters = 130;

/**
 * A workbook in the form bureaus hand up: per sheet a merged title, unit line, bordered grid, header and first
 * columns frozen, header repeated on each printed page, total row with sums that are formulas and values both.
 * Text stays text (18-digit numbers, leading '='), no formula is ever made from data.
 */
export async function writeListXlsx(table: ListTable, file: string): Promise<void> {
  const sheets = [table, ...table.summaries];
  const workbook = await writeXlsxFile(
    sheets.map((sheet, index) => ({
      data: toSheetData(sheet),
      sheet: sheet.name,
      columns: sheet.columns.map((column) => ({ width: column.widthCharacters })),
      stickyRowsCount: sheetHeaderRows,
      stickyColumnsCount: index === 0 ? 2 : 1,
      orientation: 'landscape' as const,
    })),
    { fontFamily: '宋体', fontSize: 10, features: [printFeature(sheets.map(toPrintSetup))] },
  ).toBuffer();
  await writeFile(file, freezeZipTimes(workbook));
}

function toSheetData(sheet: ListSheet): SheetData {
  const { columns, rows } = sheet;
  const [title, unit, header, ...body] = layOutSheet(sheet) as [
    ListCell[],
    ListCell[],
    ListCell[],
    ...ListCell[][],
  ];
  const blanks = Array<null>(columns.length - 1).fill(null);
  const span = { columnSpan: columns.length, type: String } as const;
  return [
    [
      { value: keepText(title[0] as string), ...span, fontSize: 16, fontWeight: 'bold', align: 'center' },
      ...blanks,
    ],
    [{ value: (unit[0] as string | null) ?? '', ...span, align: 'right' }, ...blanks],
    header.map((value) => ({
      value: value as string,
      type: String,
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      backgroundColor: '#E8EDF2',
      ...border,
    })),
    ...body
      .slice(0, rows.length)
      .map((row) => row.map((cell, place) => toCell(cell, columns[place] as ListColumn))),
    ...(hasTotals(sheet) ? [columns.map((column, place) => toTotalCell(column, place, rows.length))] : []),
  ];
}

function toCell(cell: ListCell, column: ListColumn): CellObject {
  if (cell === null) return { value: '', type: String, ...border };
  const wrap = column.widthCharacters >= 20;
  if (typeof cell === 'string')
    return { value: keepText(cell), type: String, wrap, alignVertical: 'center', ...border };
  return { value: cell, type: Number, format: numberFormat(column), align: 'right', ...border };
}

/** Spreadsheets read _x0041_ in a text as the character A (ECMA-376 22.9.2.19); its underscore is written as one itself. */
function keepText(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}

function toTotalCell(column: ListColumn, place: number, rows: number): CellObject {
  const bold = { fontWeight: 'bold', ...border } as const;
  if (place === 0) return { value: '合计', type: String, ...bold };
  if (!isSummed(column)) return { value: '', type: String, ...bold };
  if (rows === 0) return { value: 0, type: Number, format: numberFormat(column), align: 'right', ...bold };
  const from = getCellAddress(sheetHeaderRows, place);
  const to = getCellAddress(sheetHeaderRows + rows - 1, place);
  // rounded, because a sum of binary fractions may end in 0.00000000000001
  const value = `=ROUND(SUM(${from}:${to}),${column.decimals})`;
  return { value, type: 'Formula', format: numberFormat(column), align: 'right', ...bold };
}

function numberFormat({ kind, decimals }: ListColumn): string {
  return kind === 'area' ? `0.${'0'.repeat(decimals)}` : '0';
}

function toPrintSetup(sheet: ListSheet): PrintSetup {
  const width = sheet.columns.reduce((sum, column) => sum + column.widthCharacters, 0);
  return {
    sheetName: sheet.name,
    paper: width > widestA4Characters ? 'A3' : 'A4',
    titleRows: sheetHeaderRows,
    formulaValues: sheet.rows.length === 0 ? [] : computeTotals(sheet).filter((total) => total !== null),
  };
}
