import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import { readHandUpSettings, readHandUpTemplate } from '../storage/project/handUpSettings.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readLastChange } from '../storage/project/readLastChange.ts';
import { buildPlotList } from './buildPlotList.ts';
import { createChipDrawer } from './cards/plotChip.ts';
import { freezePlotList, listTitle, type PlotSelection, type ProjectPosition } from './freezePlotList.ts';
import { listNames } from './listNames.ts';
import type { HandUpSource, ListFormat, ProductOptions } from './listProduct.ts';
import { createGroundFinder } from './pages/groundImage.ts';
import { selectRestorable } from './selectRestorable.ts';

export type HandUpOptions = Omit<ProductOptions, 'onProgress'>;

/** A list of the project as it is now or was at a position, as all products take it. */
export function freezeSource(
  project: OpenProject,
  selection: PlotSelection,
  position?: ProjectPosition,
): HandUpSource {
  const snapshot = freezePlotList(project, selection, position);
  return { snapshot, table: buildPlotList(snapshot) };
}

/**
 * Lists of one moment, for products of some formats. All plots are frozen once and what is asked for is chosen from
 * them, so that two lists take little more memory than one. Throws as freezePlotList does.
 */
export function freezeSources(
  project: OpenProject,
  whats: readonly PlotSelection['what'][],
  formats: readonly ListFormat[],
  position: ProjectPosition,
  withPersonalData: boolean,
): { readonly name: string; readonly source: HandUpSource }[] {
  const withLayers = formats.some(takesLayers);
  const whole = freezePlotList(project, { what: 'plots', withLayers, withPersonalData }, position);
  return whats.map((what) => {
    const snapshot = what === 'plots' ? whole : selectRestorable(whole, listTitle(position, what));
    return { name: listNames[what], source: { snapshot, table: buildPlotList(snapshot) } };
  });
}

/** Whether a format carries parts and markup beside the list. */
export function takesLayers(format: ListFormat): boolean {
  return format === 'gpkg' || format === 'geojson' || format === 'kml';
}

/** Runs `work` with what products of the project need; the image packs it opens are closed afterwards. */
export async function withHandUpOptions<T>(
  project: OpenProject,
  {
    encoding = 'gbk',
    signal,
  }: { readonly encoding?: 'gbk' | 'utf8' | undefined; readonly signal: CancelSignal },
  work: (options: HandUpOptions) => Promise<T>,
): Promise<T> {
  const chips = createChipDrawer(project);
  const ground = createGroundFinder(project);
  try {
    return await work({
      ...{ encoding, signal, drawChips: chips.draw, findGround: ground.find, projectName: project.name },
      // dated by the data, not by the clock: the same project gives the same bytes on another day
      changedAtUtc: readLastChange(project.database),
      settings: readHandUpSettings(project.database),
      template: readHandUpTemplate(project.database)?.bytes,
    });
  } finally {
    chips.close();
    ground.close();
  }
}
