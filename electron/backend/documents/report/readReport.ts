import { unescapeXml } from '../xmlText.ts';
import { readZipEntries } from '../zipEntries.ts';

/** What a .docx this program wrote says: paragraphs outside tables, and the cells of each table. */
export function readReport(bytes: Buffer): {
  readonly paragraphs: string[];
  readonly tables: string[][][];
} {
  const xml = readZipEntries(bytes).get('word/document.xml')?.toString('utf8');
  if (xml === undefined) throw new Error('the archive holds no word/document.xml');
  const tables = [...xml.matchAll(/<w:tbl>([\s\S]*?)<\/w:tbl>/g)].map(([, table = '']) =>
    [...table.matchAll(/<w:tr[ >]([\s\S]*?)<\/w:tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell = '']) => textOf(cell)),
    ),
  );
  const outside = xml.replace(/<w:tbl>[\s\S]*?<\/w:tbl>/g, '');
  const paragraphs = [...outside.matchAll(/<w:p(?: [^>]*)?>([\s\S]*?)<\/w:p>/g)].map(([, paragraph = '']) =>
    textOf(paragraph),
  );
  return { paragraphs, tables };
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([\s\S]*?)<\/w:t>/g)]
    .map(([, text = '']) => unescapeXml(text))
    .join('');
}
