import type { FileHandle } from 'node:fs/promises';
import { damagedRaster } from './damagedRaster.ts';
import type { PixelWindow } from './PixelReader.ts';
import type { TiffLayout } from './tiffLayout.ts';

/** A rectangle of whole blocks: columns and rows of blocks, the last ones left out. */
export interface Piece {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Stored bytes of a piece, one buffer for each plane; taken again, as buffers of megabytes keep the collector busy. */
export interface ReadMemory {
  readonly buffers: Buffer[];
}

export function takeMemory({ buffers }: ReadMemory, index: number, bytes: number): Buffer {
  const known = buffers[index];
  if (known !== undefined && known.length >= bytes) return known.subarray(0, bytes);
  const made = Buffer.allocUnsafeSlow(bytes);
  buffers[index] = made;
  return made;
}

const pieceBytes = 6 << 20;

/** Rows of blocks over the window, as many together as fit a piece. A stored hole never shares a piece with data. */
export function* planPieces(layout: TiffLayout, window: PixelWindow): Generator<Piece> {
  const { blockWidth, blockHeight, blocksAcross, blocksDown } = layout;
  const left = Math.floor(window.x / blockWidth);
  const right = Math.min(blocksAcross, Math.ceil((window.x + window.width) / blockWidth));
  const first = Math.floor(window.y / blockHeight);
  const end = Math.min(blocksDown, Math.ceil((window.y + window.height) / blockHeight));
  const pixelBytes = (layout.bits / 8) * (layout.isPlanar ? 1 : layout.samples);
  const rowBytes = (right - left) * blockWidth * blockHeight * pixelBytes;
  const rowsTogether = Math.max(1, Math.floor(pieceBytes / rowBytes));
  for (let top = first; top < end; top += rowsTogether) {
    const bottom = Math.min(end, top + rowsTogether);
    if (!hasHole(layout, { left, right, top, bottom })) {
      yield { left, right, top, bottom };
      continue;
    }
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        yield { left: column, right: column + 1, top: row, bottom: row + 1 };
      }
    }
  }
}

function hasHole(layout: TiffLayout, { left, right, top, bottom }: Piece): boolean {
  const planes = layout.isPlanar ? layout.samples : 1;
  for (let plane = 0; plane < planes; plane++) {
    for (let row = top; row < bottom; row++) {
      for (let column = left; column < right; column++) {
        if (layout.byteCounts[indexOf(layout, plane, row, column)] === 0) return true;
      }
    }
  }
  return false;
}

function indexOf(layout: TiffLayout, plane: number, row: number, column: number): number {
  return (plane * layout.blocksDown + row) * layout.blocksAcross + column;
}

/** The pixels of a piece; its last blocks may reach over the edge of the picture. */
export function placePiece(layout: TiffLayout, { left, right, top, bottom }: Piece): PixelWindow {
  const { blockWidth, blockHeight, isTiled, height } = layout;
  const rows = (bottom - top) * blockHeight;
  return {
    x: left * blockWidth,
    y: top * blockHeight,
    width: (right - left) * blockWidth,
    height: isTiled ? rows : Math.min(rows, height - top * blockHeight),
  };
}

/** The stored bytes of the blocks of a piece, neighbours in the file with one read; null for a hole. */
export async function fetchBlocks(
  handle: FileHandle,
  fileBytes: number,
  file: string,
  layout: TiffLayout,
  { left, right, top, bottom }: Piece,
  plane: number,
  takeBytes: (count: number) => Buffer,
): Promise<Uint8Array[] | null> {
  const places: { offset: number; length: number }[] = [];
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      const index = indexOf(layout, plane, row, column);
      const offset = layout.offsets[index] as number;
      const length = layout.byteCounts[index] as number;
      if (length === 0 || offset === 0) return null;
      if (offset + length > fileBytes) throw damagedRaster(file, '文件不完整（数据块超出文件末尾）');
      places.push({ offset, length });
    }
  }
  const blocks: Uint8Array[] = [];
  const memory = takeBytes(places.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (let first = 0; first < places.length; ) {
    const { offset } = places[first] as (typeof places)[number];
    let end = offset;
    let next = first;
    while (next < places.length && places[next]?.offset === end) end += places[next++]?.length ?? 0;
    const bytes = memory.subarray(filled, filled + end - offset);
    filled += bytes.length;
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
    if (bytesRead < bytes.length) throw damagedRaster(file, '文件不完整（数据块读不全）');
    for (; first < next; first++) {
      const place = places[first] as (typeof places)[number];
      blocks.push(bytes.subarray(place.offset - offset, place.offset - offset + place.length));
    }
  }
  return blocks;
}
