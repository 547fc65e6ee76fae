import type { Migration } from './migration.ts';

/** Which satellite or sensor took a picture; empty where nobody said. */
export const nameImagerySensor: Migration = {
  number: 8,
  name: '0008-name-imagery-sensor',
  apply(db) {
    db.script(`ALTER TABLE imagery ADD COLUMN sensor TEXT NOT NULL DEFAULT '';`);
  },
};
