import { backend } from '../../backend/backend.ts';

interface VectorTileAddress {
  readonly layerId: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The tiles of a dozen plots with every layer shown; at most 600 KB each, mostly far less. */
const keptTiles = 400;

/** Oldest use first. */
const kept = new Map<string, Promise<Uint8Array>>();

/** Encoded features of one tile, from memory where it was fetched ahead. */
export function vectorTile(address: VectorTileAddress): Promise<Uint8Array> {
  const key = `${address.layerId} ${address.z} ${address.x} ${address.y}`;
  const known = kept.get(key);
  const tile = known ?? backend.call('layer.tile', { ...address });
  kept.delete(key);
  kept.set(key, tile);
  if (known !== undefined) return tile;
  tile.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= keptTiles) break;
    kept.delete(oldest);
  }
  return tile;
}

/** Forgets all tiles: the layers they were cut from have changed. */
export function forgetVectorTiles(): void {
  kept.clear();
}
