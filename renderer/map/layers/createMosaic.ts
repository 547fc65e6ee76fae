import type { TileScheme } from '../../../shared/contract/records/imageryRecords.ts';
import { decodedTile, heldTile } from '../tiles/decodedTiles.ts';
import { containsBlock, eachTile, type TileBlock, tileLength } from '../tiles/imageTiles.ts';

/** Tiles of one level side by side, pixel by pixel as they are stored. */
export interface MosaicSheet {
  readonly canvas: HTMLCanvasElement;
  /** Top left corner on the ground and size of a pixel, in the units of the image's system. */
  readonly originX: number;
  readonly originY: number;
  readonly resolution: number;
}

export interface Mosaic {
  /**
   * What there is of a block, to be drawn in this order: what was shown before as long as tiles are missing, then the
   * block itself. Tiles that are not in memory are fetched; `arrived` is called as each comes.
   */
  sheetsOf(block: TileBlock): readonly MosaicSheet[];
  /** True where the block asked for last has all its tiles. */
  isComplete(): boolean;
  /** Why tiles of that block could not be read; null where all could. */
  failure(): unknown;
}

interface Sheet extends MosaicSheet {
  readonly block: TileBlock;
  readonly missing: Set<string>;
  failure: unknown;
}

/**
 * Joins tiles before they are scaled to the screen. Scaled one by one each would have to end at a whole pixel of the
 * screen, up to half a pixel from its place; joined, the picture is laid with fractions and has no seams.
 */
export function createMosaic(image: TileScheme, arrived: () => void): Mosaic {
  let current: Sheet | null = null;
  let before: Sheet | null = null;

  const draw = (sheet: Sheet, address: { z: number; x: number; y: number }, bitmap: ImageBitmap) => {
    const left = (address.x - sheet.block.left) * image.tileSize;
    const top = (address.y - sheet.block.top) * image.tileSize;
    // a place without imagery is one clear pixel
    if (bitmap.width > 1) sheet.canvas.getContext('2d')?.drawImage(bitmap, left, top);
  };
  const begin = (block: TileBlock): Sheet => {
    const canvas = document.createElement('canvas');
    canvas.width = (block.right - block.left + 1) * image.tileSize;
    canvas.height = (block.bottom - block.top + 1) * image.tileSize;
    const length = tileLength(image, block.z);
    const sheet: Sheet = {
      canvas,
      block,
      originX: image.tileOrigin[0] + block.left * length,
      originY: image.tileOrigin[1] - block.top * length,
      resolution: image.resolutions[block.z] ?? 1,
      missing: new Set(),
      failure: null,
    };
    for (const address of eachTile(block)) {
      const bitmap = heldTile({ imageId: image.id, ...address });
      if (bitmap === null) fetchInto(sheet, address);
      else draw(sheet, address, bitmap);
    }
    return sheet;
  };
  const fetchInto = (sheet: Sheet, address: { z: number; x: number; y: number }) => {
    const key = `${address.x} ${address.y}`;
    sheet.missing.add(key);
    decodedTile({ imageId: image.id, ...address })
      .then((bitmap) => draw(sheet, address, bitmap))
      // a tile that cannot be read stays clear, and the reviewer is told why
      .catch((error: unknown) => {
        sheet.failure = error;
      })
      .then(() => {
        sheet.missing.delete(key);
        if (sheet === current) arrived();
      });
  };
  return {
    sheetsOf(block) {
      if (current === null || !containsBlock(current.block, block)) {
        if (current !== null && current.missing.size === 0) before = current;
        current = begin(block);
      }
      if (current.missing.size === 0) before = null;
      return before === null ? [current] : [before, current];
    },
    isComplete: () => current === null || current.missing.size === 0,
    failure: () => current?.failure ?? null,
  };
}
