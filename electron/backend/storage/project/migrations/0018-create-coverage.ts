import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Which plots were looked at in which image, and which cells of the sweep outside the list. */
export const createCoverage: Migration = {
  number: 18,
  name: '0018-create-coverage',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE looks (
        look_id INTEGER PRIMARY KEY,
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        image_id TEXT NOT NULL,
        epoch TEXT NOT NULL,
        actor TEXT NOT NULL,
        times INTEGER NOT NULL,
        milliseconds INTEGER NOT NULL,
        first_at_utc TEXT NOT NULL,
        last_at_utc TEXT NOT NULL,
        UNIQUE (plot_id, image_id, actor)
      ) STRICT;

      -- rows of square cells from the north-west, each row from west to east
      CREATE TABLE sweep_grid (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        min_x REAL NOT NULL,
        max_y REAL NOT NULL,
        cell_size REAL NOT NULL,
        columns INTEGER NOT NULL,
        rows INTEGER NOT NULL
      ) STRICT;

      CREATE TABLE sweep_marks (
        cell INTEGER PRIMARY KEY,
        mark TEXT NOT NULL CHECK (mark IN ('clear', 'found')),
        note TEXT NOT NULL,
        marked_by TEXT NOT NULL,
        marked_at_utc TEXT NOT NULL
      ) STRICT;
    `);
    for (const table of ['looks', 'sweep_grid', 'sweep_marks']) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};
