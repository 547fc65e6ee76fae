import { backend } from '../../backend/backend.ts';

export interface TileAddress {
  readonly imageId: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** 256 MB of pixels: the tiles of some ten plots of both epochs at the review scale, and a third of a 8 GB machine's spare. */
const capBytes = 256 * 2 ** 20;
const bytesPerPixel = 4;

interface Held {
  readonly tile: Promise<ImageBitmap>;
  /** Null until it is decoded. */
  bitmap: ImageBitmap | null;
}

/** Oldest use first; a Map keeps the order things were put in. */
const held = new Map<string, Held>();
let heldBytes = 0;

/** Pixels of one imagery tile from memory, else from the backend. A place without imagery is one clear pixel. */
export function decodedTile(address: TileAddress): Promise<ImageBitmap> {
  const key = keyOf(address);
  const known = held.get(key);
  if (known !== undefined) {
    markUsed(key, known);
    return known.tile;
  }
  const entry: Held = { tile: fetchTile(address), bitmap: null };
  held.set(key, entry);
  entry.tile.then(
    (bitmap) => {
      // forgotten meanwhile
      if (held.get(key) !== entry) return;
      entry.bitmap = bitmap;
      heldBytes += bytesOf(bitmap);
      evict();
    },
    () => {
      if (held.get(key) === entry) held.delete(key);
    },
  );
  return entry.tile;
}

/** The pixels of a tile where they are decoded already, so that they can be drawn in this very frame; else null. */
export function heldTile(address: TileAddress): ImageBitmap | null {
  const key = keyOf(address);
  const known = held.get(key);
  if (known === undefined) return null;
  markUsed(key, known);
  return known.bitmap;
}

/** Forgets all tiles: they belong to a project that is no longer open. */
export function forgetTiles(): void {
  held.clear();
  heldBytes = 0;
}

/** Bitmaps are left to the collector and not closed: the map may still be drawing one. */
function evict(): void {
  for (const [key, entry] of held) {
    if (heldBytes <= capBytes) return;
    if (entry.bitmap === null) continue;
    held.delete(key);
    heldBytes -= bytesOf(entry.bitmap);
  }
}

function markUsed(key: string, entry: Held): void {
  held.delete(key);
  held.set(key, entry);
}

function bytesOf({ width, height }: ImageBitmap): number {
  return width * height * bytesPerPixel;
}

async function fetchTile({ imageId, z, x, y }: TileAddress): Promise<ImageBitmap> {
  const bytes = await backend.call('imagery.tile', { imageId, z, x, y });
  if (bytes === null) return createImageBitmap(new ImageData(1, 1));
  return createImageBitmap(new Blob([new Uint8Array(bytes)]));
}

function keyOf({ imageId, z, x, y }: TileAddress): string {
  return `${imageId} ${z} ${x} ${y}`;
}
