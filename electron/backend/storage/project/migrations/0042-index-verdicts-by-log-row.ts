import type { Migration } from './migration.ts';

/**
 * A verdict is written before its log row and refers to it, so SQLite looks, with every log row, for verdicts that
 * wait for it: without an index that reads all of them.
 */
export const indexVerdictsByLogRow: Migration = {
  number: 42,
  name: '0042-index-verdicts-by-log-row',
  apply(db) {
    db.script('CREATE INDEX verdicts_sequence ON verdicts(sequence);');
  },
};
