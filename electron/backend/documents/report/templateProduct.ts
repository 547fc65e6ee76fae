import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import type { ListSheet } from '../listTable.ts';
import type { ProductPart } from '../productPart.ts';
import { summariseTowns } from './buildReport.ts';
import { fillTemplate } from './bureauTemplate.ts';
import { readBody } from './readReport.ts';
import type { ReportTable } from './reportBlock.ts';
import { readReportParts, toParts } from './reportParts.ts';
import { templateValues } from './templateValues.ts';
import { buildTownList } from './townList.ts';

/** A paper from the bureau's own .docx template. */
export const templateProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_自定义报告.docx`);
    const filled = await fillTemplate(
      requireTemplate(options),
      templateValues(source, options),
      templateTables(source),
      source.table.title,
    );
    await writeFile(path, filled);
    return [path];
  },
  expect: (source, _path, options) => expectFilled(source, options),
  count(source, _path, options) {
    const placed = readBody(Buffer.from(requireTemplate(options))).filter(
      (block) => block.kind !== 'table' && tableNameIn(block.text) === plotTable,
    );
    return placed.slice(0, 1).map(() => contentOfSheet(source.table));
  },
  read: readReportParts,
};

const plotTable = '图斑清单表';

/** What a paragraph of a template gives way to where it is nothing but a placeholder. */
function tableNameIn(text: string): string {
  return /^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(text)?.[1] ?? '';
}

function requireTemplate({ template }: Pick<ExpectOptions, 'template'>): Uint8Array {
  if (template === undefined) throw new AppError('TEMPLATE_MISSING', {});
  return template;
}

function templateTables({
  table,
  snapshot,
}: HandUpSource): Record<'分乡镇汇总表' | typeof plotTable, ReportTable> {
  const everyRow = snapshot.rows.map((_row, index) => index);
  return {
    分乡镇汇总表: summariseTowns(table.summaries[0] as ListSheet),
    [plotTable]: buildTownList(table, everyRow),
  };
}

/** What the filled template has to say: its own text with the values in place, read without the library that fills it. */
function expectFilled(source: HandUpSource, options: ExpectOptions): ProductPart[] {
  const values = templateValues(source, options);
  const tables: Readonly<Record<string, ReportTable>> = templateTables(source);
  const fill = (text: string): string =>
    text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (whole, name: string) => values[name] ?? whole);
  const paragraphs: string[] = [];
  const filled: (readonly (readonly string[])[])[] = [];
  for (const block of readBody(Buffer.from(requireTemplate(options)))) {
    if (block.kind === 'table') filled.push(block.rows.map((row) => row.map(fill)));
    else {
      const table = tables[tableNameIn(block.text)];
      if (table === undefined) paragraphs.push(fill(block.text));
      else filled.push(table.rows);
    }
  }
  return toParts(paragraphs, filled);
}
