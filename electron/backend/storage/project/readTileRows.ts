import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import { spatialIndexName } from '../geopackage/spatialIndex.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';
import type { StoredLayer } from './layers.ts';

/** A feature as the map needs it: its bounds and, unless it is a speck, its geometry. */
export interface TileRow {
  readonly fid: number;
  /** From the R-tree: 32-bit numbers rounded outwards. */
  readonly bounds: Bounds;
  /** Little-endian WKB in the project CRS; null for features smaller than the size asked for. */
  readonly wkb: Uint8Array | null;
}

interface Row {
  readonly fid: number;
  readonly minx: number;
  readonly maxx: number;
  readonly miny: number;
  readonly maxy: number;
  readonly geom: Uint8Array | null;
}

/**
 * Features whose bounds meet `bounds`, in fid order, with the geometry of those at least `speck` wide or high (CRS
 * units): of a whole county on one tile only the index is read.
 */
export function readTileRows(
  db: ReadableDatabase,
  layer: StoredLayer,
  bounds: Bounds,
  speck: number,
): TileRow[] {
  const index = identifier(spatialIndexName(layer.table));
  const rows = db.all<Row>(sql`
    SELECT r.id AS fid, r.minx, r.maxx, r.miny, r.maxy,
      CASE WHEN r.maxx - r.minx >= ${speck} OR r.maxy - r.miny >= ${speck}
        THEN (SELECT geom FROM ${identifier(layer.table)} WHERE fid = r.id) END AS geom
    FROM ${index} r
    WHERE r.minx <= ${bounds.maxX} AND r.maxx >= ${bounds.minX}
      AND r.miny <= ${bounds.maxY} AND r.maxy >= ${bounds.minY}`);
  rows.sort((a, b) => a.fid - b.fid);
  return rows.map(({ fid, minx, maxx, miny, maxy, geom }) => ({
    fid,
    bounds: { minX: minx, minY: miny, maxX: maxx, maxY: maxy },
    wkb: geom === null ? null : (readGeometryBlob(geom)?.wkb ?? null),
  }));
}

/** Little-endian WKB of one feature in the project CRS; null where it has no geometry. */
export function readFeatureWkb(db: ReadableDatabase, layer: StoredLayer, fid: number): Uint8Array | null {
  const row = db.get<{ readonly geom: Uint8Array | null }>(
    sql`SELECT geom FROM ${identifier(layer.table)} WHERE fid = ${fid}`,
  );
  return row === undefined || row.geom === null ? null : (readGeometryBlob(row.geom)?.wkb ?? null);
}

/** Bytes of all geometry of a layer. */
export function sumGeometryBytes(db: ReadableDatabase, layer: StoredLayer): number {
  return db.value<number>(sql`SELECT coalesce(sum(length(geom)), 0) FROM ${identifier(layer.table)}`) ?? 0;
}

/** The plot of each feature of a layer, by fid; empty for a layer that is not plots. */
export function readPlotIds(db: ReadableDatabase, layerId: string): ReadonlyMap<number, number> {
  const rows = db.all<{ readonly fid: number; readonly plotId: number }>(
    sql`SELECT fid, plot_id AS plotId FROM plots WHERE layer_id = ${Number(layerId)}`,
  );
  return new Map(rows.map(({ fid, plotId }) => [fid, plotId]));
}

export interface TilePlot {
  readonly plotId: number;
  readonly plotNo: string;
  readonly status: string;
  readonly verdict: string | null;
  readonly eligibility: string | null;
}

/**
 * What a tile says of the given plots of a layer, by fid. CROSS JOIN keeps SQLite's planner from walking the list of
 * fids anew for every plot.
 */
export function readTilePlots(
  db: ReadableDatabase,
  layerId: string,
  fids: readonly number[],
): ReadonlyMap<number, TilePlot> {
  const first = fids[0];
  const last = fids.at(-1);
  if (first === undefined || last === undefined) return new Map();
  const wanted = JSON.stringify(fids);
  const rows = db.all<TilePlot & { readonly fid: number }>(sql`
    SELECT p.fid, p.plot_id AS plotId, p.plot_no AS plotNo, p.status, p.eligibility, v.verdict_code AS verdict
    FROM json_each(${wanted}) w
    CROSS JOIN plots p ON p.layer_id = ${Number(layerId)} AND p.fid = w.value
    LEFT JOIN verdicts v ON v.plot_id = p.plot_id AND p.status <> 'rechecking'`);
  return new Map(rows.map((row) => [row.fid, row]));
}

/** One attribute of the given features as text, by fid; features without a value are absent. */
export function readTileLabels(
  db: ReadableDatabase,
  layer: StoredLayer,
  column: string,
  fids: readonly number[],
): ReadonlyMap<number, string> {
  const rows = db.all<{ readonly fid: number; readonly label: unknown }>(sql`
    SELECT t.fid, t.${identifier(column)} AS label
    FROM json_each(${JSON.stringify(fids)}) w CROSS JOIN ${identifier(layer.table)} t ON t.fid = w.value`);
  return new Map(
    rows.flatMap(({ fid, label }) => (label === null || label === '' ? [] : [[fid, String(label)] as const])),
  );
}
