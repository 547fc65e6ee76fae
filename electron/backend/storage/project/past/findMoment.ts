import type { Moment, PastRequest } from '../../../../../shared/contract/records/historyRecords.ts';
import { AppError } from '../../../../../shared/errors/AppError.ts';
import type { ReadableDatabase } from '../../sqlite/Connection.ts';
import { sql } from '../../sqlite/sql.ts';

/**
 * The row of the log after which a project stood as it did at a time, or the one named by its number.
 * Throws MOMENT_UNKNOWN for a time before the project was made and for a row that is not there.
 */
export function findMoment(db: ReadableDatabase, request: PastRequest): Moment {
  const row =
    'sequence' in request
      ? db.get<{ sequence: number; at_utc: string }>(
          sql`SELECT sequence, at_utc FROM command_log WHERE sequence = ${request.sequence}`,
        )
      : db.get<{ sequence: number; at_utc: string }>(sql`
          SELECT sequence, at_utc FROM command_log WHERE at_utc <= ${request.atUtc}
          ORDER BY sequence DESC LIMIT 1`);
  if (row === undefined) throw new AppError('MOMENT_UNKNOWN', {});
  return {
    sequence: row.sequence,
    atUtc: 'sequence' in request ? row.at_utc : request.atUtc,
    commandAtUtc: row.at_utc,
  };
}
