import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../shared/domain/crs/coordinateSystemWkt.ts';
import { computeBounds, type MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';

export interface SampleLayer {
  readonly table: string;
  readonly title: string;
  readonly crs: string;
  readonly fields: Readonly<Record<string, 'TEXT' | 'REAL' | 'INTEGER'>>;
}

type Values = Readonly<Record<string, string | number | null>>;

/** Writes the layers of one GeoPackage; every layer's features may come as a stream. */
export function writeSampleGeoPackage(
  path: string,
  layers: readonly (SampleLayer & {
    readonly features: Iterable<{ geometry: MultiPolygon; values: Values }>;
  })[],
): number[] {
  rmSync(path, { force: true });
  const db = new Database(path);
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;
    CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);
    CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
      description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
      srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name),
      column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
      m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));`);
  const system = db.prepare('INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)');
  const wgs84 = findCoordinateSystem('EPSG:4326');
  if (wgs84 !== undefined) system.run('WGS 84 geodetic', 4326, 'EPSG', 4326, coordinateSystemWkt(wgs84));
  db.exec('BEGIN');
  const counts = layers.map((layer) => {
    const crs = findCoordinateSystem(layer.crs);
    if (crs === undefined) throw new Error(`unknown coordinate system ${layer.crs}`);
    const srsId = Number(layer.crs.slice(5));
    system.run(layer.crs, srsId, 'EPSG', srsId, coordinateSystemWkt(crs));
    const names = Object.keys(layer.fields);
    const columns = names.map((name) => `"${name}" ${layer.fields[name]}`).join(', ');
    db.exec(
      `CREATE TABLE "${layer.table}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom MULTIPOLYGON, ${columns})`,
    );
    const insert = db.prepare(
      `INSERT INTO "${layer.table}" (geom, ${names.map((name) => `"${name}"`).join(', ')}) VALUES (?${', ?'.repeat(names.length)})`,
    );
    const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
    let count = 0;
    for (const feature of layer.features) {
      const bounds = computeBounds(feature.geometry);
      if (bounds !== undefined) {
        box.minX = Math.min(box.minX, bounds.minX);
        box.minY = Math.min(box.minY, bounds.minY);
        box.maxX = Math.max(box.maxX, bounds.maxX);
        box.maxY = Math.max(box.maxY, bounds.maxY);
      }
      insert.run(geometryBlob(feature.geometry, srsId), ...names.map((name) => feature.values[name] ?? null));
      count++;
    }
    // A fixed time, so that the same county is the same file.
    db.prepare(
      `INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', '2026-04-01T00:00:00.000Z', ?, ?, ?, ?, ?)`,
    ).run(
      layer.table,
      layer.title,
      ...(count === 0 ? [null, null, null, null] : [box.minX, box.minY, box.maxX, box.maxY]),
      srsId,
    );
    db.prepare(`INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)`).run(
      layer.table,
      srsId,
    );
    return count;
  });
  db.exec('COMMIT');
  db.close();
  return counts;
}

function geometryBlob(geometry: MultiPolygon, srsId: number): Buffer {
  const bounds = computeBounds(geometry);
  const header = Buffer.alloc(bounds === undefined ? 8 : 40);
  header.write('GP', 0, 'ascii');
  header[3] = bounds === undefined ? 0x11 : 0x03;
  header.writeInt32LE(srsId, 4);
  if (bounds !== undefined) {
    [bounds.minX, bounds.maxX, bounds.minY, bounds.maxY].forEach((value, k) => {
      header.writeDoubleLE(value, 8 + 8 * k);
    });
  }
  return Buffer.concat([header, writeWkb(geometry)]);
}
