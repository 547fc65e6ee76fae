import { join } from 'node:path';
import { layOutSheet, sheetHeaderRows } from './layOutSheet.ts';
import type { ListProduct } from './listProduct.ts';
import type { ListCell } from './listTable.ts';
import type { ProductPart } from './productPart.ts';
import { readListXlsx } from './readListXlsx.ts';
import { writeListXlsx } from './writeListXlsx.ts';

/** The list workbook: 清单, 分乡镇汇总, 规则说明. */
export const xlsxProduct: ListProduct = {
  async write({ table }, directory, name) {
    const path = join(directory, `${name}.xlsx`);
    await writeListXlsx(table, path);
    return [path];
  },
  expect: ({ table }) => [table, ...table.summaries].map((sheet) => toPart(sheet.name, layOutSheet(sheet))),
  async read(path) {
    return (await readListXlsx(path)).map(({ name, rows }) => toPart(name, rows));
  },
};

function toPart(name: string, rows: ListCell[][]): ProductPart {
  const titles = (rows[sheetHeaderRows - 1] ?? []).map((title) => String(title ?? ''));
  return { name: `工作表“${name}”`, kind: 'cell', titles, rows };
}
