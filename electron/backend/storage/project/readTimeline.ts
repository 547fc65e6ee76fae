import type { TimelineEvent } from '../../../../shared/contract/records/ledgerRecords.ts';
import type { CommandRecord } from '../../../../shared/contract/records/reviewRecords.ts';
import { parseReviewTarget, type ReviewSubject } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase } from '../sqlite/Connection.ts';
import { sql } from '../sqlite/sql.ts';
import { iterateCommandsOf } from './commandLog.ts';
import { listPhotos } from './photos.ts';
import { findPendingLook, withoutBlindValues } from './secondLooks.ts';

const told: Partial<Record<ReviewSubject, TimelineEvent['kind']>> = {
  plot: 'verdict',
  second: 'second',
  case: 'case',
};

/** Everything that happened to a plot on one strip: the images that show it, verdicts, its case, its photos. */
export function readTimeline(db: ReadableDatabase, plotId: number): TimelineEvent[] {
  const images = db.all<{ epoch: string; name: string }>(sql`SELECT epoch, name FROM imagery`);
  const isBlind = findPendingLook(db, plotId) !== undefined;
  const commands = withoutBlindValues(db, [...iterateCommandsOf(db, plotId)]);
  return [
    ...images.map(({ epoch, name }) => event('image', epoch, '', epoch === '' ? name : epoch)),
    ...commands.flatMap((command) => toEvent(command, isBlind)),
    ...listPhotos(db, { plotId }).map(({ takenAt, addedAtUtc, addedBy, name, photoId }) => ({
      ...event('photo', takenAt ?? addedAtUtc, addedBy, name),
      photoId,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function toEvent(command: CommandRecord, isBlind: boolean): TimelineEvent[] {
  const kind = told[parseReviewTarget(command.target)?.subject ?? 'flag'];
  // that a plot was drawn, locked or agreed on is told by its second look
  const isEcho = kind === 'verdict' && /^review\.(sample|second)$/.test(command.kind);
  if (kind === undefined || isEcho) return [];
  const value = command.newValue === null ? {} : (JSON.parse(command.newValue) as Record<string, unknown>);
  const { state, status, verdictCode, reason, returnReason, settlement } = value;
  const settled = settlement as { reason?: string } | null | undefined;
  const takesBack = command.undoes !== null;
  const absent = isBlind ? 'hidden' : 'none';
  return [
    {
      ...event(takesBack ? 'undo' : kind, command.atUtc, command.by, ''),
      what: text(kind === 'verdict' ? (status === 'returned' ? status : verdictCode) : state) || absent,
      reason: text(returnReason ?? settled?.reason ?? reason),
    },
  ];
}

function event(kind: TimelineEvent['kind'], at: string, by: string, what: string): TimelineEvent {
  return { kind, at, by, what, reason: '', photoId: null };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
