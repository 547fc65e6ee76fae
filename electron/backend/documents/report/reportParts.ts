import { readFile } from 'node:fs/promises';
import type { ProductPart } from '../productPart.ts';
import { readBody } from './readReport.ts';
import type { ReportBlock } from './reportBlock.ts';

/** What has to be found in a paper of these blocks; a figure is a paragraph without text. */
export function expectReport(blocks: readonly ReportBlock[]): ProductPart[] {
  return toParts(
    blocks.flatMap((block) => (block.kind === 'table' ? [] : [block.kind === 'figure' ? '' : block.text])),
    blocks.flatMap((block) => (block.kind === 'table' ? [block.table.rows] : [])),
  );
}

/** The texts and tables as they stand in a .docx. */
export async function readReportParts(path: string): Promise<ProductPart[]> {
  const blocks = readBody(await readFile(path));
  return toParts(
    blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.text] : [])),
    blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : [])),
  );
}

/** Paragraphs as one part and each table as one. */
export function toParts(
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
