import type { CoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { coordinateSystemWkt } from '../../../../shared/domain/crs/coordinateSystemWkt.ts';
import type { WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** 'GPKG' as the big-endian number at byte 68 of the file. */
export const geoPackageApplicationId = 0x47504b47;

/** 1.3, not 1.4: the validator of GDAL 3.6 refuses the R-tree triggers of 1.4. */
const geoPackageUserVersion = 10300;

/** Makes an empty database a GeoPackage 1.3: core tables (§1.1, §2.1, §2.3) and the required reference systems. */
export function initialiseGeoPackage(db: WritableDatabase): void {
  db.script(`
    PRAGMA application_id = ${geoPackageApplicationId};
    PRAGMA user_version = ${geoPackageUserVersion};
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL PRIMARY KEY,
      organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL,
      definition TEXT NOT NULL,
      description TEXT
    );
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY,
      data_type TEXT NOT NULL,
      identifier TEXT UNIQUE,
      description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE,
      min_y DOUBLE,
      max_x DOUBLE,
      max_y DOUBLE,
      srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id)
    );
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL,
      column_name TEXT NOT NULL,
      geometry_type_name TEXT NOT NULL,
      srs_id INTEGER NOT NULL,
      z TINYINT NOT NULL,
      m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
    );
    CREATE TABLE gpkg_extensions (
      table_name TEXT,
      column_name TEXT,
      extension_name TEXT NOT NULL,
      definition TEXT NOT NULL,
      scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
    );
    INSERT INTO gpkg_spatial_ref_sys VALUES
      ('Undefined cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined cartesian coordinate reference system'),
      ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
  `);
  const wgs84 = findCoordinateSystem('EPSG:4326');
  if (wgs84 === undefined) throw new Error('EPSG:4326 must be among the known systems');
  registerCoordinateSystem(db, wgs84);
}

/** Adds a system to gpkg_spatial_ref_sys where it is not there yet; returns its srs_id. */
export function registerCoordinateSystem(db: WritableDatabase, system: CoordinateSystem): number {
  db.run(sql`
    INSERT OR IGNORE INTO gpkg_spatial_ref_sys
      (srs_name, srs_id, organization, organization_coordsys_id, definition, description)
    VALUES (${system.epsgName}, ${system.epsg}, 'EPSG', ${system.epsg}, ${coordinateSystemWkt(system)}, ${system.name})`);
  return system.epsg;
}

/** Registers one of our own tables, so that other programs list it. It needs an integer primary key. */
export function registerAttributesTable(
  db: WritableDatabase,
  table: string,
  title: string,
  changedAtUtc: string,
): void {
  db.run(sql`
    INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id)
    VALUES (${table}, 'attributes', ${title}, '', ${changedAtUtc}, NULL)`);
}
