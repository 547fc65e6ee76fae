import Flatbush from 'flatbush';
import type { PreparedParts } from './PreparedParts.ts';
import { countPacked, unpackBytes } from './packBytes.ts';

/**
 * All exclusion parts of a run in shared memory, with their index: made once, seen by every worker without a
 * copy. A part of zero bytes stands for a feature that could not be repaired.
 */
export interface SharedParts {
  /** Tells one set from another, so that a worker keeps its prepared parts between tasks. */
  readonly id: string;
  /** packRings, one part after the other, in blocks. */
  readonly blocks: readonly SharedArrayBuffer[];
  /** Three numbers for each part: its block, its place there and its length in numbers. */
  readonly places: SharedArrayBuffer;
  readonly ruleMasks: SharedArrayBuffer;
  readonly sources: SharedArrayBuffer;
  /** Source of a feature that is broken and has no place; null in all but ruined projects. */
  readonly unplacedSource: number | null;
  /** Flatbush; null where there are no parts. */
  readonly index: SharedArrayBuffer | null;
}

/** Of the features of one task: bits of their rules and their source numbers. */
export interface FeatureNumbers {
  readonly ruleMasks: Uint32Array;
  readonly sources: Uint32Array;
}

const BLOCK_BYTES = 2 ** 25;
const PLACE_FIELDS = 3;

interface Chunk extends FeatureNumbers {
  readonly features: Uint32Array;
  readonly bounds: Float64Array;
  readonly places: Float64Array;
}

/**
 * Lays parts out in shared memory as they come from the workers. They go into blocks at once, because two copies of a
 * county's exclusions would be most of a run's memory.
 */
export class SharedPartsBuilder {
  readonly #blocks: Uint8Array<SharedArrayBuffer>[] = [];
  readonly #chunks: Chunk[] = [];
  #used = 0;
  #unplacedSource: number | null = null;

  add({ parts, features, bounds, unplaced }: PreparedParts, numbers: FeatureNumbers): void {
    if (unplaced !== null) this.#unplacedSource ??= numbers.sources[unplaced] as number;
    const count = countPacked(parts);
    const places = new Float64Array(count * PLACE_FIELDS);
    for (let part = 0; part < count; part++) this.#lay(unpackBytes(parts, part), places, part * PLACE_FIELDS);
    this.#chunks.push({ ...numbers, features, bounds, places });
  }

  #lay(bytes: Uint8Array, places: Float64Array, at: number): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || this.#used + bytes.length > block.length) {
      block = new Uint8Array(new SharedArrayBuffer(Math.max(BLOCK_BYTES, bytes.length)));
      this.#blocks.push(block);
      this.#used = 0;
    }
    block.set(bytes, this.#used);
    places[at] = this.#blocks.length - 1;
    places[at + 1] = this.#used;
    places[at + 2] = bytes.length / Float64Array.BYTES_PER_ELEMENT;
    this.#used += bytes.length;
  }

  /** Indexes the parts. */
  build(id: string): SharedParts {
    const count = this.#chunks.reduce((sum, chunk) => sum + chunk.features.length, 0);
    const places = new Float64Array(new SharedArrayBuffer(count * PLACE_FIELDS * 8));
    const ruleMasks = new Uint32Array(new SharedArrayBuffer(count * 4));
    const sources = new Uint32Array(new SharedArrayBuffer(count * 4));
    const index = count === 0 ? null : new Flatbush(count, 16, Float64Array, SharedArrayBuffer);
    let part = 0;
    for (const { features, bounds, ...chunk } of this.#chunks) {
      places.set(chunk.places, part * PLACE_FIELDS);
      for (let i = 0; i < features.length; i++, part++) {
        const feature = features[i] as number;
        ruleMasks[part] = chunk.ruleMasks[feature] as number;
        sources[part] = chunk.sources[feature] as number;
        const at = 4 * i;
        index?.add(
          bounds[at] as number,
          bounds[at + 1] as number,
          bounds[at + 2] as number,
          bounds[at + 3] as number,
        );
      }
    }
    index?.finish();
    return {
      id,
      blocks: this.#blocks.map(({ buffer }) => buffer),
      places: places.buffer,
      ruleMasks: ruleMasks.buffer,
      sources: sources.buffer,
      unplacedSource: this.#unplacedSource,
      index: index === null ? null : (index.data as SharedArrayBuffer),
    };
  }
}

/** A worker's view of the parts. */
export interface PartsView {
  /** Places of the parts whose bounds meet the box, ascending. */
  search(minX: number, minY: number, maxX: number, maxY: number): readonly number[];
  /** As packRings left them; empty for a feature that could not be repaired. */
  rings(part: number): Float64Array;
  ruleMask(part: number): number;
  source(part: number): number;
  readonly unplacedSource: number | null;
}

/** Opens shared parts for reading; costs nothing. */
export function viewParts(shared: SharedParts): PartsView {
  const index = shared.index === null ? null : Flatbush.from(shared.index);
  const places = new Float64Array(shared.places);
  const ruleMasks = new Uint32Array(shared.ruleMasks);
  const sources = new Uint32Array(shared.sources);
  return {
    search: (minX, minY, maxX, maxY) => {
      const found = index === null ? [] : index.search(minX, minY, maxX, maxY);
      return found.length > 1 ? found.sort((a, b) => a - b) : found;
    },
    rings: (part) => {
      const at = part * PLACE_FIELDS;
      const block = shared.blocks[places[at] as number] as SharedArrayBuffer;
      return new Float64Array(block, places[at + 1], places[at + 2]);
    },
    ruleMask: (part) => ruleMasks[part] as number,
    source: (part) => sources[part] as number,
    unplacedSource: shared.unplacedSource,
  };
}
