import type { ReleaseFinding } from '../../../shared/contract/records/documentRecords.ts';
import { compareParts } from './compareParts.ts';
import type { ListFormat, ReadOptions } from './listProduct.ts';
import { listProducts } from './listProducts.ts';
import type { ProductPart } from './productPart.ts';

/** Reads a file of a product and names every value that is not what is expected; one that cannot be read is a finding. */
export async function compareFile(
  path: string,
  format: ListFormat,
  expected: readonly ProductPart[],
  options: ReadOptions,
): Promise<Omit<ReleaseFinding, 'file'>[]> {
  let found: ProductPart[];
  try {
    found = await listProducts[format].read(path, options);
  } catch (error) {
    // a changed file may be no file of its kind any more; that is a finding, not a failure of the check
    const message = error instanceof Error ? error.message : String(error);
    return [{ where: '文件', expected: '可读取', found: message }];
  }
  return compareParts(expected, found);
}
