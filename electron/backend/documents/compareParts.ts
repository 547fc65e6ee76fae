import type { ReleaseFinding } from '../../../shared/contract/records/documentRecords.ts';
import { describePlace, type ProductPart } from './productPart.ts';

type Difference = Omit<ReleaseFinding, 'file'>;

/** Every value that is not what it was, with its place; a part or row that is missing or too many is one finding. */
export function compareParts(expected: readonly ProductPart[], found: readonly ProductPart[]): Difference[] {
  if (expected.length !== found.length) {
    const names = (parts: readonly ProductPart[]): string => parts.map(({ name }) => name).join('、');
    return [{ where: '组成', expected: names(expected), found: names(found) }];
  }
  return expected.flatMap((part, index) => comparePart(part, found[index] as ProductPart));
}

function comparePart(expected: ProductPart, found: ProductPart): Difference[] {
  const differences: Difference[] = [];
  if (expected.name !== found.name) {
    differences.push({ where: '名称', expected: expected.name, found: found.name });
  }
  const { rows } = expected;
  if (rows.length !== found.rows.length) {
    const where = `${expected.name}行数`;
    differences.push({ where, expected: String(rows.length), found: String(found.rows.length) });
  }
  for (const [index, row] of rows.entries()) {
    const other = found.rows[index];
    if (other === undefined) break;
    for (let place = 0; place < Math.max(row.length, other.length); place++) {
      const before = row[place] ?? null;
      const now = other[place] ?? null;
      if (before === now) continue;
      differences.push({
        where: describePlace(expected, index, place),
        expected: String(before ?? ''),
        found: String(now ?? ''),
      });
    }
  }
  return differences;
}
