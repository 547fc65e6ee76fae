import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** The chosen verdict scheme, answers and evidence of verdicts, flags, and commands that belong together. */
export const createReviewEvidence: Migration = {
  number: 4,
  name: '0004-create-review-evidence',
  apply(db, { nowUtc }) {
    db.script(`
      ALTER TABLE project ADD COLUMN scheme_id TEXT NOT NULL DEFAULT 'restoration-potential';

      -- sequence of the first of several rows that one command wrote; null where it wrote one
      ALTER TABLE command_log ADD COLUMN batch INTEGER;
      CREATE INDEX command_log_batch ON command_log(batch) WHERE batch IS NOT NULL;

      ALTER TABLE verdicts ADD COLUMN answers TEXT NOT NULL DEFAULT '{}';
      ALTER TABLE verdicts ADD COLUMN evidence_sha256 TEXT;
      CREATE INDEX verdicts_decided_by ON verdicts(decided_by);

      ALTER TABLE plots ADD COLUMN flagged INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX plots_village ON plots(town_name, village_name, plot_id, area_square_meters, area_mu);
      CREATE INDEX plots_land_class ON plots(land_class_code, plot_id, area_square_meters, area_mu);
      CREATE INDEX plots_flagged ON plots(plot_id) WHERE flagged = 1;
      -- the orders a list can be put in
      CREATE INDEX plots_by_number ON plots(plot_no, plot_id);
      CREATE INDEX plots_by_area ON plots(coalesce(area_square_meters, -1), plot_id);
      CREATE INDEX plots_by_net ON plots(coalesce(net_square_meters, -1), plot_id);
      CREATE INDEX plots_by_town ON plots(town_name, plot_id);

      -- what was on the screen: named by the hash of its content, which stands in the command log
      CREATE TABLE verdict_evidence (
        evidence_id INTEGER PRIMARY KEY,
        evidence_sha256 TEXT NOT NULL UNIQUE,
        min_x REAL NOT NULL, min_y REAL NOT NULL, max_x REAL NOT NULL, max_y REAL NOT NULL,
        comparison TEXT NOT NULL,
        swipe REAL NOT NULL,
        swipe_direction TEXT NOT NULL,
        fade REAL NOT NULL,
        front TEXT NOT NULL,
        offset_x REAL NOT NULL,
        offset_y REAL NOT NULL,
        dwell_milliseconds INTEGER NOT NULL,
        earlier_image_id TEXT,
        later_image_id TEXT,
        rules_id TEXT,
        rules_version TEXT
      ) STRICT;

      CREATE TABLE verdict_evidence_images (
        evidence_image_id INTEGER PRIMARY KEY,
        evidence_id INTEGER NOT NULL REFERENCES verdict_evidence(evidence_id) ON DELETE CASCADE,
        side TEXT NOT NULL CHECK (side IN ('earlier', 'later')),
        image_id TEXT NOT NULL,
        name TEXT NOT NULL,
        epoch TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        UNIQUE (evidence_id, side)
      ) STRICT;
    `);
    for (const table of ['verdict_evidence', 'verdict_evidence_images']) {
      registerAttributesTable(db, table, table, nowUtc);
    }
  },
};
