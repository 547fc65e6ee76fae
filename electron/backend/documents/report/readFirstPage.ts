import type { PaperBlock, PaperPage } from '../../../../shared/contract/records/documentRecords.ts';
import { unescapeXml } from '../xmlText.ts';
import { readZipEntries } from '../zipEntries.ts';

const twentieths = 20;
const emuPerPoint = 12_700;
/** Points, where a document says nothing: 五号. */
const usualSize = 10.5;
const usualLine = 1.3;

interface Measured {
  readonly block: PaperBlock;
  readonly height: number;
  readonly startsPage: boolean;
  /** Never stands last on a page. */
  readonly keepsNext: boolean;
}

/**
 * About the first page of a .docx as a reader sees it: paragraphs with size and place, the first rows of tables,
 * pictures. Breaks are those the file asks for and those its heights add up to; words are never laid out anew, so
 * a page of the office program may end a few lines earlier or later. Throws where the archive holds no document.
 */
export function readFirstPage(bytes: Buffer): PaperPage {
  const entries = readZipEntries(bytes);
  const xml = entries.get('word/document.xml')?.toString('utf8');
  if (xml === undefined) throw new Error('the archive holds no word/document.xml');
  const page = readPageSize(xml);
  const room = page.height - page.marginTop - page.marginBottom;
  const width = page.width - page.marginLeft - page.marginRight;
  const sizeOf = createSizeReader(entries.get('word/styles.xml')?.toString('utf8') ?? '');
  const pictureOf = createPictureReader(entries);
  const placed: Measured[] = [];
  let used = 0;
  let ended = false;
  for (const [, table, paragraph = ''] of xml.matchAll(
    /<w:tbl>([\s\S]*?)<\/w:tbl>|<w:p(?: [^>]*)?\/>|<w:p(?: [^>]*)?>([\s\S]*?)<\/w:p>/g,
  )) {
    const next =
      table === undefined
        ? readParagraph(paragraph, sizeOf, pictureOf, width)
        : readTable(table, sizeOf, width, room - used);
    const empty = next.block.kind === 'table' && next.block.rows.length === 0;
    ended = empty || (placed.length > 0 && (next.startsPage || used + next.height > room));
    if (ended) break;
    placed.push(next);
    used += next.height;
  }
  // headings go over with what they stand above
  while (ended && placed.length > 1 && placed.at(-1)?.keepsNext === true) placed.pop();
  const { marginBottom: _bottom, ...sides } = page;
  return { ...sides, blocks: placed.map(({ block }) => block) };
}

function readPageSize(xml: string) {
  const measure = (element: string, name: string, other: number): number => {
    const tag = new RegExp(`<w:${element} [^>]*>`).exec(xml)?.[0] ?? '';
    return numberOf(tag, name) ?? other;
  };
  return {
    width: measure('pgSz', 'w', 11_906) / twentieths,
    height: measure('pgSz', 'h', 16_838) / twentieths,
    marginLeft: measure('pgMar', 'left', 1_440) / twentieths,
    marginRight: measure('pgMar', 'right', 1_440) / twentieths,
    marginTop: measure('pgMar', 'top', 1_440) / twentieths,
    marginBottom: measure('pgMar', 'bottom', 1_440) / twentieths,
  };
}

function readParagraph(
  xml: string,
  sizeOf: (xml: string) => number,
  pictureOf: (id: string) => Buffer | undefined,
  width: number,
): Measured {
  const startsPage = /<w:pageBreakBefore\s*\/>|<w:pageBreakBefore w:val="(?:true|1|on)"/.test(xml);
  const keepsNext = /<w:keepNext\s*\/>/.test(xml);
  const picture = pictureOf(/<a:blip [^>]*r:embed="([^"]+)"/.exec(xml)?.[1] ?? '');
  const extent = /<wp:extent [^>]*>/.exec(xml)?.[0] ?? '';
  if (picture !== undefined) {
    const block = { kind: 'figure', picture, width: attribute(extent, 'cx') / emuPerPoint } as const;
    return { block, height: attribute(extent, 'cy') / emuPerPoint, startsPage, keepsNext };
  }
  const [text, size] = [textOf(xml), sizeOf(xml)];
  const spacing = /<w:spacing [^>]*>/.exec(xml)?.[0] ?? '';
  const exact = /w:lineRule="exact"/.test(spacing) ? numberOf(spacing, 'line') : undefined;
  const line = exact === undefined ? size * usualLine : exact / twentieths;
  const around = ((numberOf(spacing, 'before') ?? 0) + (numberOf(spacing, 'after') ?? 0)) / twentieths;
  const indent = (numberOf(/<w:ind [^>]*>/.exec(xml)?.[0] ?? '', 'firstLine') ?? 0) / twentieths;
  const bold = /<w:b\s*\/>|<w:b w:val="(?:true|1|on)"/.test(xml);
  const block = { kind: 'text', text, size, indent, bold, align: alignmentOf(xml) } as const;
  return { block, height: line * countLines(text, size, width, indent) + around, startsPage, keepsNext };
}

/**
 * The rows that fit into `room`, a row as high as its longest cell; none of a table that is kept whole and does not fit.
 */
function readTable(
  xml: string,
  sizeOf: (xml: string) => number,
  width: number,
  room: number,
): Measured & { readonly block: Extract<PaperBlock, { kind: 'table' }> } {
  const grid = [...xml.matchAll(/<w:gridCol [^>]*>/g)].map(([tag]) => (numberOf(tag, 'w') ?? 0) / twentieths);
  const size = sizeOf(xml);
  const rows: string[][] = [];
  let right: boolean[] = [];
  let height = 0;
  const all = [...xml.matchAll(/<w:tr[ >]([\s\S]*?)<\/w:tr>/g)].map(([, row = '']) => row);
  const isWhole = all.filter((row) => /<w:keepNext\s*\/>/.test(row)).length >= all.length - 1;
  for (const row of all) {
    const cellsXml = [...row.matchAll(/<w:tc>([\s\S]*?)<\/w:tc>/g)].map(([, cell = '']) => cell);
    const cells = cellsXml.map(textOf);
    const lines = cells.map((cell, place) => countLines(cell, size, (grid[place] ?? width) - 6, 0));
    const asked = (numberOf(/<w:trHeight [^>]*>/.exec(row)?.[0] ?? '', 'val') ?? 0) / twentieths;
    const next = Math.max(asked, size * usualLine * Math.max(1, ...lines) + 2);
    if (height + next > room) {
      if (isWhole) rows.length = 0;
      break;
    }
    rows.push(cells);
    right = cellsXml.map((cell) => alignmentOf(cell) === 'right');
    height += next;
  }
  return { block: { kind: 'table', rows, right, size }, height, startsPage: false, keepsNext: false };
}

/** A Chinese character is as wide as it is high, a Latin one half of that. */
function countLines(text: string, size: number, width: number, indent: number): number {
  let length = indent;
  for (const character of text) length += (character.codePointAt(0) ?? 0) < 0x2000 ? size / 2 : size;
  return Math.max(1, Math.ceil(length / Math.max(size, width)));
}

/** Points of the first run of a piece of the document: its own, its style's, or the document's. */
function createSizeReader(styles: string): (xml: string) => number {
  const halfPoints = (xml: string) => numberOf(/<w:sz [^>]*>/.exec(xml)?.[0] ?? '', 'val');
  const usual = halfPoints(/<w:docDefaults>[\s\S]*?<\/w:docDefaults>/.exec(styles)?.[0] ?? '');
  return (xml) => {
    const style = /<w:pStyle w:val="([^"]+)"/.exec(xml)?.[1];
    const ofStyle =
      style === undefined
        ? undefined
        : [...styles.matchAll(/<w:style [^>]*w:styleId="([^"]+)"[\s\S]*?<\/w:style>/g)].find(
            ([, id]) => id === style,
          )?.[0];
    return (halfPoints(xml) ?? halfPoints(ofStyle ?? '') ?? usual ?? usualSize * 2) / 2;
  };
}

function createPictureReader(entries: ReadonlyMap<string, Buffer>): (id: string) => Buffer | undefined {
  const relations = entries.get('word/_rels/document.xml.rels')?.toString('utf8') ?? '';
  const targets = new Map<string, string>();
  for (const [tag] of relations.matchAll(/<Relationship [^>]*>/g)) {
    const [id, target] = ['Id', 'Target'].map((name) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]);
    if (id !== undefined && target !== undefined) targets.set(id, target);
  }
  return (id) => {
    const target = targets.get(id);
    // others than PNG and JPEG no page shows
    return target !== undefined && /\.(?:png|jpe?g)$/i.test(target)
      ? entries.get(`word/${target}`)
      : undefined;
  };
}

function alignmentOf(xml: string): 'left' | 'center' | 'right' {
  const place = /<w:jc w:val="([^"]+)"/.exec(xml)?.[1];
  if (place === 'center') return 'center';
  return place === 'right' || place === 'end' ? 'right' : 'left';
}

function textOf(xml: string): string {
  return [...xml.matchAll(/<w:t(?: [^>]*)?>([\s\S]*?)<\/w:t>/g)]
    .map(([, text = '']) => unescapeXml(text))
    .join('');
}

function numberOf(tag: string, name: string): number | undefined {
  const text = new RegExp(` w:${name}="(-?[\\d.]+)`).exec(tag)?.[1];
  return text === undefined ? undefined : Number(text);
}

function attribute(tag: string, name: string): number {
  return Number(new RegExp(` ${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}
