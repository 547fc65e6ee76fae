import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** How the images of a pair are laid over each other on the screen, plot by plot. */
export const createImageOffsets: Migration = {
  number: 10,
  name: '0010-create-image-offsets',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE image_offsets (
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        earlier_imagery_id INTEGER NOT NULL,
        later_imagery_id INTEGER NOT NULL,
        -- metres the earlier image is moved by; no area depends on them
        east_meters REAL NOT NULL,
        north_meters REAL NOT NULL,
        set_by TEXT NOT NULL,
        set_at_utc TEXT NOT NULL,
        PRIMARY KEY (plot_id, earlier_imagery_id, later_imagery_id)
      ) STRICT;`);
    registerAttributesTable(db, 'image_offsets', 'image_offsets', nowUtc);
  },
};
