import type { Sheet } from './openSheet.ts';
import { paintWarped } from './paintWarped.ts';
import type { PixelGrid, PlacedSheet } from './planGrid.ts';
import type { Tone } from './tone.ts';

/** Paints what the sheets hold of a window of the grid, later sheets over earlier ones. */
export async function paintSheets(
  canvas: Parameters<typeof paintWarped>[0],
  placed: readonly PlacedSheet[],
  grid: PixelGrid,
  window: Parameters<typeof paintWarped>[3],
  tones: readonly Tone[],
): Promise<void> {
  for (const one of placed) {
    const { sheet, place } = one;
    const isCopy = place.isUpright && isSamePixel(place.pixelSize, grid.pixelSize, sheet);
    if (!isCopy) {
      const part = cutToSheet(window, grid, place.bounds);
      if (part !== null) {
        await paintWarped(canvas, one, grid, part, { x: part.x - window.x, y: part.y - window.y }, tones);
      }
      continue;
    }
    const sheetX = Math.round((place.bounds.minX - grid.originX) / grid.pixelSize);
    const sheetY = Math.round((grid.originY - place.bounds.maxY) / grid.pixelSize);
    const left = Math.max(window.x, sheetX);
    const right = Math.min(window.x + window.width, sheetX + sheet.reader.layout.width);
    const top = Math.max(window.y, sheetY);
    const bottom = Math.min(window.y + window.height, sheetY + sheet.reader.layout.height);
    if (left >= right || top >= bottom) continue;
    const part = { x: left - sheetX, y: top - sheetY, width: right - left, height: bottom - top };
    await sheet.paint(canvas, part, left - window.x, top - window.y, tones);
  }
}

/** Whether the pixels of a sheet stay within a tenth of a pixel of the grid's over its whole length. */
function isSamePixel(pixelSize: number, gridPixelSize: number, { reader }: Sheet): boolean {
  const { width, height } = reader.layout;
  return Math.abs(pixelSize - gridPixelSize) * Math.max(width, height) < gridPixelSize * 0.1;
}

function cutToSheet(
  window: Parameters<typeof paintWarped>[3],
  grid: PixelGrid,
  bounds: PlacedSheet['place']['bounds'],
): Parameters<typeof paintWarped>[3] | null {
  const left = Math.max(window.x, Math.floor((bounds.minX - grid.originX) / grid.pixelSize) - 1);
  const right = Math.min(
    window.x + window.width,
    Math.ceil((bounds.maxX - grid.originX) / grid.pixelSize) + 1,
  );
  const top = Math.max(window.y, Math.floor((grid.originY - bounds.maxY) / grid.pixelSize) - 1);
  const bottom = Math.min(
    window.y + window.height,
    Math.ceil((grid.originY - bounds.minY) / grid.pixelSize) + 1,
  );
  return left < right && top < bottom ? { x: left, y: top, width: right - left, height: bottom - top } : null;
}

/** Whether some pixel of the grid may have no picture on it. */
export function mayBeEmpty(placed: readonly PlacedSheet[]): boolean {
  return placed.length > 1 || placed.some(({ sheet, place }) => sheet.mayBeEmpty || !place.isUpright);
}
