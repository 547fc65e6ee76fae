import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { HandUpSource, ListProduct } from '../listProduct.ts';
import type { ListSheet } from '../listTable.ts';
import { buildCrossSheet } from './crossSheet.ts';
import { buildTownSheet } from './townSheet.ts';
import { buildUnitSheet } from './unitSheet.ts';
import { expectWorkbook, readWorkbookParts } from './workbookParts.ts';
import { writeWorkbook } from './writeWorkbook.ts';

/** 统计表: 分乡镇汇总, 乡镇地类汇总, 三种单位. */
export const statisticsProduct: ListProduct = {
  async write(source, directory, name) {
    const path = join(directory, `${name}_统计表.xlsx`);
    await writeWorkbook(sheetsOf(source), path);
    return [path];
  },
  expect: (source) => expectWorkbook(sheetsOf(source)),
  count: (source) => sheetsOf(source).map(contentOfSheet),
  read: readWorkbookParts,
};

function sheetsOf({ snapshot }: HandUpSource): ListSheet[] {
  return [buildTownSheet(snapshot), buildCrossSheet(snapshot), buildUnitSheet(snapshot)];
}
