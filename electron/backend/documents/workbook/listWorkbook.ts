import { join } from 'node:path';
import type { ListProduct } from '../listProduct.ts';
import { expectWorkbook, readWorkbookParts } from './workbookParts.ts';
import { writeWorkbook } from './writeWorkbook.ts';

/** The list workbook: 清单, 分乡镇汇总, 规则说明. */
export const xlsxProduct: ListProduct = {
  async write({ table }, directory, name) {
    const path = join(directory, `${name}.xlsx`);
    await writeWorkbook([{ ...table, frozenColumns: 2 }, ...table.summaries], path);
    return [path];
  },
  expect: ({ table }) => expectWorkbook([table, ...table.summaries]),
  read: readWorkbookParts,
};
