import type { PlotChip } from './plotChip.ts';

/** A chip on a page with its outline and a thin frame; the frame alone where there is no image. Points. */
export function drawChip(
  document: PDFKit.PDFDocument,
  chip: PlotChip | undefined,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
): void {
  if (chip !== undefined) {
    document.image(chip.jpeg, x, y, { width: size, height: size });
    document.save().rect(x, y, size, size).clip();
    // dark beside bright: the outline is seen on soil and on forest
    for (const [color, width] of [
      ['#1f2933', 2.2],
      ['#ffd54a', 1.2],
    ] as const) {
      for (const ring of chip.outline) {
        for (const [place, [east, south]] of ring.entries()) {
          if (place === 0) document.moveTo(x + east * size, y + south * size);
          else document.lineTo(x + east * size, y + south * size);
        }
        document.closePath();
      }
      document.lineWidth(width).strokeColor(color).stroke();
    }
    document.restore();
  }
  document.lineWidth(0.6).strokeColor('#8a97a5').rect(x, y, size, size).stroke();
}
