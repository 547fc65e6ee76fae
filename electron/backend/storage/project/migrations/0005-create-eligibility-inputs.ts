import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** What the newest run was computed from, feature by feature, so that the next one can tell what has changed. */
export const createEligibilityInputs: Migration = {
  number: 5,
  name: '0005-create-eligibility-inputs',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE eligibility_inputs (
        input_id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES eligibility_runs(run_id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('rules', 'layer', 'plots')),
        layer_id INTEGER,
        content_sha256 TEXT,
        -- what is asked of the layer; for 'rules' everything else a result depends on
        description TEXT NOT NULL,
        -- 8 bytes of SHA-256 for each feature, in the order they are read
        hashes BLOB,
        -- id, minX, minY, maxX, maxY of each feature as doubles
        places BLOB
      ) STRICT;
      CREATE INDEX eligibility_inputs_run ON eligibility_inputs(run_id);`);
    registerAttributesTable(db, 'eligibility_inputs', 'eligibility_inputs', nowUtc);
  },
};
