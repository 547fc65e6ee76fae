import { sumOfRounded } from '../../../shared/domain/area/totals.ts';
import type { ListSheet } from './listTable.ts';

/** 可恢复净面积 in 亩: of a list, of towns, and where it stands beside other units. */
const netKeys = ['netMu', 'all:netMu', 'net:mu'];

/** Sum of 可恢复净面积 (亩) of a sheet; null where one row has no number, because then the total is none. */
export function netTotal({ columns, rows }: Pick<ListSheet, 'columns' | 'rows'>): number | null {
  const place = columns.findIndex(({ key }) => netKeys.includes(key));
  const cells = rows.map((row) => row[place]).filter((cell) => typeof cell === 'number');
  return place < 0 || cells.length < rows.length ? null : sumOfRounded(cells, columns[place]?.decimals ?? 0);
}
