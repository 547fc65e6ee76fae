import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** What lists and statistics call a plot by. */
export interface PlotName {
  readonly plotNo: string;
  readonly townName: string;
  readonly landClassCode: string;
}

/** Of all plots, by plot id. */
export function listPlotNames(db: ReadableDatabase): Map<number, PlotName> {
  const rows = db.all<PlotName & { plotId: number }>(sql`
    SELECT plot_id AS plotId, plot_no AS plotNo, town_name AS townName, land_class_code AS landClassCode FROM plots`);
  return new Map(rows.map(({ plotId, ...name }) => [plotId, name]));
}
