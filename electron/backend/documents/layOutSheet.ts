import { computeTotals, isSummed, type ListCell, type ListSheet } from './listTable.ts';

/** Rows above the data: title, unit line, header. */
export const sheetHeaderRows = 3;

/** Whether a sheet ends with a total row: it has a column to add up. */
export function hasTotals(sheet: Pick<ListSheet, 'columns'>): boolean {
  return sheet.columns.some(isSummed);
}

/** All cells of a sheet as they stand in a workbook, row by row; null is an empty cell. */
export function layOutSheet(sheet: ListSheet): ListCell[][] {
  const blanks = Array<null>(sheet.columns.length - 1).fill(null);
  return [
    [sheet.title, ...blanks],
    [sheet.unitLine || null, ...blanks],
    sheet.columns.map(({ title }) => title),
    ...sheet.rows.map((row) => [...row]),
    ...(hasTotals(sheet) ? [totalRow(sheet)] : []),
  ];
}

/** The last row of a list: 合计 and the sums. */
export function totalRow(sheet: Pick<ListSheet, 'columns' | 'rows'>): ListCell[] {
  return computeTotals(sheet).map((total, index) => (index === 0 ? '合计' : total));
}
