import type { VerdictPattern } from '../../../shared/domain/review/verdictScheme.ts';

/** What a judged plot is filled with: the pattern the scheme gives its verdict, rings where it has only a status. */
export type PatternShape = VerdictPattern | 'rings';

const cellPixels = 18;
const patterns = new Map<string, CanvasPattern | string>();

/**
 * A sparse pattern for a canvas fill: verdicts can be told apart without their colour, and the ground is seen between
 * the marks. Dark under bright, so that it shows on soil and on forest.
 */
export function verdictPattern(
  shape: PatternShape,
  color: string,
  pixelRatio: number,
): CanvasPattern | string {
  const key = `${shape} ${color} ${pixelRatio}`;
  const known = patterns.get(key);
  if (known !== undefined) return known;
  const pattern = drawPattern(shape, color, pixelRatio) ?? color;
  patterns.set(key, pattern);
  return pattern;
}

function drawPattern(shape: PatternShape, color: string, pixelRatio: number): CanvasPattern | null {
  const canvas = document.createElement('canvas');
  canvas.width = cellPixels * pixelRatio;
  canvas.height = cellPixels * pixelRatio;
  const context = canvas.getContext('2d');
  if (context === null) return null;
  context.scale(pixelRatio, pixelRatio);
  for (const [stroke, width] of [
    ['rgba(0,0,0,0.4)', 3],
    [color, 1.4],
  ] as const) {
    context.strokeStyle = stroke;
    context.fillStyle = stroke;
    context.lineWidth = width;
    traceShape(context, shape, width);
  }
  return context.createPattern(canvas, 'repeat');
}

function traceShape(context: CanvasRenderingContext2D, shape: PatternShape, width: number): void {
  const [size, middle] = [cellPixels, cellPixels / 2];
  const line = (x1: number, y1: number, x2: number, y2: number) => {
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
  };
  const circle = (radius: number) => {
    context.beginPath();
    context.arc(middle, middle, radius, 0, 2 * Math.PI);
  };
  // three parallels, so that the corners of the repeating cell are covered too
  const falling = () => {
    for (const shift of [-size, 0, size]) line(shift - 1, -1, shift + size + 1, size + 1);
  };
  const rising = () => {
    for (const shift of [-size, 0, size]) line(shift - 1, size + 1, shift + size + 1, -1);
  };
  const level = () => line(0, middle, size, middle);
  const upright = () => line(middle, 0, middle, size);
  switch (shape) {
    case 'solid':
      // as the swatch, but thin enough to judge the ground through it
      context.globalAlpha = 0.16;
      context.fillRect(0, 0, size, size);
      context.globalAlpha = 1;
      return;
    case 'diagonal':
      falling();
      return;
    case 'backDiagonal':
      rising();
      return;
    case 'horizontal':
      level();
      return;
    case 'vertical':
      upright();
      return;
    case 'cross':
      falling();
      rising();
      return;
    case 'grid':
      level();
      upright();
      return;
    case 'dots':
      circle(1 + width / 2);
      context.fill();
      return;
    case 'plain':
      return;
    case 'rings':
      circle(4);
      context.stroke();
  }
}
