import { createHash } from 'node:crypto';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { FeatureList } from '../storage/project/runInputs.ts';
import type { ExclusionLayer, UsedFeature } from './exclusionLayers.ts';

/** Of an empty geometry, which meets nothing. */
const NOWHERE: Bounds = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };

/** Notes the features of a layer while they stream by. */
export class FeatureListBuilder {
  readonly #hashes: bigint[] = [];
  readonly #places: number[] = [];

  /** `text`: whatever of the feature, beside its geometry, a result depends on. */
  add(id: number, wkb: Uint8Array, bounds: Bounds, text: string): void {
    const digest = createHash('sha256').update(wkb).update(text).digest();
    this.#hashes.push(digest.readBigUInt64LE(0));
    this.#places.push(id, bounds.minX, bounds.minY, bounds.maxX, bounds.maxY);
  }

  /** A feature of a layer, with the rules it serves. */
  addUsed({ users }: ExclusionLayer, { fid, wkb, bounds, ruleMask }: UsedFeature): void {
    const codes = users.filter(({ bit }) => (ruleMask >>> bit) & 1).map(({ code }) => code);
    this.add(fid, wkb, bounds ?? NOWHERE, codes.join(','));
  }

  build(): FeatureList {
    return { hashes: BigUint64Array.from(this.#hashes), places: Float64Array.from(this.#places) };
  }
}
