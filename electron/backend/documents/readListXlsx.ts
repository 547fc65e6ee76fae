import { readSheet } from 'read-excel-file/node';
import type { ListCell } from './listTable.ts';
import { xlsxHeaderRows } from './writeListXlsx.ts';

/** Cells of a list workbook as they stand in the file: header titles, data rows, and the total row. */
export async function readListXlsx(
  file: string,
): Promise<{ titles: ListCell[]; rows: ListCell[][]; totals: ListCell[] }> {
  const sheet = (await readSheet(file, { trim: false })).map((row) => row.map(toListCell));
  return {
    titles: sheet[xlsxHeaderRows - 1] ?? [],
    rows: sheet.slice(xlsxHeaderRows, -1),
    totals: sheet.at(-1) ?? [],
  };
}

function toListCell(value: unknown): ListCell {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'number' ? value : String(value);
}
