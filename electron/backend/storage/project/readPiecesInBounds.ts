import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../../shared/errors/AppError.ts';
import { readGeometryBlob } from '../geopackage/geometryBlob.ts';
import { spatialIndexName } from '../geopackage/spatialIndex.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { identifier, sql } from '../sqlite/sql.ts';

export interface PieceOnMap {
  readonly fid: number;
  readonly plotId: number;
  /** Codes of the rules that hit it, in bit order. */
  readonly rules: string[];
  readonly wkb: Uint8Array;
}

/** Pieces some rule hits whose bounds meet these, at most `limit` of them, in no order that means anything. */
export function readPiecesInBounds(
  db: ReadableDatabase,
  table: string,
  { minX, minY, maxX, maxY }: Bounds,
  limit: number,
): PieceOnMap[] {
  const rows = db.all<{ fid: number; plot_id: number; rules: string; geom: Uint8Array }>(sql`
    SELECT p.fid, p.plot_id, p.rules, p.geom
    FROM ${identifier(spatialIndexName(table))} r JOIN ${identifier(table)} p ON p.fid = r.id
    WHERE r.minx <= ${maxX} AND r.maxx >= ${minX} AND r.miny <= ${maxY} AND r.maxy >= ${minY}
      AND p.rules <> ''
    LIMIT ${limit}`);
  return rows.map(({ fid, plot_id, rules, geom }) => {
    const blob = readGeometryBlob(geom);
    if (blob === undefined) throw new AppError('PROJECT_CORRUPT', { file: db.file, detail: table });
    return { fid, plotId: plot_id, rules: rules.split(','), wkb: blob.wkb };
  });
}
