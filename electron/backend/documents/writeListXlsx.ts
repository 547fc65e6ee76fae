import { writeFile } from 'node:fs/promises';
import type { CellObject, SheetData } from 'write-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';
import { freezeZipTimes } from './freezeZipTimes.ts';
import { computeTotals, type ListCell, type ListColumn, type ListTable } from './listTable.ts';

/** Rows above the data: title, unit line, header. The total row is the last. */
export const xlsxHeaderRows = 3;

const border = { borderStyle: 'thin', borderColor: '#8A97A5' } as const;

/**
 * One sheet in the form bureaus hand up: merged title, unit line, bordered grid, frozen header, total row,
 * A4 landscape. Text stays text (18-digit numbers, leading '='), no formula is ever made from data.
 */
export async function writeListXlsx(table: ListTable, file: string): Promise<void> {
  const width = table.columns.length;
  const blanks = Array<null>(width - 1).fill(null);
  const data: SheetData = [
    [{ value: table.title, columnSpan: width, fontSize: 16, fontWeight: 'bold', align: 'center' }, ...blanks],
    [{ value: table.unitLine, columnSpan: width, align: 'right' }, ...blanks],
    table.columns.map((column) => ({
      value: column.title,
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      backgroundColor: '#E8EDF2',
      ...border,
    })),
    ...table.rows.map((row) => row.map((cell, index) => toCell(cell, table.columns[index] as ListColumn))),
    computeTotals(table).map((total, index) =>
      index === 0
        ? { value: '合计', type: String, fontWeight: 'bold', ...border }
        : { ...toCell(total, table.columns[index] as ListColumn), fontWeight: 'bold' },
    ),
  ];
  const workbook = await writeXlsxFile(
    data,
    {
      sheet: '清单',
      columns: table.columns.map((column) => ({ width: column.widthCharacters })),
      stickyRowsCount: xlsxHeaderRows,
      orientation: 'landscape',
    },
    { fontFamily: '宋体', fontSize: 10 },
  ).toBuffer();
  await writeFile(file, freezeZipTimes(workbook));
}

function toCell(cell: ListCell, column: ListColumn): CellObject {
  if (cell === null) return { value: '', type: String, ...border };
  if (typeof cell === 'string') return { value: cell, type: String, ...border };
  const format = column.kind === 'area' ? `0.${'0'.repeat(column.decimals)}` : '0';
  return { value: cell, type: Number, format, align: 'right', ...border };
}
