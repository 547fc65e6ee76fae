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
  /** `area` columns are numbers already rounded to `decimals` and are summed in the total row. */
  readonly kind: 'text' | 'integer' | 'area';
  readonly decimals: number;
  readonly widthCharacters: number;
}

/**
 * A list frozen in memory: every format is written from this one value, and read back into the same form,
 * so that two files can only differ by a fault in writing.
 */
export interface ListTable {
  readonly title: string;
  readonly unitLine: string;
  readonly crsCode: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly ListCell[])[];
  /** Outline of row n in the project CRS. */
  readonly geometryOf: (rowIndex: number) => MultiPolygon;
}

/** Sum of the rounded values of each area column (not the rounded sum): what a reader gets by adding up the column. */
export function computeTotals(table: Pick<ListTable, 'columns' | 'rows'>): (number | null)[] {
  return table.columns.map((column, index) => {
    if (column.kind !== 'area') return null;
    const cells = table.rows.map((row) => row[index]).filter((cell) => typeof cell === 'number');
    return sumOfRounded(cells, column.decimals);
  });
}
