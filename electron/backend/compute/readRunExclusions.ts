import type { BoundRules } from '../../../shared/domain/eligibility/bindRules.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { StoredLayer } from '../storage/project/layers.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import type { ExclusionFeature } from './computePieces.ts';
import { type ExclusionLayer, readUsedFeatures } from './exclusionLayers.ts';
import type { InputNotes } from './inputNotes.ts';

/** Every feature once, with the bits of all rules it belongs to; `sources` learns where each number comes from. */
export function* readRunExclusions(
  db: ReadableDatabase,
  layers: readonly ExclusionLayer[],
  bounds: Bounds | undefined,
  sources: { layerId: number; fid: number }[],
  notes: InputNotes | undefined,
): Generator<ExclusionFeature> {
  for (const layer of layers) {
    for (const feature of readUsedFeatures(db, layer, bounds)) {
      notes?.addExclusion(layer, feature);
      sources.push({ layerId: layer.layerId, fid: feature.fid });
      yield { wkb: feature.wkb, ruleMask: feature.ruleMask, source: sources.length - 1 };
    }
  }
}

/** Features of the layers that rules use, for progress. */
export function countExclusions(bound: BoundRules, layers: readonly StoredLayer[]): number {
  const used = new Set(bound.rules.flatMap(({ sources }) => sources.map(({ layerId }) => layerId)));
  return layers.filter(({ id }) => used.has(id)).reduce((sum, { features }) => sum + features, 0);
}
