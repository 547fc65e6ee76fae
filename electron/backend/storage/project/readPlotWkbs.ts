import type { AttributeValue } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { iterateLayerFeatures } from './iterateLayerFeatures.ts';
import { getLayer } from './layers.ts';

/** What a run needs to know of every plot before it reads any geometry. */
export interface PlotPlace {
  readonly plotId: number;
  readonly layerId: number;
  readonly landClassCode: string;
  readonly formerLandClassCode: string;
  readonly restorationAttribute: string;
  readonly outflowYear: number | null;
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
    SELECT plot_id AS plotId, layer_id AS layerId, land_class_code AS landClassCode, former_land_class_code AS formerLandClassCode,
      restoration_attribute AS restorationAttribute, outflow_year AS outflowYear, min_x AS minX, min_y AS minY,
      max_x AS maxX, max_y AS maxY
    FROM plots ${where} ORDER BY plot_id`);
}

/** Boundaries of these plots by plot id, in the project CRS; a plot without geometry is absent. */
export function readPlotWkbs(db: ReadableDatabase, plotIds: readonly number[]): Map<number, Uint8Array> {
  const wkbs = new Map<number, Uint8Array>();
  for (const [plotId, { wkb }] of readPlotFeatures(db, plotIds, new Set())) {
    if (wkb !== null) wkbs.set(plotId, wkb);
  }
  return wkbs;
}

/** The source features of these plots by plot id, with the source fields of these names (in lower case). */
export function readPlotFeatures(
  db: ReadableDatabase,
  plotIds: readonly number[],
  fieldNames: ReadonlySet<string>,
): Map<number, PlotFeature> {
  const features = new Map<number, PlotFeature>();
  if (plotIds.length === 0) return features;
  const rows = db.all<{ plot_id: number; layer_id: number; fid: number }>(sql`
    SELECT plot_id, layer_id, fid FROM plots WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`);
  for (const [layerId, group] of Map.groupBy(rows, (row) => row.layer_id)) {
    const plotIdByFid = new Map(group.map((row) => [row.fid, row.plot_id]));
    const fields =
      fieldNames.size === 0
        ? []
        : getLayer(db, String(layerId))
            .fields.map(({ name }) => name)
            .filter((name) => fieldNames.has(name.toLowerCase()));
    const selection = { fids: [...plotIdByFid.keys()], fields };
    for (const { fid, wkb, attributes } of iterateLayerFeatures(db, String(layerId), selection)) {
      features.set(plotIdByFid.get(fid) as number, { wkb, attributes });
    }
  }
  return features;
}

export interface PlotFeature {
  /** Null for a plot without geometry. */
  readonly wkb: Uint8Array | null;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}
