import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListProduct } from '../listProduct.ts';
import type { ProductPart } from '../productPart.ts';
import { buildReport } from './buildReport.ts';
import { readReport } from './readReport.ts';
import { writeReport } from './writeReport.ts';

/** The county's report as .docx. */
export const reportProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_报告.docx`);
    const { changedAtUtc } = options;
    await writeReport(buildReport(source, options), path, { title: source.table.title, changedAtUtc });
    return [path];
  },
  expect(source, _path, options) {
    const blocks = buildReport(source, options);
    return toParts(
      blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.text])),
      blocks.flatMap((block) => (block.kind === 'table' ? [block.table.rows] : [])),
    );
  },
  async read(path) {
    const { paragraphs, tables } = readReport(await readFile(path));
    return toParts(paragraphs, tables);
  },
};

function toParts(
  paragraphs: readonly string[],
  tables: readonly (readonly (readonly string[])[])[],
): ProductPart[] {
  const emptyIsNull = (row: readonly string[]) => row.map((text) => text || null);
  return [
    { name: '正文', kind: 'line', titles: [], rows: paragraphs.map((text) => emptyIsNull([text])) },
    ...tables.map(
      (rows, index): ProductPart => ({
        name: `表 ${index + 1}`,
        kind: 'cell',
        titles: [...(rows[0] ?? [])],
        rows: rows.map(emptyIsNull),
      }),
    ),
  ];
}
