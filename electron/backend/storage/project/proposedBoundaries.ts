import type { ProposedBoundary } from '../../../../shared/contract/records/markupRecords.ts';
import { targetOfBoundary } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createMarkup } from './migrations/0014-create-markup.ts';
import type { ReviewThing } from './reviewThing.ts';

/** All boundaries that reviewers propose, in the order of their plots. */
export function readProposedBoundaries(db: ReadableDatabase): ProposedBoundary[] {
  return db.all<ProposedBoundary>(sql`${selectBoundaries} ORDER BY plot_id`);
}

/** The boundary proposed for one plot; null where there is none. */
export function readProposedBoundary(db: ReadableDatabase, plotId: number): ProposedBoundary | null {
  return db.get<ProposedBoundary>(sql`${selectBoundaries} WHERE plot_id = ${plotId}`) ?? null;
}

const selectBoundaries = sql`
  SELECT plot_id AS plotId, geometry AS wkb, area_square_meters AS squareMeters, note,
    proposed_by AS "by", proposed_at_utc AS atUtc
  FROM proposed_boundaries`;

/** The form in which a proposed boundary stands in the command log. */
export function boundaryToJson({ wkb, squareMeters, note, by, atUtc }: Omit<ProposedBoundary, 'plotId'>) {
  return { wkb: Buffer.from(wkb).toString('base64'), squareMeters, note, by, atUtc };
}

export const boundaryThing: ReviewThing = {
  since: createMarkup.number,
  read(db, { plotId }) {
    const boundary = readProposedBoundary(db, plotId);
    return boundary === null ? null : boundaryToJson(boundary);
  },
  write(db, { plotId }, value) {
    db.run(sql`DELETE FROM proposed_boundaries WHERE plot_id = ${plotId}`);
    if (value === null) return;
    const { wkb, squareMeters, note, by, atUtc } = value as ReturnType<typeof boundaryToJson>;
    db.run(sql`
      INSERT INTO proposed_boundaries (plot_id, geometry, area_square_meters, note, proposed_by, proposed_at_utc)
      VALUES (${plotId}, ${Buffer.from(wkb, 'base64')}, ${squareMeters}, ${note}, ${by}, ${atUtc})`);
  },
  *list(db) {
    for (const boundary of readProposedBoundaries(db)) {
      yield { target: targetOfBoundary(boundary.plotId), value: boundaryToJson(boundary) };
    }
  },
};
