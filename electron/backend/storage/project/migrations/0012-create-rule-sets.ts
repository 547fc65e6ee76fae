import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Rule sets of the project's own: edited copies of shipped ones, and imported ones. */
export const createRuleSets: Migration = {
  number: 12,
  name: '0012-create-rule-sets',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE rule_sets (
        rule_set_id INTEGER PRIMARY KEY,
        rules_id TEXT NOT NULL UNIQUE,
        version TEXT NOT NULL,
        -- the document as it was saved
        document TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        saved_by TEXT NOT NULL,
        saved_at_utc TEXT NOT NULL
      ) STRICT;`);
    registerAttributesTable(db, 'rule_sets', 'rule_sets', nowUtc);
  },
};
