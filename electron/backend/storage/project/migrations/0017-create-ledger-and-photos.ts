import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** The case of each plot in the 台账, photos and the plots they show. */
export const createLedgerAndPhotos: Migration = {
  number: 17,
  name: '0017-create-ledger-and-photos',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE ledger_cases (
        plot_id INTEGER PRIMARY KEY REFERENCES plots(plot_id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        round INTEGER NOT NULL,
        source TEXT NOT NULL,
        problem_type TEXT NOT NULL,
        assignee TEXT NOT NULL,
        -- YYYY-MM-DD
        deadline TEXT NOT NULL,
        reason TEXT NOT NULL,
        way TEXT,
        note TEXT NOT NULL,
        evidenced_by TEXT NOT NULL,
        issued_at_utc TEXT NOT NULL,
        changed_by TEXT NOT NULL,
        changed_at_utc TEXT NOT NULL
      ) STRICT;
      CREATE INDEX ledger_cases_state ON ledger_cases(state, deadline, plot_id);
      CREATE INDEX ledger_cases_deadline ON ledger_cases(deadline, plot_id);

      -- the picture itself is a file of the project folder, named by its hash
      CREATE TABLE photos (
        photo_id INTEGER PRIMARY KEY,
        sha256 TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        -- the camera's own clock, without a zone
        taken_at TEXT,
        -- degrees, WGS84
        longitude REAL,
        latitude REAL,
        -- project CRS
        x REAL,
        y REAL,
        -- degrees clockwise from true north
        bearing REAL,
        accuracy_meters REAL,
        -- degrees clockwise on the map, in the project CRS
        map_bearing REAL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        added_by TEXT NOT NULL,
        added_at_utc TEXT NOT NULL
      ) STRICT;

      CREATE TABLE photo_plots (
        photo_plot_id INTEGER PRIMARY KEY,
        photo_id INTEGER NOT NULL REFERENCES photos(photo_id),
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        how TEXT NOT NULL CHECK (how IN ('hand', 'matched')),
        UNIQUE (photo_id, plot_id)
      ) STRICT;
      CREATE INDEX photo_plots_plot ON photo_plots(plot_id, photo_id);
    `);
    for (const table of ['ledger_cases', 'photos', 'photo_plots']) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};
