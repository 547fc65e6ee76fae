import { computeTotals, isSummed, type ListCell, type ListSheet } from '../listTable.ts';

/** Rows above the data: title, unit line, and a header of one row or, with groups, of two. */
export function headerRowsOf({ columns }: Pick<ListSheet, 'columns'>): number {
  return columns.some(({ group }) => group !== undefined) ? 4 : 3;
}

/** Whether a sheet ends with a total row: it has a column to add up. */
export function hasTotals(sheet: Pick<ListSheet, 'columns'>): boolean {
  return sheet.columns.some(isSummed);
}

/** All cells of a sheet as they stand in a workbook, row by row; null is an empty cell or one merged into another. */
export function layOutSheet(sheet: ListSheet): ListCell[][] {
  const blanks = Array<null>(sheet.columns.length - 1).fill(null);
  return [
    [sheet.title, ...blanks],
    [sheet.unitLine || null, ...blanks],
    ...layOutHeader(sheet),
    ...sheet.rows.map((row, index) =>
      row.map((cell, place) => (isMergedUp(sheet, index, place) ? null : cell)),
    ),
    ...(hasTotals(sheet) ? [totalRow(sheet)] : []),
  ];
}

function layOutHeader(sheet: ListSheet): ListCell[][] {
  const { columns } = sheet;
  const titles = columns.map(({ title }) => title);
  if (headerRowsOf(sheet) === 3) return [titles];
  return [
    columns.map(({ group, title }, place) => {
      if (group === undefined) return title;
      return columns[place - 1]?.group === group ? null : group;
    }),
    columns.map(({ group, title }) => (group === undefined ? null : title)),
  ];
}

/** Whether a cell repeats the one above it in a column that shows repeats once, in the same first column's block. */
export function isMergedUp(sheet: Pick<ListSheet, 'columns' | 'rows'>, row: number, place: number): boolean {
  const cell = sheet.rows[row]?.[place];
  return (
    sheet.columns[place]?.mergesRepeats === true &&
    row > 0 &&
    cell !== null &&
    sheet.rows[row - 1]?.[place] === cell
  );
}

/** The last row of a list: 合计 and the sums. */
export function totalRow(sheet: Pick<ListSheet, 'columns' | 'rows'>): ListCell[] {
  return computeTotals(sheet).map((total, index) => (index === 0 ? '合计' : total));
}
