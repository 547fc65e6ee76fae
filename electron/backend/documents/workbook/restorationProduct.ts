import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { ListProduct } from '../listProduct.ts';
import { buildRestorationSheet } from './restorationSheet.ts';
import { expectWorkbook, readWorkbookParts } from './workbookParts.ts';
import { writeWorkbook } from './writeWorkbook.ts';

/** 耕地恢复清单 for planning, acceptance and keeping up. */
export const restorationProduct: ListProduct = {
  async write({ snapshot }, directory, name) {
    const path = join(directory, `${name}_耕地恢复清单.xlsx`);
    await writeWorkbook([buildRestorationSheet(snapshot)], path);
    return [path];
  },
  expect: ({ snapshot }) => expectWorkbook([buildRestorationSheet(snapshot)]),
  count: ({ snapshot }) => [contentOfSheet(buildRestorationSheet(snapshot))],
  read: readWorkbookParts,
};
