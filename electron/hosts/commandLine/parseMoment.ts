import type { PastRequest } from '../../../shared/contract/records/historyRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';

/**
 * Reads a moment as it is typed: the number of a row of the log, a day (up to its last instant), or a day with a time, in
 * local time. Throws ARGUMENT_INVALID naming the argument.
 */
export function parseMoment(text: string, argument: string): PastRequest {
  if (/^[1-9]\d*$/.test(text)) return { sequence: Number(text) };
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?)?$/.exec(text);
  const [, day, time = '23:59', second = '59'] = match ?? [];
  const instant = new Date(`${day}T${time}:${second}.999`);
  // a day that is not in the calendar would otherwise become one of the next month
  const isReal = !Number.isNaN(instant.getTime()) && instant.getDate() === Number(day?.slice(8));
  if (match === null || !isReal) {
    const detail = `“${text}”不是时点，请写成 2026-01-15、"2026-01-15 18:00" 或操作记录的序号`;
    throw new AppError('ARGUMENT_INVALID', { argument, detail });
  }
  return { atUtc: instant.toISOString() };
}
