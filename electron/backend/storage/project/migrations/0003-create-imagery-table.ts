import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Image packs of the project: one row per imported picture; the tiles are in a GeoPackage of their own. */
export const createImageryTable: Migration = {
  number: 3,
  name: '0003-create-imagery-table',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE imagery (
        imagery_id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL,
        epoch TEXT NOT NULL,
        pack_file TEXT NOT NULL UNIQUE,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        bands INTEGER NOT NULL,
        crs TEXT NOT NULL,
        resolution REAL NOT NULL,
        min_x REAL NOT NULL, min_y REAL NOT NULL, max_x REAL NOT NULL, max_y REAL NOT NULL,
        tile_size INTEGER NOT NULL,
        levels INTEGER NOT NULL,
        tiles INTEGER NOT NULL,
        bytes INTEGER NOT NULL,
        source_file TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        imported_at_utc TEXT NOT NULL
      ) STRICT;`);
    registerAttributesTable(db, 'imagery', 'imagery', nowUtc);
  },
};
