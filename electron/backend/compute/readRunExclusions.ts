import type { BoundRules } from '../../../shared/domain/eligibility/bindRules.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { StoredLayer } from '../storage/project/layers.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import type { ExclusionFeature } from './computePieces.ts';
import { type ExclusionLayer, readUsedFeatures } from './exclusionLayers.ts';
import type { InputNotes } from './inputNotes.ts';

/** Layer and row of the exclusions of a run by their number: numbers only, because a county has a million of them. */
export class SourceRows {
  readonly #values: number[] = [];

  /** The number of the next exclusion. */
  add(layerId: number, fid: number): number {
    this.#values.push(layerId, fid);
    return this.#values.length / 2 - 1;
  }

  at(source: number): { readonly layerId: number; readonly fid: number } {
    const [layerId, fid] = [this.#values[2 * source], this.#values[2 * source + 1]];
    if (layerId === undefined || fid === undefined) throw new Error(`no exclusion ${source}`);
    return { layerId, fid };
  }
}

/** Every feature once, with the bits of all rules it belongs to; `sources` learns where each number comes from. */
export function* readRunExclusions(
  db: ReadableDatabase,
  layers: readonly ExclusionLayer[],
  bounds: Bounds | undefined,
  sources: SourceRows,
  notes: InputNotes | undefined,
): Generator<ExclusionFeature> {
  for (const layer of layers) {
    for (const feature of readUsedFeatures(db, layer, bounds)) {
      notes?.addExclusion(layer, feature);
      const source = sources.add(layer.layerId, feature.fid);
      yield { wkb: feature.wkb, ruleMask: feature.ruleMask, source };
    }
  }
}

/** Features of the layers that rules use, for progress. */
export function countExclusions(bound: BoundRules, layers: readonly StoredLayer[]): number {
  const used = new Set(bound.rules.flatMap(({ sources }) => sources.map(({ layerId }) => layerId)));
  return layers.filter(({ id }) => used.has(id)).reduce((sum, { features }) => sum + features, 0);
}
