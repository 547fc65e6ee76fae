import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** What an image pack was made from, sheet by sheet, and where its tile grid begins. */
export const describeImagerySources: Migration = {
  number: 6,
  name: '0006-describe-imagery-sources',
  apply(db, { nowUtc }) {
    db.script(`
      ALTER TABLE imagery ADD COLUMN source_bytes INTEGER;
      ALTER TABLE imagery ADD COLUMN recipe TEXT NOT NULL DEFAULT '';
      -- null in packs from before: there the grid begins at the picture's own corner
      ALTER TABLE imagery ADD COLUMN tile_origin_x REAL;
      ALTER TABLE imagery ADD COLUMN tile_origin_y REAL;
      CREATE TABLE imagery_sheets (
        sheet_id INTEGER PRIMARY KEY,
        imagery_id INTEGER NOT NULL REFERENCES imagery(imagery_id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        source_file TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        UNIQUE (imagery_id, position)
      ) STRICT;`);
    registerAttributesTable(db, 'imagery_sheets', 'imagery_sheets', nowUtc);
  },
};
