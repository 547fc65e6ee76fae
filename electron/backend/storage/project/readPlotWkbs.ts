import type { AttributeValue } from '../../../../shared/domain/eligibility/ruleSet.ts';
import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { spatialIndexName } from '../geopackage/spatialIndex.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, type SqlQuery, sql } from '../sqlite/sql.ts';
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

/** Where a plot is. */
export type PlotBox = Bounds & Pick<PlotPlace, 'plotId'>;

/** All plots in plot order. Nothing may be written meanwhile. */
export function iteratePlotBoxes(db: ReadableDatabase): IterableIterator<PlotBox> {
  return db.iterate<PlotBox>(sql`
    SELECT plot_id AS plotId, min_x AS minX, min_y AS minY, max_x AS maxX, max_y AS maxY FROM plots ORDER BY plot_id`);
}

/** All plots in plot order, or those a condition on the table of plots selects. */
function selectPlaces(db: ReadableDatabase, where: SqlQuery): PlotPlace[] {
  return db.all<PlotPlace>(sql`
    SELECT plot_id AS plotId, layer_id AS layerId, land_class_code AS landClassCode, former_land_class_code AS formerLandClassCode,
      restoration_attribute AS restorationAttribute, outflow_year AS outflowYear, min_x AS minX, min_y AS minY,
      max_x AS maxX, max_y AS maxY
    FROM plots ${where} ORDER BY plot_id`);
}

/** All plots in plot order, or those with these ids. */
export function listPlotPlaces(db: ReadableDatabase, plotIds?: readonly number[]): PlotPlace[] {
  if (plotIds === undefined) return selectPlaces(db, sql``);
  return selectPlaces(db, sql`WHERE plot_id IN (SELECT value FROM json_each(${JSON.stringify(plotIds)}))`);
}

/** The plots of one layer, in plot order. */
export function listPlotPlacesOfLayer(db: ReadableDatabase, layerId: number): PlotPlace[] {
  return selectPlaces(db, sql`WHERE layer_id = ${layerId}`);
}

/**
 * Where these plots are, in plot order, by the index of their layer: it follows a plot that QGIS has drawn anew, where
 * our own table does not. Its bounds are rounded outwards.
 */
export function listPlotBoxes(db: ReadableDatabase, plotIds: readonly number[]): PlotBox[] {
  const ids = sql`SELECT value FROM json_each(${JSON.stringify(plotIds)})`;
  return listPlotLayers(db)
    .flatMap((layerId) =>
      db.all<PlotBox>(sql`
        SELECT p.plot_id AS plotId, coalesce(r.minx, p.min_x) AS minX, coalesce(r.miny, p.min_y) AS minY,
          coalesce(r.maxx, p.max_x) AS maxX, coalesce(r.maxy, p.max_y) AS maxY
        FROM plots p LEFT JOIN ${readIndexOf(db, layerId)} r ON r.id = p.fid
        WHERE p.layer_id = ${layerId} AND p.plot_id IN (${ids})`),
    )
    .sort((a, b) => a.plotId - b.plotId);
}

/** The plots whose bounds meet these, by the same index; those of other plots are not read. */
export function listPlotBoxesIn(db: ReadableDatabase, { minX, minY, maxX, maxY }: Bounds): PlotBox[] {
  return listPlotLayers(db).flatMap((layerId) =>
    db.all<PlotBox>(sql`
      SELECT p.plot_id AS plotId, r.minx AS minX, r.miny AS minY, r.maxx AS maxX, r.maxy AS maxY
      FROM ${readIndexOf(db, layerId)} r CROSS JOIN plots p ON p.layer_id = ${layerId} AND p.fid = r.id
      WHERE r.minx <= ${maxX} AND r.maxx >= ${minX} AND r.miny <= ${maxY} AND r.maxy >= ${minY}`),
  );
}

const readIndexOf = (db: ReadableDatabase, layerId: number): SqlQuery =>
  identifier(spatialIndexName(getLayer(db, String(layerId)).table));

/** The layers that plots are from. */
export function listPlotLayers(db: ReadableDatabase): number[] {
  return db.column<number>(sql`
    SELECT layer_id FROM layers l WHERE EXISTS (SELECT 1 FROM plots WHERE plots.layer_id = l.layer_id)
    ORDER BY layer_id`);
}

/** The bounds of the layers that plots are from; undefined where there are no plots. */
export function readPlotBounds(db: ReadableDatabase): Bounds | undefined {
  return db.get<Bounds>(sql`
    SELECT min(min_x) AS minX, min(min_y) AS minY, max(max_x) AS maxX, max(max_y) AS maxY FROM layers l
    WHERE EXISTS (SELECT 1 FROM plots WHERE plots.layer_id = l.layer_id) HAVING count(*) > 0`);
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
