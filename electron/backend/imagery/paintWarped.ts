import type { Canvas } from './openSheet.ts';
import type { PixelWindow } from './PixelReader.ts';
import type { PixelGrid, PlacedSheet } from './planGrid.ts';
import type { Tone } from './tone.ts';

const latticeStep = 16;
const largestScratchPixels = 24_000_000;

/**
 * Paints a sheet of another CRS, or a rotated one, into a window of the grid whose top left is that of the canvas:
 * every pixel looks up its place in the sheet (exact on a lattice of 16 pixels, linear between, far below half a
 * pixel) and takes the bilinear mean of its four neighbours. Windows too large for memory are halved.
 */
export async function paintWarped(
  canvas: Canvas,
  { sheet, place }: PlacedSheet,
  grid: PixelGrid,
  window: PixelWindow,
  target: { readonly x: number; readonly y: number },
  tones: readonly Tone[],
): Promise<void> {
  const lattice = computeLattice(grid, window, place.toPixel);
  const { width, height } = sheet.reader.layout;
  const left = Math.max(0, Math.floor(lattice.minColumn) - 1);
  const top = Math.max(0, Math.floor(lattice.minRow) - 1);
  const right = Math.min(width, Math.ceil(lattice.maxColumn) + 2);
  const bottom = Math.min(height, Math.ceil(lattice.maxRow) + 2);
  if (!(right > left && bottom > top)) return;

  const isTooLarge = (right - left) * (bottom - top) > largestScratchPixels;
  if (isTooLarge && Math.max(window.width, window.height) > latticeStep) {
    for (const half of halve(window)) {
      const at = { x: target.x + half.x - window.x, y: target.y + half.y - window.y };
      await paintWarped(canvas, { sheet, place }, grid, half, at, tones);
    }
    return;
  }
  const scratch: Canvas = {
    pixels: new Uint8Array((right - left) * (bottom - top) * 4),
    width: right - left,
    height: bottom - top,
    channels: 4,
  };
  await sheet.paint(scratch, { x: left, y: top, width: scratch.width, height: scratch.height }, 0, 0, tones);
  resample(canvas, target, window, lattice, scratch, left, top, width, height);
}

function halve(window: PixelWindow): readonly PixelWindow[] {
  const { x, y, width, height } = window;
  if (width >= height) {
    const half = Math.ceil(width / 2);
    return [
      { x, y, width: half, height },
      { x: x + half, y, width: width - half, height },
    ];
  }
  const half = Math.ceil(height / 2);
  return [
    { x, y, width, height: half },
    { x, y: y + half, width, height: height - half },
  ];
}

interface Lattice {
  readonly columns: number;
  /** Sheet column and row at each lattice point. */
  readonly places: Float64Array;
  readonly minColumn: number;
  readonly maxColumn: number;
  readonly minRow: number;
  readonly maxRow: number;
}

function computeLattice(
  grid: PixelGrid,
  window: PixelWindow,
  toPixel: (x: number, y: number, out: Float64Array) => void,
): Lattice {
  const columns = Math.ceil(window.width / latticeStep) + 1;
  const rows = Math.ceil(window.height / latticeStep) + 1;
  const places = new Float64Array(columns * rows * 2);
  const point = new Float64Array(2);
  let [minColumn, maxColumn, minRow, maxRow] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      // the lattice runs through pixel centres
      const x = grid.originX + (window.x + column * latticeStep + 0.5) * grid.pixelSize;
      const y = grid.originY - (window.y + row * latticeStep + 0.5) * grid.pixelSize;
      toPixel(x, y, point);
      const [sheetColumn, sheetRow] = [point[0] as number, point[1] as number];
      places.set(point, (row * columns + column) * 2);
      minColumn = Math.min(minColumn, sheetColumn);
      maxColumn = Math.max(maxColumn, sheetColumn);
      minRow = Math.min(minRow, sheetRow);
      maxRow = Math.max(maxRow, sheetRow);
    }
  }
  return { columns, places, minColumn, maxColumn, minRow, maxRow };
}

function resample(
  canvas: Canvas,
  target: { readonly x: number; readonly y: number },
  window: PixelWindow,
  { columns, places }: Lattice,
  scratch: Canvas,
  left: number,
  top: number,
  sheetWidth: number,
  sheetHeight: number,
): void {
  const place = (index: number) => places[index] as number;
  const mean = new Float64Array(4);
  for (let row = 0; row < window.height; row++) {
    const latticeRow = Math.floor(row / latticeStep);
    const down = row / latticeStep - latticeRow;
    for (let column = 0; column < window.width; column++) {
      const latticeColumn = Math.floor(column / latticeStep);
      const across = column / latticeStep - latticeColumn;
      const a = (latticeRow * columns + latticeColumn) * 2;
      const c = a + columns * 2;
      const between = (shift: number) =>
        (place(a + shift) * (1 - across) + place(a + 2 + shift) * across) * (1 - down) +
        (place(c + shift) * (1 - across) + place(c + 2 + shift) * across) * down;
      const sheetX = between(0);
      const sheetY = between(1);
      if (!(sheetX >= 0 && sheetY >= 0 && sheetX <= sheetWidth && sheetY <= sheetHeight)) continue;
      blend(scratch, sheetX - 0.5 - left, sheetY - 0.5 - top, mean);
      const opacity = mean[3] as number;
      if (opacity < 0.5) continue;
      const at = ((target.y + row) * canvas.width + target.x + column) * canvas.channels;
      for (let channel = 0; channel < 3; channel++) {
        canvas.pixels[at + channel] = Math.round((mean[channel] as number) / opacity);
      }
      if (canvas.channels === 4) canvas.pixels[at + 3] = Math.round(opacity * 255);
    }
  }
}

/** Mean of the four pixels around a place, colours weighted by opacity; beyond the rim the rim counts. */
function blend({ pixels, width, height }: Canvas, x: number, y: number, mean: Float64Array): void {
  const column = Math.floor(x);
  const row = Math.floor(y);
  mean.fill(0);
  for (let dy = 0; dy < 2; dy++) {
    const weightY = dy === 0 ? row + 1 - y : y - row;
    const clampedRow = Math.min(height - 1, Math.max(0, row + dy));
    for (let dx = 0; dx < 2; dx++) {
      const weight = weightY * (dx === 0 ? column + 1 - x : x - column);
      const clampedColumn = Math.min(width - 1, Math.max(0, column + dx));
      const at = (clampedRow * width + clampedColumn) * 4;
      const opaque = (weight * (pixels[at + 3] as number)) / 255;
      mean[0] = (mean[0] as number) + opaque * (pixels[at] as number);
      mean[1] = (mean[1] as number) + opaque * (pixels[at + 1] as number);
      mean[2] = (mean[2] as number) + opaque * (pixels[at + 2] as number);
      mean[3] = (mean[3] as number) + opaque;
    }
  }
}
