import type { CommandRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import { canonicalJson } from '../../../../shared/domain/review/canonicalJson.ts';
import { parseReviewTarget, targetOfSecondLook } from '../../../../shared/domain/review/reviewTarget.ts';
import {
  finalVerdictOf,
  type SecondLook,
  secondLookFromJson,
  secondLookToJson,
} from '../../../../shared/domain/review/secondLook.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { createSecondLooks } from './migrations/0016-create-second-looks.ts';
import type { ReviewThing } from './reviewThing.ts';

/** A second look with the sample and the plot it belongs to. */
export interface StoredSecondLook {
  readonly sampleId: number;
  readonly plotId: number;
  readonly look: SecondLook;
}

/** The look of a plot that still waits for a second verdict or for adjudication; undefined where there is none. */
export function findPendingLook(db: ReadableDatabase, plotId: number): StoredSecondLook | undefined {
  const row = db.get<LookRow>(sql`
    SELECT * FROM second_looks WHERE plot_id = ${plotId} AND state IN ('open', 'disputed')`);
  return row === undefined ? undefined : rowToStored(row);
}

/** All looks of a sample, in plot order. */
export function listSecondLooks(db: ReadableDatabase, sampleId: number): StoredSecondLook[] {
  return db
    .all<LookRow>(sql`SELECT * FROM second_looks WHERE sample_id = ${sampleId} ORDER BY plot_id`)
    .map(rowToStored);
}

/** Rows of the log as anyone may read them: of plots in a second look, no row says what the verdict was. */
export function withoutBlindValues(
  db: ReadableDatabase,
  commands: readonly CommandRecord[],
): CommandRecord[] {
  const pending = new Set(
    db.column<number>(sql`SELECT plot_id FROM second_looks WHERE state IN ('open', 'disputed')`),
  );
  return commands.map((command) => {
    const target = parseReviewTarget(command.target);
    const tells = target?.subject === 'plot' || target?.subject === 'second';
    if (target === undefined || !tells || !pending.has(target.plotId)) return command;
    return { ...command, oldValue: null, newValue: null };
  });
}

export const secondLookThing: ReviewThing = {
  since: createSecondLooks.number,
  read(db, { plotId, itemId }) {
    const row = db.get<LookRow>(
      sql`SELECT * FROM second_looks WHERE sample_id = ${itemId} AND plot_id = ${plotId}`,
    );
    return row === undefined ? null : secondLookToJson(rowToStored(row).look);
  },
  write(db, { plotId, itemId }, value) {
    db.run(sql`DELETE FROM second_looks WHERE sample_id = ${itemId} AND plot_id = ${plotId}`);
    const look = secondLookFromJson(value);
    if (look !== null) insertLook(db, plotId, itemId, look);
  },
  *list(db) {
    for (const row of db.iterate<LookRow>(sql`SELECT * FROM second_looks ORDER BY second_look_id`)) {
      const { plotId, sampleId, look } = rowToStored(row);
      yield { target: targetOfSecondLook(plotId, sampleId), value: secondLookToJson(look) };
    }
  },
};

function insertLook(db: WritableDatabase, plotId: number, sampleId: number | null, look: SecondLook): void {
  const { state, stratum, first, second, settlement } = look;
  db.run(sql`
    INSERT INTO second_looks (sample_id, plot_id, state, stratum, first_verdict_code, first_by, second_verdict_code,
      second_note, second_answers, second_evidence_sha256, second_by, second_at_utc, choice, final_verdict_code,
      reason, settled_by, settled_at_utc)
    VALUES (${sampleId}, ${plotId}, ${state}, ${stratum}, ${first.verdictCode}, ${first.by},
      ${second?.verdictCode ?? null}, ${second?.note ?? null},
      ${second === null ? null : canonicalJson(second.answers)}, ${second?.evidenceSha256 ?? null},
      ${second?.by ?? null}, ${second?.atUtc ?? null}, ${settlement?.choice ?? null}, ${finalVerdictOf(look)},
      ${settlement?.reason ?? null}, ${settlement?.by ?? null}, ${settlement?.atUtc ?? null})`);
}

interface LookRow {
  readonly sample_id: number;
  readonly plot_id: number;
  readonly state: SecondLook['state'];
  readonly stratum: string;
  readonly first_verdict_code: string;
  readonly first_by: string;
  readonly second_verdict_code: string | null;
  readonly second_note: string | null;
  readonly second_answers: string | null;
  readonly second_evidence_sha256: string | null;
  readonly second_by: string | null;
  readonly second_at_utc: string | null;
  readonly choice: NonNullable<SecondLook['settlement']>['choice'] | null;
  readonly final_verdict_code: string | null;
  readonly reason: string | null;
  readonly settled_by: string | null;
  readonly settled_at_utc: string | null;
}

function rowToStored(row: LookRow): StoredSecondLook {
  return {
    sampleId: row.sample_id,
    plotId: row.plot_id,
    look: {
      state: row.state,
      stratum: row.stratum,
      first: { verdictCode: row.first_verdict_code, by: row.first_by },
      second:
        row.second_verdict_code === null
          ? null
          : {
              verdictCode: row.second_verdict_code,
              note: row.second_note ?? '',
              answers: JSON.parse(row.second_answers ?? '{}') as Record<string, string>,
              evidenceSha256: row.second_evidence_sha256,
              by: row.second_by ?? '',
              atUtc: row.second_at_utc ?? '',
            },
      settlement:
        row.choice === null
          ? null
          : {
              choice: row.choice,
              verdictCode: row.choice === 'return' ? null : row.final_verdict_code,
              reason: row.reason ?? '',
              by: row.settled_by ?? '',
              atUtc: row.settled_at_utc ?? '',
            },
    },
  };
}
