import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { identifier, joinSql, type SqlQuery, sql } from '../sqlite/sql.ts';
import { type FeatureContents, type FeatureTable, replaceRows, storeExtent } from './featureTable.ts';
import { createSpatialIndexTriggers, spatialIndexName } from './spatialIndex.ts';

/**
 * Fills a table made by createFeatureTable from rows that are in the database already, without taking them out of it.
 * `rows` has a number from 1, in this order, in the column fid; a geometry blob as writeGeometryBlob makes it in geom;
 * its bounds in min_x, max_x, min_y, max_y; and the fields under their names.
 */
export function copyFeatures(db: WritableDatabase, target: FeatureTable, rows: SqlQuery): void {
  const bounds = copyRows(db, target, rows, 0);
  if (bounds !== null) storeExtent(db, target.table, bounds);
  createSpatialIndexTriggers(db, target.table);
}

/** As replaceFeatures, with rows that are in the database already, as copyFeatures has them. */
export function replaceByCopies(
  db: WritableDatabase,
  table: string,
  condition: SqlQuery,
  rows: SqlQuery,
  contents: FeatureContents,
): void {
  replaceRows(db, { table, condition, contents }, (target, afterFid) => copyRows(db, target, rows, afterFid));
}

/** Rows and R-tree; numbers follow on `afterFid`. */
function copyRows(
  db: WritableDatabase,
  { table, columns }: FeatureTable,
  rows: SqlQuery,
  afterFid: number,
): Bounds | null {
  const names = joinSql([sql`geom`, ...columns.map(({ column }) => identifier(column))], ', ');
  db.run(sql`
    INSERT INTO ${identifier(table)} (fid, ${names})
    SELECT fid + ${afterFid}, ${names} FROM (${rows})`);
  db.run(sql`
    INSERT INTO ${identifier(spatialIndexName(table))}
    SELECT fid + ${afterFid}, min_x, max_x, min_y, max_y FROM (${rows}) WHERE min_x IS NOT NULL`);
  const extent = db.get<Bounds>(sql`
    SELECT min(min_x) AS minX, min(min_y) AS minY, max(max_x) AS maxX, max(max_y) AS maxY FROM (${rows})
    HAVING min(min_x) IS NOT NULL`);
  return extent ?? null;
}
