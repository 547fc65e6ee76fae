import { sumOfRounded } from '../../../shared/domain/area/totals.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

export type ListCell = string | number | null;

/** One column of a list that is handed up, the same in every format. */
export interface ListColumn {
  readonly key: string;
  /** What a reader sees (xlsx, csv). */
  readonly title: string;
  /** At most 10 ASCII bytes: pinyin initials, as upper systems expect (gpkg, shp, geojson). */
  readonly fieldName: string;
  /** `area` and `count` columns are numbers already rounded to `decimals` and are summed in the total row. */
  readonly kind: 'text' | 'integer' | 'count' | 'area' | 'rate';
  readonly decimals: number;
  readonly widthCharacters: number;
  /** Columns side by side with one group stand under a common heading. */
  readonly group?: string;
  /** Equal values one below the other are shown as one merged cell. */
  readonly mergesRepeats?: boolean;
  /** Left for the reader to fill in; shaded. */
  readonly fillIn?: boolean;
  /** What may be filled in, as a drop-down. */
  readonly choices?: readonly string[];
  /** Makes the cell of a spreadsheet row (counted from 1) a formula; its result stands in the rows. */
  readonly formula?: (spreadsheetRow: number) => string;
}

/** A table as a sheet or a page shows it: title, unit line, header, rows and, where a column is summed, a total row. */
export interface ListSheet {
  readonly name: string;
  readonly title: string;
  readonly unitLine: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly ListCell[])[];
}

/**
 * A list frozen in memory: every format is written from this one value, and read back into the same form,
 * so that two files can only differ by a fault in writing.
 */
export interface ListTable extends ListSheet {
  readonly crsCode: string;
  /** Further tables about the same rows: by town, the rules; for the formats that have sheets or pages. */
  readonly summaries: readonly ListSheet[];
  /** Outline of row n in the project CRS. */
  readonly geometryOf: (rowIndex: number) => MultiPolygon;
}

export function isSummed(column: Pick<ListColumn, 'kind'>): boolean {
  return column.kind === 'area' || column.kind === 'count';
}

/** Title of a column with the heading it stands under. */
export function fullTitle({ group, title }: Pick<ListColumn, 'group' | 'title'>): string {
  return group === undefined ? title : `${group} ${title}`;
}

/** Sum of the rounded values of each summed column (not the rounded sum): what a reader gets by adding up the column. */
export function computeTotals({ columns, rows }: Pick<ListSheet, 'columns' | 'rows'>): (number | null)[] {
  const known = keptTotals.get(rows);
  if (known?.columns === columns) return known.totals;
  const totals = columns.map((column, index) => {
    if (!isSummed(column)) return null;
    const cells = rows.map((row) => row[index]).filter((cell) => typeof cell === 'number');
    return sumOfRounded(cells, column.decimals);
  });
  keptTotals.set(rows, { columns, totals });
  return totals;
}

/** Each format asks for the totals of the same frozen rows when it writes and when it is compared. */
const keptTotals = new WeakMap<
  ListSheet['rows'],
  { readonly columns: ListSheet['columns']; readonly totals: (number | null)[] }
>();
