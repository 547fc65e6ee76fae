import sharp from 'sharp';
import { encodeTile, type TileCoding, tileSize } from './encodeTile.ts';
import { halveCanvas } from './halveCanvas.ts';
import type { Canvas } from './openSheet.ts';

/** A tile from the four of the next finer level under it; null where none of them is there. */
export async function joinTiles(
  read: (column: number, row: number) => Uint8Array | undefined,
  column: number,
  row: number,
  coding: TileCoding,
): Promise<Uint8Array | null> {
  const side = tileSize * 2;
  const four: Canvas = { pixels: Buffer.alloc(side * side * 4), width: side, height: side, channels: 4 };
  let hasAny = false;
  for (let dy = 0; dy < 2; dy++) {
    for (let dx = 0; dx < 2; dx++) {
      const child = read(column * 2 + dx, row * 2 + dy);
      if (child === undefined) continue;
      hasAny = true;
      const raw = await sharp(child).toColourspace('srgb').ensureAlpha().raw().toBuffer();
      for (let line = 0; line < tileSize; line++) {
        const target = ((dy * tileSize + line) * side + dx * tileSize) * 4;
        four.pixels.set(raw.subarray(line * tileSize * 4, (line + 1) * tileSize * 4), target);
      }
    }
  }
  if (!hasAny) return null;
  const one: Canvas = {
    pixels: Buffer.alloc(tileSize * tileSize * 4),
    width: tileSize,
    height: tileSize,
    channels: 4,
  };
  halveCanvas(four, one, 0);
  return encodeTile(one, 0, 0, coding);
}
