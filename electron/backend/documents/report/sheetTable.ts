import { fullTitle, type ListCell, type ListColumn, type ListSheet } from '../listTable.ts';
import { totalRow } from '../workbook/layOutSheet.ts';
import type { ReportTable } from './reportBlock.ts';

/** A sheet as a table of a paper, with its total row. */
export function toReportTable(
  sheet: Pick<ListSheet, 'columns' | 'rows'>,
  widths: readonly number[],
): ReportTable {
  const show = (row: readonly ListCell[]): string[] =>
    row.map((cell, place) => showCell(cell, sheet.columns[place]));
  return {
    rows: [sheet.columns.map(fullTitle), ...sheet.rows.map(show), show(totalRow(sheet))],
    widths,
    numeric: sheet.columns.map(({ kind }) => kind !== 'text'),
    boldLast: true,
  };
}

/** Only the columns named, in that order. */
export function pickColumns(
  sheet: Pick<ListSheet, 'columns' | 'rows'>,
  keys: readonly string[],
): Pick<ListSheet, 'columns' | 'rows'> {
  const places = keys.map((key) => sheet.columns.findIndex((column) => column.key === key));
  const pick = <T>(row: readonly T[]): T[] => places.map((place) => row[place] as T);
  return { columns: pick(sheet.columns), rows: sheet.rows.map(pick) };
}

export function showCell(cell: ListCell, column: Pick<ListColumn, 'decimals'> | undefined): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(column?.decimals ?? 0) : cell;
}
