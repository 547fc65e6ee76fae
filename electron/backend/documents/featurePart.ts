import { fullTitle, type ListCell, type ListColumn } from './listTable.ts';
import type { ProductPart } from './productPart.ts';
import { shapeTitle } from './shapeDigest.ts';

/** Features as one part: their attributes, and a fingerprint of each outline as the last column. */
export function featurePart(
  columns: readonly Pick<ListColumn, 'title' | 'group'>[],
  rows: readonly (readonly ListCell[])[],
  digestOf: (index: number) => string,
): ProductPart {
  return {
    name: '',
    kind: 'feature',
    titles: [...columns.map(fullTitle), shapeTitle],
    rows: rows.map((row, index) => [...row, digestOf(index)]),
  };
}
