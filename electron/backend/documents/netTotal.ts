import { computeTotals, type ListTable } from './listTable.ts';

/** Sum of 可恢复净面积 (亩) of a list; null where one plot has no number, because then the total is none. */
export function netTotal(table: Pick<ListTable, 'columns' | 'rows'>): number | null {
  const place = table.columns.findIndex((column) => column.key === 'netMu');
  if (place < 0 || table.rows.some((row) => row[place] === null)) return null;
  return computeTotals(table)[place] ?? null;
}
