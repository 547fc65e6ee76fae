import type { AttributeValue } from '../../../shared/domain/eligibility/ruleSet.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { type PlotPlace, readPlotFeatures } from '../storage/project/readPlotWkbs.ts';
import type { PlotInput } from './computePieces.ts';
import type { InputNotes } from './inputNotes.ts';

const PLOTS_PER_READ = 128;

/** Source fields by plot id. */
export type SourceValues = Map<number, Readonly<Record<string, AttributeValue>>>;

/** `sourceValues` learns the source fields that remarks ask for, where the plots have any of them. */
export function* readRunPlots(
  project: OpenProject,
  places: readonly PlotPlace[],
  noteFields: ReadonlySet<string>,
  sourceValues: SourceValues,
  notes: InputNotes | undefined,
): Generator<PlotInput> {
  for (let start = 0; start < places.length; start += PLOTS_PER_READ) {
    const batch = places.slice(start, start + PLOTS_PER_READ);
    const ids = batch.map(({ plotId }) => plotId);
    const features = readPlotFeatures(project.database, ids, noteFields);
    for (const place of batch) {
      const { plotId } = place;
      notes?.addPlot(place, features.get(plotId));
      const { wkb, attributes = {} } = features.get(plotId) ?? {};
      if (Object.keys(attributes).length > 0) sourceValues.set(plotId, attributes);
      // no geometry: no bytes, which the engine lists as not computed
      yield { plotId, wkb: wkb ?? new Uint8Array(0) };
    }
  }
}
