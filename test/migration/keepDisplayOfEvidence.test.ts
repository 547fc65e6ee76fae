import { expect, it } from 'vitest';
import { readEvidence } from '../../electron/backend/storage/project/evidence.ts';
import { sql } from '../../electron/backend/storage/sqlite/sql.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0026 keeps the evidence of a project from before, of whose display nothing is known', async () => {
  const after = await upgradeProject(26, {
    fill: (before) => {
      before.database.run(sql`
    INSERT INTO verdict_evidence (evidence_sha256, min_x, min_y, max_x, max_y, comparison, swipe, swipe_direction,
      fade, front, offset_x, offset_y, dwell_milliseconds)
    VALUES ('abc', 1, 2, 3, 4, 'dual', 0.5, 'vertical', 0.5, 'later', 0, 0, 900)`);
    },
    read: ({ database }) => [
      database.all(sql`
    SELECT evidence_id, evidence_sha256, min_x, min_y, max_x, max_y, comparison, swipe, swipe_direction, fade, front,
      offset_x, offset_y, dwell_milliseconds, earlier_image_id, later_image_id, rules_id, rules_version
    FROM verdict_evidence`),
    ],
  });
  const evidence = readEvidence(after.database, 'abc');
  expect(evidence?.view).toMatchObject({ comparison: 'dual', dwellMilliseconds: 900 });
  expect(evidence?.view).not.toHaveProperty('display');
});
