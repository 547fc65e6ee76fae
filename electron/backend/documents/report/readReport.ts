import { unescapeXml } from '../xmlText.ts';
import { readZipEntries } from '../zipEntries.ts';

type BodyBlock =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

/** What the body of a .docx says, in order: paragraphs outside tables, and tables with the text of each cell. */
export function readBody(bytes: Buffer): BodyBlock[] {
  const xml = readZipEntries(bytes).get('word/document.xml')?.toString('utf8');
  if (xml === undefined) throw new Error('the archive holds no word/document.xml');
  return [
    ...xml.matchAll(/<w:tbl>([\s\S]*?)<\/w:tbl>|<w:p(?: [^>]*)?\/>|<w:p(?: [^>]*)?>([\s\S]*?)<\/w:p>/g),
  ].map(([, table, paragraph]): BodyBlock => {
    if (table === undefined) return { kind: 'paragraph', text: textOf(paragraph ?? '') };
    const rows = [...table.matchAll(/<w:tr[ >]([\s\S]*?)<\/w:tr>/g)].map(([, row = '']) =>
      [...row.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell = '']) => textOf(cell)),
    );
    return { kind: 'table', rows };
  });
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([\s\S]*?)<\/w:t>/g)]
    .map(([, text = '']) => unescapeXml(text))
    .join('');
}
