import { middleOfLine } from './fontFile.ts';
import { inkColor, type Scene, type SceneItem } from './scene.ts';

/** Draws a scene on the current page with the current font, as lines and as real text. */
export function drawScenePdf(document: PDFKit.PDFDocument, scene: Scene): void {
  for (const item of scene.items) drawItem(document, item);
}

function drawItem(document: PDFKit.PDFDocument, item: SceneItem): void {
  if (item.kind === 'text') {
    document.fontSize(item.size).fillColor(item.color ?? inkColor, 1);
    const width = item.align === 'left' ? 0 : document.widthOfString(item.text);
    const left =
      item.align === 'left' ? item.x : item.align === 'right' ? item.x - width : item.x - width / 2;
    document.text(item.text, left, item.y - item.size * middleOfLine, { lineBreak: false });
    return;
  }
  if (item.kind === 'line') {
    document.lineWidth(item.strokeWidth).strokeColor(item.stroke);
    for (const [place, [x, y]] of item.points.entries()) {
      if (place === 0) document.moveTo(x, y);
      else document.lineTo(x, y);
    }
    document.stroke();
    return;
  }
  for (const ring of item.rings) {
    for (const [place, [x, y]] of ring.entries()) {
      if (place === 0) document.moveTo(x, y);
      else document.lineTo(x, y);
    }
    document.closePath();
  }
  document.lineWidth(item.strokeWidth ?? 0.5);
  if (item.dashed === true) document.dash(3, { space: 2 });
  if (item.fill !== undefined) document.fillColor(item.fill, item.fillOpacity ?? 1);
  if (item.stroke !== undefined) document.strokeColor(item.stroke);
  if (item.fill !== undefined && item.stroke !== undefined) document.fillAndStroke('even-odd');
  else if (item.fill !== undefined) document.fill('even-odd');
  else document.stroke();
  if (item.dashed === true) document.undash();
}
