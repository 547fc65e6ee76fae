import { encodeTile, type TileCoding, tileSize } from './encodeTile.ts';
import { halveCanvas } from './halveCanvas.ts';
import type { Canvas } from './openSheet.ts';
import { runSideBySide } from './runSideBySide.ts';

/** Takes a block stripe by stripe and gives its tiles at every level it is halved to. */
export interface StripePyramid {
  /**
   * A stripe of up to one row of tiles of the finest level, its top left at (x, y) of the grid; the last of a block
   * closes the coarser levels too. The canvas is free again when the promise has resolved.
   */
  add(canvas: Canvas, x: number, y: number, isLast: boolean): Promise<void>;
}

/** One row of tiles of a coarser level, filled by halves from the stripes under it. */
interface Stripe {
  readonly memory: Uint8Array;
  rows: number;
  y: number;
}

/** `widest` is the width of the widest block; `depth` how often blocks are halved. */
export function createStripePyramid(
  widest: number,
  depth: number,
  {
    channels,
    coding,
    assertRunning,
  }: { readonly channels: 3 | 4; readonly coding: TileCoding; readonly assertRunning: () => void },
  onTile: (halvings: number, column: number, row: number, data: Uint8Array | null) => void,
): StripePyramid {
  const stripes = Array.from({ length: depth }, (_, i): Stripe => {
    const width = Math.ceil(widest / 2 ** (i + 1));
    return { memory: new Uint8Array(width * tileSize * channels), rows: 0, y: 0 };
  });

  const encode = (canvas: Canvas, halvings: number, x: number, y: number) => {
    const columns = Array.from({ length: Math.ceil(canvas.width / tileSize) }, (_, i) => i);
    return runSideBySide(columns, async (column) => {
      assertRunning();
      const data = await encodeTile(canvas, column * tileSize, 0, coding);
      onTile(halvings, x / tileSize + column, y / tileSize, data);
    });
  };

  const finish = async (
    canvas: Canvas,
    halvings: number,
    x: number,
    y: number,
    isLast: boolean,
  ): Promise<void> => {
    const encoding = encode(canvas, halvings, x, y);
    const above = stripes[halvings];
    if (above === undefined) return encoding;
    // the pool encodes while this thread halves
    encoding.catch(() => {});
    const width = Math.ceil(canvas.width / 2);
    if (above.rows === 0) above.y = y / 2;
    halveCanvas(canvas, { pixels: above.memory, width, height: tileSize, channels }, above.rows);
    above.rows += Math.ceil(canvas.height / 2);
    if (above.rows === tileSize || isLast) {
      const pixels = above.memory.subarray(0, width * above.rows * channels);
      await finish({ pixels, width, height: above.rows, channels }, halvings + 1, x / 2, above.y, isLast);
      above.rows = 0;
    }
    await encoding;
  };

  return { add: (canvas, x, y, isLast) => finish(canvas, 0, x, y, isLast) };
}
