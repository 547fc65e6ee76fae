import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { Answers } from '../../../../shared/domain/review/checkAnswers.ts';
import type { ReviewStatus } from '../../../../shared/domain/review/reviewStatus.ts';
import { type ReviewValue, reviewValueToJson } from '../../../../shared/domain/review/reviewValue.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** A row of `verdicts` as it stands in the file. */
export interface StoredVerdict {
  readonly plotId: number;
  readonly value: ReviewValue;
  readonly sequence: number;
  readonly rowHash: string;
}

/** The verdict on a plot; null where it is unjudged. */
export function readVerdict(db: ReadableDatabase, plotId: number): ReviewValue | null {
  const row = db.get<VerdictRow>(sql`SELECT * FROM verdicts WHERE plot_id = ${plotId}`);
  return row === undefined ? null : rowToVerdict(row).value;
}

export function* iterateVerdicts(db: ReadableDatabase): Generator<StoredVerdict> {
  for (const row of db.iterate<VerdictRow>(sql`SELECT * FROM verdicts ORDER BY plot_id`)) {
    yield rowToVerdict(row);
  }
}

/** Sets or (null) takes away the verdict on a plot, and the status the list is filtered by. Inside runCommand. */
export function writeVerdict(
  db: WritableDatabase,
  plotId: number,
  value: ReviewValue | null,
  sequence: number,
): void {
  db.run(sql`UPDATE plots SET status = ${value?.status ?? 'unjudged'} WHERE plot_id = ${plotId}`);
  if (value === null) {
    db.run(sql`DELETE FROM verdicts WHERE plot_id = ${plotId}`);
    return;
  }
  db.run(sql`
    INSERT OR REPLACE INTO verdicts
      (plot_id, verdict_code, status, note, answers, evidence_sha256, decided_by, decided_at_utc, return_reason,
       sequence, row_hash)
    VALUES (${plotId}, ${value.verdictCode}, ${value.status}, ${value.note}, ${canonicalJson(value.answers)},
      ${value.evidenceSha256}, ${value.by}, ${value.atUtc}, ${value.returnReason ?? null}, ${sequence},
      ${hashVerdict(plotId, value, sequence)})`);
}

/**
 * Puts verdicts of many plots back to what they were, with the statuses of the plots: as writeVerdict for each, in a tenth
 * of the time. For a copy only: their hashes are left empty, nobody checks a copy.
 */
export function restoreVerdicts(
  db: WritableDatabase,
  plotIds: readonly number[],
  reviewOf: (plotId: number) => { readonly value: ReviewValue; readonly sequence: number } | undefined,
): void {
  const wanted = sql`(SELECT value FROM json_each(${JSON.stringify(plotIds)}))`;
  db.run(sql`DELETE FROM verdicts WHERE plot_id IN ${wanted}`);
  const insert = db.prepareRun(`
    INSERT INTO verdicts
      (plot_id, verdict_code, status, note, answers, evidence_sha256, decided_by, decided_at_utc, return_reason,
       sequence, row_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')`);
  for (const plotId of plotIds) {
    const found = reviewOf(plotId);
    if (found === undefined) continue;
    const { verdictCode, status, note, answers, evidenceSha256, by, atUtc, returnReason } = found.value;
    insert([
      ...[plotId, verdictCode, status, note, canonicalJson(answers), evidenceSha256, by, atUtc],
      ...[returnReason ?? null, found.sequence],
    ]);
  }
  db.run(sql`
    UPDATE plots SET status = coalesce((SELECT status FROM verdicts v WHERE v.plot_id = plots.plot_id), 'unjudged')
    WHERE plot_id IN ${wanted}`);
}

/** Sets or takes away the flag on a plot. Inside runCommand. */
export function writeFlag(db: WritableDatabase, plotId: number, flagged: boolean): void {
  db.run(sql`UPDATE plots SET flagged = ${flagged ? 1 : 0} WHERE plot_id = ${plotId}`);
}

/** False for a plot that is not there. */
export function readFlag(db: ReadableDatabase, plotId: number): boolean {
  return db.value<number>(sql`SELECT flagged FROM plots WHERE plot_id = ${plotId}`) === 1;
}

/** SQLite does not notice a flipped bit inside a page; this does. */
export function hashVerdict(plotId: number, value: ReviewValue, sequence: number): string {
  const row: JsonValue = { plotId, sequence, value: reviewValueToJson(value) };
  return createHash('sha256').update(canonicalJson(row), 'utf8').digest('hex');
}

interface VerdictRow {
  readonly plot_id: number;
  readonly verdict_code: string;
  readonly status: string;
  readonly note: string;
  readonly answers?: string;
  readonly evidence_sha256?: string | null;
  readonly decided_by: string;
  readonly decided_at_utc: string;
  readonly return_reason?: string | null;
  readonly sequence: number;
  readonly row_hash: string;
}

function rowToVerdict(row: VerdictRow): StoredVerdict {
  return {
    plotId: row.plot_id,
    value: {
      status: row.status as ReviewStatus,
      verdictCode: row.verdict_code,
      note: row.note,
      // absent while an older project is checked before its migration
      answers: JSON.parse(row.answers ?? '{}') as Answers,
      evidenceSha256: row.evidence_sha256 ?? null,
      by: row.decided_by,
      atUtc: row.decided_at_utc,
      ...(row.return_reason == null ? {} : { returnReason: row.return_reason }),
    },
    sequence: row.sequence,
    rowHash: row.row_hash,
  };
}
