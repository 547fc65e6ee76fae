import sharp from 'sharp';
import type { PackReader } from './createPackReader.ts';

/** A decoded tile: red, green, blue, opacity of each pixel, row by row from the north. */
export type TilePixels = Uint8Array;

export interface TilePixelReader {
  /** Null where the pyramid has no tile. */
  read(zoom: number, column: number, row: number): Promise<TilePixels | null>;
}

/** Neighbouring plots lie on the same tiles; a row of a county is about this many. */
const keptTiles = 48;

/** Decodes tiles of one image and keeps those used last: 1 MB each at 512 pixels. */
export function createTilePixelReader(packs: PackReader, imageId: string): TilePixelReader {
  const kept = new Map<string, Promise<TilePixels | null>>();
  return {
    read(zoom, column, row) {
      const key = `${zoom}/${column}/${row}`;
      const known = kept.get(key);
      kept.delete(key);
      const tile = known ?? decode(packs.read(imageId, zoom, column, row));
      kept.set(key, tile);
      for (const oldest of kept.keys()) {
        if (kept.size <= keptTiles) break;
        kept.delete(oldest);
      }
      return tile;
    },
  };
}

async function decode(tile: Uint8Array | null): Promise<TilePixels | null> {
  if (tile === null) return null;
  return sharp(tile).toColourspace('srgb').ensureAlpha().raw().toBuffer();
}
