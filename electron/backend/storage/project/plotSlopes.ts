import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** Slope of a plot as a height model shows it; shares of grades 1 to 5 of the part whose slope is known. */
export interface PlotSlopeRow {
  readonly plotId: number;
  readonly grade: number | null;
  readonly shares: readonly number[];
}

/** Puts the slope of plots in place of what an earlier height model said; inside runCommand. */
export function writePlotSlopes(
  db: WritableDatabase,
  layerId: string,
  cellMeters: number,
  slopes: Iterable<PlotSlopeRow>,
): void {
  const insert = db.prepareRun(`
    INSERT OR REPLACE INTO plot_slopes
      (plot_id, layer_id, cell_meters, grade, share_1, share_2, share_3, share_4, share_5)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  for (const { plotId, grade, shares } of slopes) {
    insert([plotId, Number(layerId), cellMeters, grade, ...shares]);
  }
}

/** Slope of one plot; null where no height model was imported, or none with this plot. */
export function readPlotSlope(
  db: ReadableDatabase,
  plotId: number,
): { grade: number | null; shares: number[]; layerId: string; cellMeters: number } | null {
  const row = db.get<Record<`share_${1 | 2 | 3 | 4 | 5}`, number> & SlopeRow>(
    sql`SELECT * FROM plot_slopes WHERE plot_id = ${plotId}`,
  );
  if (row === undefined) return null;
  return {
    grade: row.grade,
    shares: [row.share_1, row.share_2, row.share_3, row.share_4, row.share_5],
    layerId: String(row.layer_id),
    cellMeters: row.cell_meters,
  };
}

interface SlopeRow {
  readonly grade: number | null;
  readonly layer_id: number;
  readonly cell_meters: number;
}
