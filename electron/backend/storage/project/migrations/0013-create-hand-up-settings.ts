import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** How a project hands up, and the bureau's own report template. */
export const createHandUpSettings: Migration = {
  number: 13,
  name: '0013-create-hand-up-settings',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE hand_up_settings (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        -- read and written whole (HandUpSettings), never queried
        settings TEXT NOT NULL
      ) STRICT;
      CREATE TABLE hand_up_template (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;`);
    registerAttributesTable(db, 'hand_up_settings', 'hand_up_settings', nowUtc);
    registerAttributesTable(db, 'hand_up_template', 'hand_up_template', nowUtc);
  },
};
