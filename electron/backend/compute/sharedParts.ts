import Flatbush from 'flatbush';
import { countPacked, type PackedBytes } from './packBytes.ts';

/**
 * All exclusion parts of a run in shared memory, with their index: made once, seen by every worker without a
 * copy. A part of zero bytes stands for a feature that could not be repaired.
 */
export interface SharedParts {
  /** Tells one set from another, so that a worker keeps its prepared parts between tasks. */
  readonly id: string;
  /** packRings, one part after the other. */
  readonly rings: SharedArrayBuffer;
  readonly offsets: SharedArrayBuffer;
  readonly ruleMasks: SharedArrayBuffer;
  readonly sources: SharedArrayBuffer;
  /** Source of a feature that is broken and has no place; null in all but ruined projects. */
  readonly unplacedSource: number | null;
  /** Flatbush; null where there are no parts. */
  readonly index: SharedArrayBuffer | null;
}

/** A chunk of parts as the workers returned it, with the masks and source numbers of its features. */
export interface PartChunk {
  readonly parts: PackedBytes;
  readonly bounds: Float64Array;
  readonly features: Uint32Array;
  readonly ruleMasks: Uint32Array;
  readonly sources: Uint32Array;
  readonly unplaced: number | null;
}

/** Lays the chunks out in shared memory, in their order, and indexes the parts. */
export function shareParts(id: string, chunks: readonly PartChunk[]): SharedParts {
  const count = chunks.reduce((sum, chunk) => sum + chunk.features.length, 0);
  const [rings, offsets] = concatenate(
    chunks.map((chunk) => chunk.parts),
    count,
  );
  const ruleMasks = new Uint32Array(new SharedArrayBuffer(count * 4));
  const sources = new Uint32Array(new SharedArrayBuffer(count * 4));
  const index = count === 0 ? null : new Flatbush(count, 16, Float64Array, SharedArrayBuffer);
  let part = 0;
  let unplacedSource: number | null = null;
  for (const chunk of chunks) {
    if (chunk.unplaced !== null) unplacedSource ??= chunk.sources[chunk.unplaced] as number;
    for (let i = 0; i < chunk.features.length; i++, part++) {
      const feature = chunk.features[i] as number;
      ruleMasks[part] = chunk.ruleMasks[feature] as number;
      sources[part] = chunk.sources[feature] as number;
      const [minX = 0, minY = 0, maxX = 0, maxY = 0] = chunk.bounds.subarray(i * 4, i * 4 + 4);
      index?.add(minX, minY, maxX, maxY);
    }
  }
  index?.finish();
  return {
    id,
    rings,
    offsets,
    ruleMasks: ruleMasks.buffer,
    sources: sources.buffer,
    unplacedSource,
    index: index === null ? null : (index.data as SharedArrayBuffer),
  };
}

function concatenate(packs: readonly PackedBytes[], count: number): [SharedArrayBuffer, SharedArrayBuffer] {
  const size = packs.reduce((sum, pack) => sum + pack.bytes.length, 0);
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  const offsets = new Float64Array(new SharedArrayBuffer((count + 1) * 8));
  let item = 0;
  let position = 0;
  for (const pack of packs) {
    bytes.set(pack.bytes, position);
    for (let i = 0; i < countPacked(pack); i++) offsets[item++] = position + (pack.offsets[i] as number);
    position += pack.bytes.length;
  }
  offsets[item] = position;
  return [bytes.buffer, offsets.buffer];
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
  const offsets = new Float64Array(shared.offsets);
  const ruleMasks = new Uint32Array(shared.ruleMasks);
  const sources = new Uint32Array(shared.sources);
  return {
    search: (minX, minY, maxX, maxY) =>
      index === null ? [] : index.search(minX, minY, maxX, maxY).sort((a, b) => a - b),
    rings: (part) => {
      const start = offsets[part] as number;
      return new Float64Array(shared.rings, start, ((offsets[part + 1] as number) - start) / 8);
    },
    ruleMask: (part) => ruleMasks[part] as number,
    source: (part) => sources[part] as number,
    unplacedSource: shared.unplacedSource,
  };
}
