import readXlsxFile from 'read-excel-file/node';
import type { ListCell } from '../listTable.ts';

/** All cells of a workbook, sheet by sheet, as they stand in the file; empty text is null. */
export async function readWorkbook(file: string): Promise<{ name: string; rows: ListCell[][] }[]> {
  const sheets = await readXlsxFile(file, { trim: false });
  return sheets.map(({ sheet, data }) => ({ name: sheet, rows: data.map((row) => row.map(toListCell)) }));
}

function toListCell(value: unknown): ListCell {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'number' ? value : String(value);
}
