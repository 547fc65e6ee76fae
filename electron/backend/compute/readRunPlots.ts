import type { OpenProject } from '../storage/project/openProject.ts';
import {
  listPlotPlaces,
  type PlotFeature,
  type PlotPlace,
  readPlotFeatures,
} from '../storage/project/readPlotWkbs.ts';
import type { PlotInput } from './computePieces.ts';
import type { InputNotes } from './inputNotes.ts';

/** As many rows as are read at a time: fewer plots would ask the same questions more often. */
const PLOTS_PER_READ = 500;

/** A plot that was read and is not judged yet; `wkb` is empty for a plot without geometry. */
export interface PlotAtHand extends Pick<PlotFeature, 'attributes'> {
  readonly place: PlotPlace;
  readonly wkb: Uint8Array;
}

/**
 * The plots with these ids, in their order; `atHand` learns what their judge has to know of them. A plot that has gone
 * since it was chosen is passed over.
 */
export function* readRunPlots(
  project: OpenProject,
  plotIds: Float64Array,
  noteFields: ReadonlySet<string>,
  atHand: Map<number, PlotAtHand>,
  notes: InputNotes | undefined,
): Generator<PlotInput> {
  const { database: db } = project;
  for (let start = 0; start < plotIds.length; start += PLOTS_PER_READ) {
    const batch = [...plotIds.subarray(start, start + PLOTS_PER_READ)];
    const places = new Map(listPlotPlaces(db, batch).map((place) => [place.plotId, place]));
    const features = readPlotFeatures(db, batch, noteFields);
    for (const plotId of batch) {
      const place = places.get(plotId);
      if (place === undefined) continue;
      notes?.addPlot(place, features.get(plotId));
      const { wkb, attributes = {} } = features.get(plotId) ?? {};
      // no geometry: no bytes, which the engine lists as not computed
      const plot = { place, attributes, wkb: wkb ?? new Uint8Array(0) };
      atHand.set(plotId, plot);
      yield { plotId, wkb: plot.wkb };
    }
  }
}
