import { expect, it } from 'vitest';
import {
  copyFeatures,
  replaceByCopies,
} from '../../../../../../electron/backend/storage/geopackage/copyFeatures.ts';
import {
  createFeatureTable,
  type FeatureInput,
  insertFeatures,
  replaceFeatures,
} from '../../../../../../electron/backend/storage/geopackage/featureTable.ts';
import { writeGeometryBlob } from '../../../../../../electron/backend/storage/geopackage/geometryBlob.ts';
import { initialiseGeoPackage } from '../../../../../../electron/backend/storage/geopackage/initialiseGeoPackage.ts';
import {
  computeWkbBounds,
  promoteToMultiPolygon,
} from '../../../../../../electron/backend/storage/geopackage/wkbBounds.ts';
import type { WritableDatabase } from '../../../../../../electron/backend/storage/sqlite/Connection.ts';
import { openDatabase } from '../../../../../../electron/backend/storage/sqlite/openDatabase.ts';
import { type SqlQuery, sql } from '../../../../../../electron/backend/storage/sqlite/sql.ts';
import { findCoordinateSystem } from '../../../../../../shared/domain/crs/coordinateSystem.ts';
import { squareWkb } from '../../../../../support/buildProject.ts';

const crs = findCoordinateSystem('EPSG:4545');
if (crs === undefined) throw new Error('EPSG:4545 is not registered');
const changedAtUtc = '2026-11-22T00:00:00.000Z';

function drawSquares(count: number, from: number): FeatureInput[] {
  return Array.from({ length: count }, (_, i) => ({
    wkb: squareWkb(500_000.1 + 37.3 * (from + i), 3_300_000.7 - 11.9 * (from + i), 20),
    attributes: [`第${from + i}号`, (from + i) / 3],
  }));
}

/** The features as rows of this database. */
function layOut(db: WritableDatabase, features: readonly FeatureInput[]): SqlQuery {
  db.script(`
    DROP TABLE IF EXISTS temp.rows;
    CREATE TEMP TABLE rows (fid INTEGER PRIMARY KEY, geom, min_x, max_x, min_y, max_y, "名", "值")`);
  for (const { wkb, attributes } of features) {
    const outline = promoteToMultiPolygon(wkb ?? new Uint8Array(0));
    const bounds = computeWkbBounds(outline);
    if (bounds === null) throw new Error('a square is not empty');
    const { minX, maxX, minY, maxY } = bounds;
    const blob = writeGeometryBlob(4545, outline, bounds);
    db.run(sql`
      INSERT INTO temp.rows VALUES (NULL, ${blob}, ${minX}, ${maxX}, ${minY}, ${maxY}, ${attributes[0] ?? null},
        ${attributes[1] ?? null})`);
  }
  return sql`SELECT * FROM temp.rows`;
}

it('copies rows of the database to the same table, index and extent as rows that are handed over', () => {
  const db = openDatabase(':memory:');
  initialiseGeoPackage(db);
  const create = (table: string) =>
    createFeatureTable(db, {
      ...{ table, title: table, crs, geometryType: 'MULTIPOLYGON', changedAtUtc },
      fields: [
        { name: '名', type: 'text' },
        { name: '值', type: 'real' },
      ],
    });
  const [first, second] = [drawSquares(500, 0), drawSquares(40, 1000)];
  const contents = { title: '碎片', changedAtUtc };
  insertFeatures(db, create('handed'), first);
  replaceFeatures(db, 'handed', sql`fid % 3 = 0`, second, contents);
  copyFeatures(db, create('copied'), layOut(db, first));
  replaceByCopies(db, 'copied', sql`fid % 3 = 0`, layOut(db, second), contents);
  const read = (table: string) => ({
    rows: db.all({ text: `SELECT * FROM ${table} ORDER BY fid`, values: [] }),
    index: db.all({ text: `SELECT * FROM rtree_${table}_geom ORDER BY id`, values: [] }),
    extent: db.all(sql`SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ${table}`),
  });
  const handed = read('handed');
  expect(handed.rows).toHaveLength(500 - 166 + 40);
  expect(read('copied')).toEqual(handed);
  db.close();
});
