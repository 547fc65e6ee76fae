import { targetOfPlot } from '../../../../shared/domain/review/replayReviewLog.ts';
import { parseReviewValue, type ReviewValue } from '../../../../shared/domain/review/reviewValue.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';

/** The verdict that a row of the log gave a plot; null where the row is about something else or took the verdict away. */
export function readLoggedVerdict(
  db: ReadableDatabase,
  plotId: number,
  sequence: number,
): ReviewValue | null {
  const text = db.value<string | null>(sql`
    SELECT new_value FROM command_log WHERE sequence = ${sequence} AND target = ${targetOfPlot(plotId)}`);
  return parseReviewValue(text ?? null) ?? null;
}
