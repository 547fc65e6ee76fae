import type { FileContent } from '../../../../shared/contract/records/documentRecords.ts';
import { sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import type { ListLayer } from './listLayer.ts';

/** Printed 亩 of parts and pieces; a parcel of basic farmland stands once for each plot and has no sum. */
const areaField = 'MJM';

/** What a file says that holds a layer beside the list: its features, and the sum of their areas where they have one. */
export function contentOfLayer({ kind, rows }: Pick<ListLayer, 'kind' | 'rows'>): FileContent {
  const place = kind.columns.findIndex(({ fieldName }) => fieldName === areaField);
  const cells = rows.map((row) => row[place]).filter((cell) => typeof cell === 'number');
  const known = place >= 0 && cells.length === rows.length;
  return {
    ...{ name: kind.title, rows: rows.length },
    area: known ? { of: 'whole', mu: sumOfRounded(cells, 2) } : null,
  };
}
