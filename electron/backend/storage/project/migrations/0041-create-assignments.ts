import { registerAttributesTable } from '../../geopackage/initialiseGeoPackage.ts';
import type { Migration } from './migration.ts';

/** Who is to judge a plot; who handed it out and when stands in the command log. */
export const createAssignments: Migration = {
  number: 41,
  name: '0041-create-assignments',
  apply(db, { nowUtc }) {
    db.script(`
      CREATE TABLE assignments (
        plot_id INTEGER PRIMARY KEY REFERENCES plots(plot_id) ON DELETE CASCADE,
        assignee TEXT NOT NULL
      ) STRICT;
      CREATE INDEX assignments_assignee ON assignments(assignee, plot_id);
    `);
    registerAttributesTable(db, 'assignments', 'assignments', nowUtc);
  },
};
