import type { ListTable } from '../listTable.ts';
import type { PlotListRow } from '../plotListSnapshot.ts';
import { totalRow } from '../workbook/layOutSheet.ts';
import { buildTownSheet, groupByTown } from '../workbook/townSheet.ts';
import { showCell } from './sheetTable.ts';

/** Figures of a list by name ('eligible:plots', 'all:netMu'), as printed. */
export type Figures = (key: string) => string;

/** Figures of some plots: the foot line of their town sheet. */
export function figuresOf(rows: readonly PlotListRow[]): Figures {
  const sheet = buildTownSheet({ title: '', basis: '', rows });
  const totals = totalRow(sheet);
  return (key) => {
    const place = sheet.columns.findIndex((column) => column.key === key);
    return showCell(totals[place] ?? null, sheet.columns[place]);
  };
}

/** Row numbers of a list by town, in the order towns first come. */
export function placesByTown(rows: readonly PlotListRow[]): Map<string, number[]> {
  const places = new Map(rows.map((row, index) => [row, index]));
  return new Map(
    [...groupByTown(rows)].map(([town, members]) => [town, members.map((row) => places.get(row) as number)]),
  );
}

/** A part of a list's table, as a list of its own. */
export function pickRows(table: ListTable, indexes: readonly number[]): Pick<ListTable, 'columns' | 'rows'> {
  return { columns: table.columns, rows: indexes.map((index) => table.rows[index] ?? []) };
}
