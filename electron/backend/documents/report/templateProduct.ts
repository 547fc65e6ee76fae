import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../../shared/errors/AppError.ts';
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
  read: readReportParts,
};

function requireTemplate({ template }: Pick<ExpectOptions, 'template'>): Uint8Array {
  if (template === undefined) throw new AppError('TEMPLATE_MISSING', {});
  return template;
}

function templateTables({
  table,
  snapshot,
}: HandUpSource): Record<'分乡镇汇总表' | '图斑清单表', ReportTable> {
  const everyRow = snapshot.rows.map((_row, index) => index);
  return {
    分乡镇汇总表: summariseTowns(table.summaries[0] as ListSheet),
    图斑清单表: buildTownList(table, everyRow),
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
      const table = tables[/^\s*\{\{\s*([^{}]+?)\s*\}\}\s*$/.exec(block.text)?.[1] ?? ''];
      if (table === undefined) paragraphs.push(fill(block.text));
      else filled.push(table.rows);
    }
  }
  return toParts(paragraphs, filled);
}
