import type { ListPreview } from '../../../shared/contract/records/documentRecords.ts';
import { fullTitle, type ListSheet, type ListTable } from './listTable.ts';
import { totalRow } from './workbook/layOutSheet.ts';

/** The first rows of every sheet of a list with its totals, as texts. */
export function previewList(table: ListTable, rows: number): ListPreview {
  return {
    sheets: [table, ...table.summaries].map((sheet) => ({
      name: sheet.name,
      title: sheet.title,
      unitLine: sheet.unitLine,
      rowCount: sheet.rows.length,
      titles: sheet.columns.map(fullTitle),
      rows: sheet.rows.slice(0, rows).map((row) => showRow(sheet, row)),
      totals: showRow(sheet, totalRow(sheet)),
    })),
  };
}

function showRow({ columns }: ListSheet, row: ListSheet['rows'][number]): string[] {
  return row.map((cell, place) => {
    if (cell === null) return '';
    return typeof cell === 'number' ? cell.toFixed(columns[place]?.decimals ?? 0) : cell;
  });
}
