import { backend } from '../../backend/backend.ts';

interface TileAddress {
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
  /** 0 until it is decoded. */
  bytes: number;
}

/** Oldest use first; a Map keeps the order things were put in. */
const held = new Map<string, Held>();
let heldBytes = 0;

/** Pixels of one imagery tile from memory, else from the backend. A place without imagery is one clear pixel. */
export function decodedTile(address: TileAddress): Promise<ImageBitmap> {
  const key = keyOf(address);
  const known = held.get(key);
  if (known !== undefined) {
    held.delete(key);
    held.set(key, known);
    return known.tile;
  }
  const entry: Held = { tile: fetchTile(address), bytes: 0 };
  held.set(key, entry);
  entry.tile.then(
    (bitmap) => {
      // forgotten meanwhile
      if (held.get(key) !== entry) return;
      entry.bytes = bitmap.width * bitmap.height * bytesPerPixel;
      heldBytes += entry.bytes;
      evict();
    },
    () => {
      if (held.get(key) === entry) held.delete(key);
    },
  );
  return entry.tile;
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
    if (entry.bytes === 0) continue;
    held.delete(key);
    heldBytes -= entry.bytes;
  }
}

async function fetchTile({ imageId, z, x, y }: TileAddress): Promise<ImageBitmap> {
  const bytes = await backend.call('imagery.tile', { imageId, z, x, y });
  if (bytes === null) return createImageBitmap(new ImageData(1, 1));
  return createImageBitmap(new Blob([new Uint8Array(bytes)]));
}

function keyOf({ imageId, z, x, y }: TileAddress): string {
  return `${imageId} ${z} ${x} ${y}`;
}
