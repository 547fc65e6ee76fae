import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Named what-if scenarios, and with each run the adjustment it was made with, so that it stays explainable. */
export const createScenarios: Migration = {
  number: 11,
  name: '0011-create-scenarios',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE eligibility_scenarios (
        scenario_id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        -- the rule set it was tried on
        rules_id TEXT NOT NULL,
        -- order, without and thresholds, as JSON: read whole, never queried
        adjustment TEXT NOT NULL,
        saved_by TEXT NOT NULL,
        saved_at_utc TEXT NOT NULL
      ) STRICT;
      -- null: the rule set as it is
      ALTER TABLE eligibility_runs ADD COLUMN adjustment TEXT;`);
    registerAttributesTable(db, 'eligibility_scenarios', 'eligibility_scenarios', nowUtc);
  },
};
