import { sumOfRounded } from '../../../shared/domain/area/totals.ts';
import type { ListTable } from './listTable.ts';

/** Sum of 可恢复净面积 (亩) of a list; null where one plot has no number, because then the total is none. */
export function netTotal({ columns, rows }: Pick<ListTable, 'columns' | 'rows'>): number | null {
  const place = columns.findIndex((column) => column.key === 'netMu');
  const cells = rows.map((row) => row[place]).filter((cell) => typeof cell === 'number');
  return place < 0 || cells.length < rows.length ? null : sumOfRounded(cells, columns[place]?.decimals ?? 0);
}
