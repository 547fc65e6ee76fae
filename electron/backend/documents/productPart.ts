import type { ListCell } from './listTable.ts';

/** Values of a product file under the name a reader finds them by: a sheet, a layer, a table, a page. */
export interface ProductPart {
  readonly name: string;
  /** `cell`: spreadsheet addresses; `feature`: one row per feature; `line`: one row per line of text. */
  readonly kind: 'cell' | 'feature' | 'line';
  /** Titles of the columns, where the rows do not hold them themselves. */
  readonly titles: readonly string[];
  readonly rows: readonly (readonly ListCell[])[];
}

/** Says in Chinese where in a file a value stands; `row` and `column` count from 0. */
export function describePlace(part: Omit<ProductPart, 'rows'>, row: number, column: number): string {
  switch (part.kind) {
    case 'cell':
      return `${part.name} ${columnLetters(column)}${row + 1}${titleOf(part, column)}`;
    case 'feature':
      return `${part.name}第 ${row + 1} 个要素${titleOf(part, column)}`;
    case 'line':
      return `${part.name}第 ${row + 1} 行`;
  }
}

function titleOf({ titles }: Omit<ProductPart, 'rows'>, column: number): string {
  const title = titles[column];
  return title === undefined ? '' : `“${title}”`;
}

function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
