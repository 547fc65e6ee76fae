import Flatbush from 'flatbush';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { StoredRun } from '../storage/project/eligibilityRuns.ts';
import type { StoredLayer } from '../storage/project/layers.ts';
import type { PlotPlace } from '../storage/project/readPlotWkbs.ts';
import {
  type FeatureList,
  listComputedPlots,
  type RunInput,
  type RunInputs,
  readRunInputs,
} from '../storage/project/runInputs.ts';
import type { MovedFeature } from '../storage/project/storeRun.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { compareFeatures } from './compareFeatures.ts';
import { type ExclusionLayer, readUsedFeatures } from './exclusionLayers.ts';
import { FeatureListBuilder } from './FeatureListBuilder.ts';

export interface ChangedRunPlan {
  readonly basedOn: StoredRun;
  /** The plots to compute again; what the run before found for the others still holds. */
  readonly places: readonly PlotPlace[];
  /** Features whose row has another number or layer now; hits on them are copied under the new one. */
  readonly moved: readonly MovedFeature[];
  readonly inputs: RunInputs;
}

export interface ChangedRunRequest {
  readonly previous: StoredRun;
  /** RunInputs.rules as they are now. */
  readonly rules: string;
  readonly exclusions: readonly ExclusionLayer[];
  readonly layers: readonly StoredLayer[];
  readonly places: readonly PlotPlace[];
  /** What is asked of plots, as text, and how to read a layer of them. */
  readonly plotUse: string;
  readonly readPlotLayer: (places: readonly PlotPlace[]) => FeatureList;
}

/**
 * Finds what has changed since the run before: layers whose content or use is another are compared feature by
 * feature, and a plot is to be computed again where it is new, changed, was not computed, or where its bounds meet a
 * feature that has come, gone or moved. Undefined where that run cannot be leant on (other rules or settings).
 */
export function planChangedRun(db: ReadableDatabase, request: ChangedRunRequest): ChangedRunPlan | undefined {
  const { previous, rules, exclusions, layers, places, plotUse } = request;
  const before = readRunInputs(db, previous.runId);
  if (before === undefined || before.rules !== rules || previous.piecesTable === null) return undefined;
  const hashOf = new Map(layers.map(({ id, contentSha256 }) => [Number(id), contentSha256]));
  const inputs: RunInput[] = [];
  const bounds: Bounds[] = [];
  const moved: MovedFeature[] = [];

  const layersBefore = before.inputs.filter(({ kind }) => kind === 'layer');
  exclusions.forEach((layer, index) => {
    const old = layersBefore[index];
    const now = describeLayer(db, layer, hashOf.get(layer.layerId) ?? '', old);
    inputs.push(now);
    if (old === undefined || isSame(old, now)) return;
    const changes = compareFeatures(old.features, now.features);
    bounds.push(...changes.bounds);
    for (const [oldFid, newFid] of changes.kept) {
      if (old.layerId === now.layerId && oldFid === newFid) continue;
      moved.push({ oldLayerId: old.layerId, oldFid, newLayerId: now.layerId, newFid });
    }
  });
  if (layersBefore.length !== exclusions.length) return undefined;

  const computed = new Set(listComputedPlots(db, previous.runId));
  const changedPlots = new Set<number>();
  for (const [layerId, group] of Map.groupBy(places, (place) => place.layerId)) {
    const old = before.inputs.find((input) => input.kind === 'plots' && input.layerId === layerId);
    const contentSha256 = hashOf.get(layerId) ?? '';
    if (old !== undefined && old.contentSha256 === contentSha256 && old.use === plotUse) {
      inputs.push(old);
      continue;
    }
    const features = request.readPlotLayer(group);
    inputs.push({ kind: 'plots', layerId, contentSha256, use: plotUse, features });
    const known = new Map(old === undefined ? [] : listPlotHashes(old.features));
    for (const [plotId, hash] of listPlotHashes(features)) {
      if (known.get(plotId) !== hash) changedPlots.add(plotId);
    }
  }
  const meets = createBoundsTest(bounds);
  const again = places.filter(
    (place) => !computed.has(place.plotId) || changedPlots.has(place.plotId) || meets(place),
  );
  return { basedOn: previous, places: again, moved, inputs: { rules, inputs } };
}

function isSame(before: RunInput, now: RunInput): boolean {
  return (
    before.layerId === now.layerId && before.contentSha256 === now.contentSha256 && before.use === now.use
  );
}

/** The layer as it is now; not read again where it is what it was. */
function describeLayer(
  db: ReadableDatabase,
  layer: ExclusionLayer,
  contentSha256: string,
  old: RunInput | undefined,
): RunInput {
  const { layerId, use } = layer;
  if (old?.layerId === layerId && old.contentSha256 === contentSha256 && old.use === use) return old;
  const list = new FeatureListBuilder();
  for (const feature of readUsedFeatures(db, layer)) list.addUsed(layer, feature);
  return { kind: 'layer', layerId, contentSha256, use, features: list.build() };
}

const PLACE = 5;

function listPlotHashes({ hashes, places }: FeatureList): [number, bigint][] {
  return [...hashes].map((hash, index) => [places[index * PLACE] as number, hash]);
}

function createBoundsTest(bounds: readonly Bounds[]): (place: Bounds) => boolean {
  if (bounds.length === 0) return () => false;
  const index = new Flatbush(bounds.length);
  for (const { minX, minY, maxX, maxY } of bounds) index.add(minX, minY, maxX, maxY);
  index.finish();
  return ({ minX, minY, maxX, maxY }) => index.search(minX, minY, maxX, maxY).length > 0;
}
