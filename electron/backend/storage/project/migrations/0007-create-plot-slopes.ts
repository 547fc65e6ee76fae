import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Slope grade of each plot by the height model imported last. */
export const createPlotSlopes: Migration = {
  number: 7,
  name: '0007-create-plot-slopes',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE plot_slopes (
        plot_id INTEGER PRIMARY KEY REFERENCES plots(plot_id) ON DELETE CASCADE,
        -- the slope layer of the same height model
        layer_id INTEGER NOT NULL,
        cell_meters REAL NOT NULL,
        grade INTEGER CHECK (grade BETWEEN 1 AND 5),
        share_1 REAL NOT NULL, share_2 REAL NOT NULL, share_3 REAL NOT NULL,
        share_4 REAL NOT NULL, share_5 REAL NOT NULL
      ) STRICT;`);
    registerAttributesTable(db, 'plot_slopes', 'plot_slopes', nowUtc);
  },
};
