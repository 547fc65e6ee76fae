import { create } from 'zustand';
import type { ExportFormat } from '../../shared/contract/records/documentRecords.ts';

export type ListChoice = 'plots' | 'eligible';

export const listTitles: Readonly<Record<ListChoice, string>> = {
  plots: '全部图斑',
  eligible: '可恢复图斑',
};

interface ReportChoiceState {
  /** Which lists are written; never none. */
  readonly lists: readonly ListChoice[];
  readonly formats: readonly ExportFormat[];
  /** Of a Shapefile; the other formats know only one. */
  readonly encoding: 'gbk' | 'utf8';
  /** Whether an export is of the selected plots only; a release always is of whole lists. */
  readonly selectedOnly: boolean;
  /** Where to, as typed. */
  readonly folder: string;
  /** Whether a release that is there already gives way. */
  readonly replace: boolean;
}

/** What is to be handed up; kept while the window is open, whatever mode it is in. */
export const useReportChoice = create<ReportChoiceState>(() => ({
  lists: ['plots', 'eligible'],
  // pages for every plot take minutes for thousands of plots; they are chosen, not given
  formats: [
    ...(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx'] as const),
    ...(['statistics', 'bulletin', 'wallmap'] as const),
  ],
  encoding: 'gbk',
  selectedOnly: false,
  folder: '',
  replace: false,
}));

export function changeChoice(change: Partial<ReportChoiceState>): void {
  useReportChoice.setState(change);
}

/** The folder as it is used. */
export function chosenFolder(): string {
  return useReportChoice.getState().folder.trim();
}
