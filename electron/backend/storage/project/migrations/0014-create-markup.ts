import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** What reviewers draw on plots, the parts plots are cut into, and boundaries they propose. Sources stay as they came. */
export const createMarkup: Migration = {
  number: 14,
  name: '0014-create-markup',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE markup (
        -- the sequence of the command that drew it: never used twice
        markup_id INTEGER PRIMARY KEY,
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('area', 'line', 'arrow', 'cloud', 'text')),
        -- WKB in the project CRS: a polygon, a line string or a point
        geometry BLOB NOT NULL,
        text TEXT NOT NULL,
        drawn_by TEXT NOT NULL,
        drawn_at_utc TEXT NOT NULL
      ) STRICT;
      CREATE INDEX markup_plot ON markup(plot_id, markup_id);

      CREATE TABLE plot_parts (
        plot_part_id INTEGER PRIMARY KEY,
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        -- 1, 2, 3 … within the plot
        position INTEGER NOT NULL,
        geometry BLOB NOT NULL,
        area_square_meters REAL NOT NULL,
        -- as printed: they add up to the printed area of the plot
        printed_square_meters REAL NOT NULL,
        printed_mu REAL NOT NULL,
        verdict_code TEXT,
        note TEXT NOT NULL,
        decided_by TEXT,
        decided_at_utc TEXT,
        UNIQUE (plot_id, position)
      ) STRICT;

      CREATE TABLE proposed_boundaries (
        plot_id INTEGER PRIMARY KEY REFERENCES plots(plot_id) ON DELETE CASCADE,
        geometry BLOB NOT NULL,
        area_square_meters REAL NOT NULL,
        note TEXT NOT NULL,
        proposed_by TEXT NOT NULL,
        proposed_at_utc TEXT NOT NULL
      ) STRICT;`);
    for (const table of ['markup', 'plot_parts', 'proposed_boundaries']) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};
