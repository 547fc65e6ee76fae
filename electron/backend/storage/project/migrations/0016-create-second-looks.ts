import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Why a plot went back to its reviewer; samples with the frame they were drawn from, and what the second reviewer said of each plot drawn. */
export const createSecondLooks: Migration = {
  number: 16,
  name: '0016-create-second-looks',
  apply(db, { nowUtc }) {
    db.script(`
      ALTER TABLE verdicts ADD COLUMN return_reason TEXT;

      CREATE TABLE samples (
        sample_id INTEGER PRIMARY KEY,
        drawn_by TEXT NOT NULL,
        drawn_at_utc TEXT NOT NULL,
        seed INTEGER NOT NULL,
        factors TEXT NOT NULL,
        per_stratum INTEGER NOT NULL,
        share REAL NOT NULL,
        threshold_square_meters REAL NOT NULL,
        threshold_share REAL NOT NULL,
        short_dwell_milliseconds INTEGER NOT NULL,
        -- of the frame below; it also stands in the command log
        frame_sha256 TEXT NOT NULL,
        sequence INTEGER NOT NULL REFERENCES command_log(sequence) DEFERRABLE INITIALLY DEFERRED
      ) STRICT;

      -- every plot that could have been drawn, as it was then: areas and verdicts may change, the draw may not
      CREATE TABLE sample_frame (
        sample_frame_id INTEGER PRIMARY KEY,
        sample_id INTEGER NOT NULL REFERENCES samples(sample_id),
        plot_id INTEGER NOT NULL,
        plot_no TEXT NOT NULL,
        stratum TEXT NOT NULL
      ) STRICT;
      CREATE INDEX sample_frame_sample ON sample_frame(sample_id, sample_frame_id);

      CREATE TABLE second_looks (
        second_look_id INTEGER PRIMARY KEY,
        sample_id INTEGER NOT NULL REFERENCES samples(sample_id),
        plot_id INTEGER NOT NULL REFERENCES plots(plot_id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        stratum TEXT NOT NULL,
        first_verdict_code TEXT NOT NULL,
        first_by TEXT NOT NULL,
        second_verdict_code TEXT,
        second_note TEXT,
        second_answers TEXT,
        second_evidence_sha256 TEXT,
        second_by TEXT,
        second_at_utc TEXT,
        choice TEXT,
        final_verdict_code TEXT,
        reason TEXT,
        settled_by TEXT,
        settled_at_utc TEXT,
        UNIQUE (sample_id, plot_id)
      ) STRICT;
      CREATE INDEX second_looks_state ON second_looks(state, plot_id);
      CREATE INDEX second_looks_plot ON second_looks(plot_id, sample_id);
    `);
    for (const table of ['samples', 'sample_frame', 'second_looks']) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};
