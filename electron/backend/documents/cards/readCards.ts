import { inflateSync } from 'node:zlib';

/**
 * The texts of each page of a PDF this program wrote (one entry per text drawn), decoded through the embedded
 * font's own Unicode map as any reader of the file does it. Throws where it is no such PDF.
 */
export function readCards(bytes: Buffer): string[][] {
  const objects = readObjects(bytes);
  const maps = new Map<string, ReadonlyMap<number, string>>();
  const pages: string[][] = [];
  for (const { dictionary } of objects.values()) {
    if (!/\/Type \/Page\b(?!s)/.test(dictionary)) continue;
    const resources = objects.get(reference(dictionary, 'Resources'))?.dictionary ?? '';
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => {
        const toUnicode = reference(objects.get(id)?.dictionary ?? '', 'ToUnicode');
        const known = maps.get(toUnicode) ?? readUnicodeMap(objects.get(toUnicode)?.stream ?? '');
        maps.set(toUnicode, known);
        return [name, known];
      }),
    );
    pages.push(readTexts(objects.get(reference(dictionary, 'Contents'))?.stream ?? '', fonts));
  }
  if (pages.length === 0) throw new Error('no page found');
  return pages;
}

interface PdfObject {
  readonly dictionary: string;
  /** Inflated; '' for images and fonts. */
  readonly stream: string;
}

function readObjects(bytes: Buffer): Map<string, PdfObject> {
  const objects = new Map<string, PdfObject>();
  let place = 0;
  for (;;) {
    const start = bytes.indexOf(' 0 obj\n', place, 'latin1');
    if (start < 0) return objects;
    const id = /(\d+)$/.exec(bytes.toString('latin1', Math.max(0, start - 10), start))?.[1] ?? '';
    const streamStart = bytes.indexOf('stream\n', start, 'latin1');
    const end = bytes.indexOf('endobj', start, 'latin1');
    if (end < 0) throw new Error(`object ${id} does not end`);
    if (streamStart < 0 || streamStart > end) {
      objects.set(id, { dictionary: bytes.toString('latin1', start + 7, end), stream: '' });
      place = end;
      continue;
    }
    const dictionary = bytes.toString('latin1', start + 7, streamStart);
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    const isText = /\/FlateDecode/.test(dictionary) && !/\/Subtype|\/Length1/.test(dictionary);
    const data = bytes.subarray(streamStart + 7, streamStart + 7 + length);
    objects.set(id, { dictionary, stream: isText ? inflateSync(data).toString('latin1') : '' });
    place = streamStart + 7 + length;
  }
}

function reference(dictionary: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '';
}

function readUnicodeMap(cmap: string): Map<number, string> {
  const map = new Map<number, string>();
  for (const [, first = '', list = ''] of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    const start = Number.parseInt(first, 16);
    for (const [index, [, code = '']] of [...list.matchAll(/<([0-9a-f ]*)>/gi)].entries()) {
      const units = code.replaceAll(' ', '').match(/.{4}/g) ?? [];
      map.set(start + index, String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))));
    }
  }
  return map;
}

function readTexts(content: string, fonts: ReadonlyMap<string, ReadonlyMap<number, string>>): string[] {
  return [...content.matchAll(/BT\n([\s\S]*?)ET\n/g)].map(([, body = '']) => {
    const font = fonts.get(/\/(F\d+) [\d.]+ Tf/.exec(body)?.[1] ?? '');
    const glyphs = [...body.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? []);
    return glyphs.map((glyph) => font?.get(Number.parseInt(glyph, 16)) ?? '\uFFFD').join('');
  });
}
