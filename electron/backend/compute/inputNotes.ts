import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { type PlotFeature, type PlotPlace, readPlotFeatures } from '../storage/project/readPlotWkbs.ts';
import {
  createInputUse,
  type FeatureList,
  type NotedInput,
  type RunInputs,
} from '../storage/project/runInputs.ts';
import type { ReadableDatabase } from '../storage/sqlite/Connection.ts';
import type { ExclusionLayer, UsedFeature } from './exclusionLayers.ts';
import { FeatureListBuilder } from './FeatureListBuilder.ts';

/** Notes what a run is computed from while it streams by. */
export interface InputNotes {
  addExclusion(layer: ExclusionLayer, feature: UsedFeature): void;
  addPlot(place: PlotPlace, feature: PlotFeature | undefined): void;
  build(rules: string, exclusions: readonly ExclusionLayer[], plotUse: string): RunInputs;
}

/** Layers are noted as they are when the run begins. */
export function createInputNotes(db: ReadableDatabase): InputNotes {
  const describeUse = createInputUse(db);
  const exclusionLists = new Map<number, FeatureListBuilder>();
  const plotLists = new Map<number, FeatureListBuilder>();
  const describe = (
    kind: NotedInput['kind'],
    layerId: number,
    use: string,
    list: FeatureListBuilder | undefined,
  ): NotedInput => ({
    ...describeUse(kind, layerId, use),
    features: (list ?? new FeatureListBuilder()).build(),
  });
  return {
    addExclusion: (layer, feature) => listFor(exclusionLists, layer.layerId).addUsed(layer, feature),
    addPlot: (place, feature) => addPlot(listFor(plotLists, place.layerId), place, feature),
    build: (rules, exclusions, plotUse) => ({
      rules,
      inputs: [
        ...exclusions.map(({ layerId, use }) => describe('layer', layerId, use, exclusionLists.get(layerId))),
        ...[...plotLists].map(([layerId, list]) => describe('plots', layerId, plotUse, list)),
      ],
    }),
  };
}

/** What is asked of plots, as text. */
export function describePlotUse(noteFields: ReadonlySet<string>): string {
  return [...noteFields].sort().join(',');
}

const PLOTS_PER_READ = 128;

/** The plots of one layer as they are now. */
export function listPlotFeatures(
  project: OpenProject,
  places: readonly PlotPlace[],
  noteFields: ReadonlySet<string>,
): FeatureList {
  const list = new FeatureListBuilder();
  for (let start = 0; start < places.length; start += PLOTS_PER_READ) {
    const batch = places.slice(start, start + PLOTS_PER_READ);
    const ids = batch.map(({ plotId }) => plotId);
    const features = readPlotFeatures(project.database, ids, noteFields);
    for (const place of batch) addPlot(list, place, features.get(place.plotId));
  }
  return list.build();
}

function listFor(lists: Map<number, FeatureListBuilder>, layerId: number): FeatureListBuilder {
  const known = lists.get(layerId);
  if (known !== undefined) return known;
  const list = new FeatureListBuilder();
  lists.set(layerId, list);
  return list;
}

/** A plot is its boundary, its record and the source fields that remarks ask for. */
function addPlot(list: FeatureListBuilder, place: PlotPlace, feature: PlotFeature | undefined): void {
  const bounds: Bounds = place;
  const record = JSON.stringify([place, feature?.attributes ?? {}]);
  list.add(place.plotId, feature?.wkb ?? new Uint8Array(0), bounds, record);
}
