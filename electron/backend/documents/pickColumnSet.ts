import type { HandUpSettings } from '../../../shared/contract/records/handUpSettings.ts';
import type { ListTable } from './listTable.ts';

/** Stands for every deduction column a run has. */
export const anyDeduction = 'deduction:*';

/** The table in the columns of the chosen set, in its order; all of them where none is chosen or none is left. */
export function pickColumnSet(
  table: ListTable,
  { columnSet, columnSets }: Pick<HandUpSettings, 'columnSet' | 'columnSets'>,
): ListTable {
  const set = columnSets.find(({ name }) => name === columnSet);
  if (set === undefined) return table;
  const places = set.keys.flatMap((key) =>
    table.columns.flatMap((column, place) => {
      const wanted = key === anyDeduction ? column.key.startsWith('deduction:') : column.key === key;
      return wanted ? [place] : [];
    }),
  );
  if (places.length === 0) return table;
  return {
    ...table,
    columns: places.map((place) => table.columns[place] as ListTable['columns'][number]),
    rows: table.rows.map((row) => places.map((place) => row[place] ?? null)),
  };
}
