import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { SourceValue } from '../source/VectorSource.ts';
import type { PlotAttributes } from './fieldRoles.ts';

/** One feature as the worker leaves it for the project store. */
export interface StagedFeature {
  /** Place in the source, from 0. */
  readonly index: number;
  /** Valid multipolygon in the project CRS. */
  readonly wkb: Uint8Array;
  readonly attributes: readonly SourceValue[];
  /** For plots only. */
  readonly plot: StagedPlot | null;
}

export interface StagedPlot extends PlotAttributes {
  readonly areaSquareMeters: number;
  readonly planarSquareMeters: number | null;
  readonly bounds: Bounds;
}

const FEATURES_PER_BATCH = 256;
const LENGTH_BYTES = 4;

export interface StagingWriter {
  add(feature: StagedFeature): void;
  close(): void;
}

/**
 * The prepared features of one import, in a file of the private folder: worker and store run one after the other
 * and neither holds the layer in memory. Batches of V8-serialised features, each behind its length.
 */
export function createStagingFile(path: string): StagingWriter {
  const descriptor = openSync(path, 'wx');
  let batch: StagedFeature[] = [];
  const flush = () => {
    if (batch.length === 0) return;
    const bytes = serialize(batch);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32LE(bytes.length);
    writeAll(descriptor, length);
    writeAll(descriptor, bytes);
    batch = [];
  };
  return {
    add(feature) {
      batch.push(feature);
      if (batch.length >= FEATURES_PER_BATCH) flush();
    },
    close() {
      flush();
      closeSync(descriptor);
    },
  };
}

/** The staged features in order, a batch in memory at a time. */
export function* readStagingFile(path: string): Generator<StagedFeature> {
  const descriptor = openSync(path, 'r');
  try {
    const length = Buffer.alloc(LENGTH_BYTES);
    while (readAll(descriptor, length)) {
      const bytes = Buffer.allocUnsafe(length.readUInt32LE(0));
      if (!readAll(descriptor, bytes)) throw new Error('a staging file that ends inside a batch');
      yield* deserialize(bytes) as StagedFeature[];
    }
  } finally {
    closeSync(descriptor);
  }
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
}

function readAll(descriptor: number, target: Buffer): boolean {
  for (let done = 0; done < target.length; ) {
    const count = readSync(descriptor, target, done, target.length - done, null);
    if (count === 0) return false;
    done += count;
  }
  return true;
}
