import { fullTitle, type ListSheet } from '../listTable.ts';
import type { ProductPart } from '../productPart.ts';
import { layOutSheet } from './layOutSheet.ts';
import { readWorkbook } from './readWorkbook.ts';

/** What has to be found in a workbook of these sheets. */
export function expectWorkbook(sheets: readonly ListSheet[]): ProductPart[] {
  return sheets.map((sheet) => ({
    name: partName(sheet.name),
    kind: 'cell',
    titles: sheet.columns.map(fullTitle),
    rows: layOutSheet(sheet),
  }));
}

/** The cells as they stand in a workbook. */
export async function readWorkbookParts(path: string): Promise<ProductPart[]> {
  const sheets = await readWorkbook(path);
  return sheets.map(({ name, rows }) => ({ name: partName(name), kind: 'cell', titles: [], rows }));
}

function partName(sheetName: string): string {
  return `工作表“${sheetName}”`;
}
