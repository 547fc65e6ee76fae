import type { Migration } from './migration.ts';

/** A small picture of each epoch as it was on the screen (WebP) and its hash; null until it is drawn. */
export const keepChipsOfEvidence: Migration = {
  number: 40,
  name: '0040-keep-chips-of-evidence',
  apply(db) {
    db.script(`
      ALTER TABLE verdict_evidence_images ADD COLUMN chip_sha256 TEXT;
      ALTER TABLE verdict_evidence_images ADD COLUMN chip BLOB;
      CREATE INDEX verdict_evidence_images_waiting ON verdict_evidence_images(evidence_id) WHERE chip_sha256 IS NULL;
    `);
  },
};
