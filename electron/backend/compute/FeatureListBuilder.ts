import { hash } from 'node:crypto';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { FeatureList } from '../storage/project/runInputs.ts';
import type { ExclusionLayer, UsedFeature } from './exclusionLayers.ts';

/** Of an empty geometry, which meets nothing. */
const NOWHERE: Bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };

/** Id and bounds. */
const PLACE = 5;
const FIRST_CAPACITY = 1024;
/** UTF-8 of one unit of a string is three bytes at most. */
const BYTES_PER_UNIT = 3;

/** What is hashed of one feature; one for all, because hashing is never interrupted. */
let scratch = new Uint8Array(2 ** 16);
const encoder = new TextEncoder();

/** Notes the features of a layer while they stream by. */
export class FeatureListBuilder {
  #count = 0;
  #hashes = new BigUint64Array(FIRST_CAPACITY);
  #places = new Float64Array(FIRST_CAPACITY * PLACE);

  /** `text`: whatever of the feature, beside its geometry, a result depends on. */
  add(id: number, wkb: Uint8Array, bounds: Bounds, text: string): void {
    if (this.#count === this.#hashes.length) this.#grow();
    const at = this.#count++;
    this.#hashes[at] = hashFeature(wkb, text);
    this.#places.set([id, bounds.minX, bounds.minY, bounds.maxX, bounds.maxY], at * PLACE);
  }

  /** A feature of a layer, with the rules it serves. */
  addUsed({ users }: ExclusionLayer, { fid, wkb, bounds, ruleMask }: UsedFeature): void {
    const codes = users.filter(({ bit }) => (ruleMask >>> bit) & 1).map(({ code }) => code);
    this.add(fid, wkb, bounds ?? NOWHERE, codes.join(','));
  }

  build(): FeatureList {
    return { hashes: this.#hashes.slice(0, this.#count), places: this.#places.slice(0, this.#count * PLACE) };
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places];
    this.#hashes = new BigUint64Array(2 * hashes.length);
    this.#hashes.set(hashes);
    this.#places = new Float64Array(2 * places.length);
    this.#places.set(places);
  }
}

function hashFeature(wkb: Uint8Array, text: string): bigint {
  const size = wkb.length + BYTES_PER_UNIT * text.length;
  if (size > scratch.length) scratch = new Uint8Array(2 * size);
  scratch.set(wkb);
  const { written } = encoder.encodeInto(text, scratch.subarray(wkb.length));
  return hash('sha256', scratch.subarray(0, wkb.length + written), 'buffer').readBigUInt64LE(0);
}
