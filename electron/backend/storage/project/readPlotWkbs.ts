import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { iterateLayerFeatures } from './iterateLayerFeatures.ts';

/** What a run needs to know of every plot before it reads any geometry. */
export interface PlotPlace {
  readonly plotId: number;
  readonly landClassCode: string;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** All plots, or those with these numbers, in plot order. */
export function listPlotPlaces(db: ReadableDatabase, plotNos?: readonly string[]): PlotPlace[] {
  const where =
    plotNos === undefined
      ? sql``
      : sql`WHERE plot_no IN (SELECT value FROM json_each(${JSON.stringify(plotNos)}))`;
  return db.all<PlotPlace>(sql`
    SELECT plot_id AS plotId, land_class_code AS landClassCode, min_x AS minX, min_y AS minY, max_x AS maxX,
      max_y AS maxY
    FROM plots ${where} ORDER BY plot_id`);
}

/** Boundaries of these plots by plot id, in the project CRS; a plot without geometry is absent. */
export function readPlotWkbs(db: ReadableDatabase, plotIds: readonly number[]): Map<number, Uint8Array> {
  const wkbs = new Map<number, Uint8Array>();
  if (plotIds.length === 0) return wkbs;
  const rows = db.all<{ plot_id: number; layer_id: number; fid: number }>(sql`
    SELECT plot_id, layer_id, fid FROM plots WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`);
  for (const [layerId, group] of Map.groupBy(rows, (row) => row.layer_id)) {
    const plotIdByFid = new Map(group.map((row) => [row.fid, row.plot_id]));
    for (const { fid, wkb } of iterateLayerFeatures(db, String(layerId), {
      fids: [...plotIdByFid.keys()],
      fields: [],
    })) {
      if (wkb !== null) wkbs.set(plotIdByFid.get(fid) as number, wkb);
    }
  }
  return wkbs;
}
