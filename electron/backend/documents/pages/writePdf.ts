import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import { fontFile } from '../drawing/fontFile.ts';

/**
 * Streams a PDF to a file: memory stays flat however many pages come. The font is embedded, dated by the data and
 * not by the clock, so that the same content gives the same bytes.
 */
export async function writePdf(
  file: string,
  { title, changedAtUtc }: { readonly title: string; readonly changedAtUtc: string },
  draw: (document: PDFKit.PDFDocument) => Promise<void> | void,
): Promise<void> {
  const document = new PDFDocument({
    ...{ autoFirstPage: false, size: 'A4', margin: 0, lang: 'zh-CN' },
    info: { Title: title, Creator: '田衡', Producer: '田衡', CreationDate: new Date(changedAtUtc) },
  });
  const output = createWriteStream(file, { flush: true });
  const written = finished(output);
  document.pipe(output);
  document.registerFont('text', fontFile).font('text');
  try {
    await draw(document);
    document.end();
  } catch (error) {
    written.catch(() => {});
    output.destroy();
    throw error;
  }
  await written;
}
