import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { ListProduct } from '../listProduct.ts';
import { pickColumnSet } from '../pickColumnSet.ts';
import { expectWorkbook, readWorkbookParts } from './workbookParts.ts';
import { writeWorkbook } from './writeWorkbook.ts';

/** The list workbook: 清单, 分乡镇汇总, 规则说明. */
export const xlsxProduct: ListProduct = {
  async write({ table }, directory, name, { settings }) {
    const path = join(directory, `${name}.xlsx`);
    await writeWorkbook([{ ...pickColumnSet(table, settings), frozenColumns: 2 }, ...table.summaries], path);
    return [path];
  },
  expect: ({ table }, _path, { settings }) =>
    expectWorkbook([pickColumnSet(table, settings), ...table.summaries]),
  count: ({ table }, _path, { settings }) =>
    [pickColumnSet(table, settings), ...table.summaries].map(contentOfSheet),
  read: readWorkbookParts,
};
