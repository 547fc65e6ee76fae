import type { RuleStyle } from './ruleStyle.ts';

const cellPixels = 14;
const patterns = new Map<string, CanvasPattern | string>();

/** A repeating hatch for a canvas fill; exclusions are hatched, never filled, so the ground stays visible. */
export function hatchPattern(
  style: RuleStyle,
  lineWidth: number,
  pixelRatio: number,
): CanvasPattern | string {
  const key = `${style.mapColor} ${style.angle} ${lineWidth} ${pixelRatio}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const pattern = drawPattern(style, lineWidth, pixelRatio) ?? style.mapColor;
  patterns.set(key, pattern);
  return pattern;
}

function drawPattern(style: RuleStyle, lineWidth: number, pixelRatio: number): CanvasPattern | null {
  const size = cellPixels * pixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  // dark beside bright: the hatch is seen on bare soil and on forest
  drawLines(context, style.angle, size, (lineWidth + 1.6) * pixelRatio, 'rgba(0,0,0,0.28)');
  drawLines(context, style.angle, size, lineWidth * pixelRatio, style.mapColor);
  return context.createPattern(canvas, 'repeat');
}

function drawLines(
  context: CanvasRenderingContext2D,
  angle: RuleStyle['angle'],
  size: number,
  width: number,
  color: string,
): void {
  context.strokeStyle = color;
  context.lineWidth = width;
  context.beginPath();
  if (angle === 0) {
    context.moveTo(0, size / 2);
    context.lineTo(size, size / 2);
  } else if (angle === 90) {
    context.moveTo(size / 2, 0);
    context.lineTo(size / 2, size);
  } else {
    // three parallels, so that the corners of the repeating cell are covered too
    for (const shift of [-size, 0, size]) {
      const rises = angle === 45;
      context.moveTo(shift - 1, rises ? size + 1 : -1);
      context.lineTo(shift + size + 1, rises ? -1 : size + 1);
    }
  }
  context.stroke();
}
