import type RenderFeature from 'ol/render/Feature.js';
import { backend } from '../../backend/backend.ts';

export interface VectorTileAddress {
  readonly layerId: string;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

export type ReadFeatures = (bytes: Uint8Array<ArrayBuffer>, address: VectorTileAddress) => RenderFeature[];

/** Encoded size of the tiles whose features are kept: several dozen plots, or a county seen as a whole. */
const capBytes = 24 * 2 ** 20;

interface Kept {
  readonly tile: Promise<RenderFeature[]>;
  /** Null until they are read. */
  features: RenderFeature[] | null;
  bytes: number;
}

/** Oldest use first. */
const kept = new Map<string, Kept>();
let keptBytes = 0;

/** Features of one tile, from memory where it was fetched ahead. */
export function vectorTile(address: VectorTileAddress, read: ReadFeatures): Promise<RenderFeature[]> {
  const key = keyOf(address);
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known.tile;
  }
  const entry: Kept = {
    tile: backend.call('layer.tile', { ...address }).then((bytes) => {
      entry.features = read(new Uint8Array(bytes), address);
      if (kept.get(key) === entry) {
        entry.bytes = bytes.byteLength;
        keptBytes += entry.bytes;
        evict();
      }
      return entry.features;
    }),
    features: null,
    bytes: 0,
  };
  kept.set(key, entry);
  entry.tile.catch(() => {
    if (kept.get(key) === entry) kept.delete(key);
  });
  return entry.tile;
}

/** The features of a tile where they are read already, so that they can be drawn in this very frame; else null. */
export function keptFeatures(address: VectorTileAddress): RenderFeature[] | null {
  return kept.get(keyOf(address))?.features ?? null;
}

/** Forgets all tiles: the layers they were cut from have changed. */
export function forgetVectorTiles(): void {
  kept.clear();
  keptBytes = 0;
}

function evict(): void {
  for (const [key, entry] of kept) {
    if (keptBytes <= capBytes) return;
    if (entry.features === null) continue;
    kept.delete(key);
    keptBytes -= entry.bytes;
  }
}

function keyOf({ layerId, z, x, y }: VectorTileAddress): string {
  return `${layerId} ${z} ${x} ${y}`;
}
