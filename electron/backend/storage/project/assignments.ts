import { targetOfAssignment } from '../../../../shared/domain/review/reviewTarget.ts';
import { sql } from '../sqlite/sql.ts';
import { createAssignments } from './migrations/0041-create-assignments.ts';
import type { ReviewThing } from './reviewThing.ts';

/** Who is to judge a plot. */
export const assignmentThing: ReviewThing = {
  since: createAssignments.number,
  read(db, { plotId }) {
    const assignee = db.value<string>(sql`SELECT assignee FROM assignments WHERE plot_id = ${plotId}`);
    return assignee === undefined ? null : { assignee };
  },
  write(db, { plotId }, value) {
    db.run(sql`DELETE FROM assignments WHERE plot_id = ${plotId}`);
    if (value === null) return;
    const { assignee } = value as { assignee: string };
    db.run(sql`INSERT INTO assignments (plot_id, assignee) VALUES (${plotId}, ${assignee})`);
  },
  *list(db) {
    const rows = db.all<{ plotId: number; assignee: string }>(sql`
      SELECT plot_id AS plotId, assignee FROM assignments ORDER BY plot_id`);
    for (const { plotId, assignee } of rows)
      yield { target: targetOfAssignment(plotId), value: { assignee } };
  },
};
