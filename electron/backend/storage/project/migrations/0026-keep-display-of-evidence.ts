import type { Migration } from './migration.ts';

/** How the pictures were shown when a verdict was given, as JSON; null where it was not kept. */
export const keepDisplayOfEvidence: Migration = {
  number: 26,
  name: '0026-keep-display-of-evidence',
  apply(db) {
    db.script('ALTER TABLE verdict_evidence ADD COLUMN display TEXT;');
  },
};
