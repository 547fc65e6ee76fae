import Flatbush from 'flatbush';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { StoredRun } from '../storage/project/eligibilityRuns.ts';
import {
  listPlotBoxes,
  listPlotBoxesIn,
  listPlotLayers,
  listPlotPlacesOfLayer,
  type PlotBox,
  type PlotPlace,
} from '../storage/project/readPlotWkbs.ts';
import {
  createInputUse,
  type FeatureList,
  type InputUse,
  listUncomputedPlots,
  type NotedInput,
  type RunInputs,
  readInputFeatures,
  readRunInputs,
  type StoredInput,
} from '../storage/project/runInputs.ts';
import type { MovedFeature } from '../storage/project/storeRun.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import { compareFeatures } from './compareFeatures.ts';
import { type ExclusionLayer, readUsedFeatures } from './exclusionLayers.ts';
import { FeatureListBuilder } from './FeatureListBuilder.ts';
import { uniteBounds } from './uniteBounds.ts';

export interface ChangedRunPlan {
  readonly basedOn: StoredRun;
  /** The plots to compute again, in plot order; what the run before found for the others still holds. */
  readonly boxes: readonly PlotBox[];
  /** Features whose row has another number or layer now; hits on them are copied under the new one. */
  readonly moved: readonly MovedFeature[];
  readonly inputs: RunInputs;
}

export interface ChangedRunRequest {
  readonly previous: StoredRun;
  /** RunInputs.rules as they are now. */
  readonly rules: string;
  readonly exclusions: readonly ExclusionLayer[];
  /** What is asked of plots, as text, and how to read a layer of them. */
  readonly plotUse: string;
  readonly readPlotLayer: (places: readonly PlotPlace[]) => FeatureList;
}

/**
 * Finds what has changed since the run before: layers whose content or use is another are compared feature by
 * feature, and a plot is to be computed again where it is new, changed, was not computed, or where its bounds meet a
 * feature that has come, gone or moved. Layers that are what they were are not read. Undefined where that run cannot be
 * leant on (other rules or settings).
 */
export function planChangedRun(db: ReadableDatabase, request: ChangedRunRequest): ChangedRunPlan | undefined {
  const { previous, rules, exclusions, plotUse } = request;
  const before = readRunInputs(db, previous.runId);
  if (before === undefined || before.rules !== rules || previous.piecesTable === null) return undefined;
  const layersBefore = before.inputs.filter(({ kind }) => kind === 'layer');
  if (layersBefore.length !== exclusions.length) return undefined;
  const describe = createInputUse(db);
  const bounds: Bounds[] = [];
  const moved: MovedFeature[] = [];

  const exclusionInputs = exclusions.map((layer, index): StoredInput | NotedInput => {
    const { layerId, use } = layer;
    const old = layersBefore[index] as StoredInput;
    const now = describe('layer', layerId, use);
    if (isSame(old, now)) return old;
    const features = listLayerFeatures(db, layer);
    const changes = compareFeatures(readInputFeatures(db, old), features);
    bounds.push(...changes.bounds);
    for (const [oldFid, newFid] of changes.kept) {
      if (old.layerId === layerId && oldFid === newFid) continue;
      moved.push({ oldLayerId: old.layerId, oldFid, newLayerId: layerId, newFid });
    }
    return { ...now, features };
  });

  const again = new Set(listUncomputedPlots(db));
  const repeat = ({ plotId }: Pick<PlotPlace, 'plotId'>): void => void again.add(plotId);
  listPlotsMeeting(db, bounds).forEach(repeat);
  const plotInputs = listPlotLayers(db).map((layerId): StoredInput | NotedInput => {
    const old = before.inputs.find((input) => input.kind === 'plots' && input.layerId === layerId);
    const now = describe('plots', layerId, plotUse);
    if (old !== undefined && isSame(old, now)) return old;
    const places = listPlotPlacesOfLayer(db, layerId);
    const features = request.readPlotLayer(places);
    const known = new Map(old === undefined ? [] : listPlotHashes(readInputFeatures(db, old)));
    const hashes = new Map(listPlotHashes(features));
    places.filter(({ plotId }) => known.get(plotId) !== hashes.get(plotId)).forEach(repeat);
    return { ...now, features };
  });
  const boxes = listPlotBoxes(db, [...again]);
  return { basedOn: previous, boxes, moved, inputs: { rules, inputs: [...exclusionInputs, ...plotInputs] } };
}

function isSame(before: InputUse, now: InputUse): boolean {
  return (
    before.layerId === now.layerId &&
    before.contentSha256 === now.contentSha256 &&
    before.lastChange === now.lastChange &&
    before.use === now.use
  );
}

function listLayerFeatures(db: ReadableDatabase, layer: ExclusionLayer): FeatureList {
  const list = new FeatureListBuilder();
  for (const feature of readUsedFeatures(db, layer)) list.addUsed(layer, feature);
  return list.build();
}

const PLACE = 5;

function listPlotHashes({ hashes, places }: FeatureList): [number, bigint][] {
  return [...hashes].map((hash, index) => [places[index * PLACE] as number, hash]);
}

function listPlotsMeeting(db: ReadableDatabase, bounds: readonly Bounds[]): PlotBox[] {
  if (bounds.length === 0) return [];
  const index = new Flatbush(bounds.length);
  for (const { minX, minY, maxX, maxY } of bounds) index.add(minX, minY, maxX, maxY);
  index.finish();
  return listPlotBoxesIn(db, uniteBounds(bounds)).filter(
    ({ minX, minY, maxX, maxY }) => index.search(minX, minY, maxX, maxY).length > 0,
  );
}
