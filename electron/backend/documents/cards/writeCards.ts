import type { HandUpSource, ProductOptions } from '../listProduct.ts';
import { mapAhead } from '../mapAhead.ts';
import { writePdf } from '../pages/writePdf.ts';
import { throwIfCancelled } from '../throwIfCancelled.ts';
import { drawChip } from './drawChip.ts';
import { type CardText, cardPage, chipFrames, layOutCard } from './layOutCard.ts';
import type { PlotChip } from './plotChip.ts';

/** Enough to keep all decoding threads at work while a page is drawn. */
const cardsAhead = 4;
const epochTitles = ['前时相', '后时相'] as const;

/** One A4 page per plot, streamed to the file: memory stays flat however many cards come. */
export async function writeCards(
  source: HandUpSource,
  file: string,
  options: Pick<ProductOptions, 'drawChips' | 'changedAtUtc' | 'signal' | 'onProgress'>,
): Promise<void> {
  const { changedAtUtc, signal, onProgress, drawChips } = options;
  const total = source.snapshot.rows.length;
  await writePdf(file, { title: source.table.title, changedAtUtc }, async (document) => {
    const chipsOf = (index: number) => drawChips(source.table.geometryOf(index));
    let index = 0;
    for await (const chips of mapAhead(total, cardsAhead, chipsOf)) {
      throwIfCancelled(signal);
      drawCard(document, source, index++, chips);
      onProgress(index, total);
    }
    if (total === 0) document.addPage();
  });
}

function drawCard(
  document: PDFKit.PDFDocument,
  source: HandUpSource,
  index: number,
  chips: readonly PlotChip[],
): void {
  const { texts, lines } = layOutCard(source, index);
  document.addPage();
  for (const [place, frame] of chipFrames.entries()) {
    const { x, y, size } = frame;
    const chip = chips[place];
    drawChip(document, chip, frame);
    const label = chip === undefined ? '无影像' : chip.label;
    const text = `${epochTitles[place]} ${label}`;
    drawText(document, { text, x: x + size / 2, y: y + size + 6, size: 9, align: 'center' });
  }
  document.lineWidth(0.5).strokeColor('#52606d');
  for (const [x1, y1, x2, y2] of lines) document.moveTo(x1, y1).lineTo(x2, y2);
  document.stroke();
  for (const text of texts) drawText(document, text);
  document
    .lineWidth(0.8)
    .strokeColor('#1f2933')
    .moveTo(cardPage.left, 74)
    .lineTo(cardPage.right, 74)
    .stroke();
}

function drawText(document: PDFKit.PDFDocument, { text, x, y, size, align }: CardText): void {
  document.fontSize(size).fillColor('#1f2933');
  const width = align === 'left' ? 0 : document.widthOfString(text);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  document.text(text, left, y, { lineBreak: false });
}
