import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import type { ReviewTarget } from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import type { CommandMoment } from './commandLog.ts';

/**
 * Something that hangs on a plot and that commands change: its value stands in the log as JSON, before and after,
 * so undo, redo, replay and the check of a project need to know nothing else of it.
 */
export interface ReviewThing {
  /** Number of the migration that makes its table: an older project is checked before it has one. */
  readonly since: number;
  /** null where the plot has none. */
  read(db: ReadableDatabase, target: ReviewTarget): JsonValue;
  /** Sets it, or takes it away (null). Inside runCommand. */
  write(db: WritableDatabase, target: ReviewTarget, value: JsonValue, moment: CommandMoment): void;
  /** Everything stored, by target. */
  list(db: ReadableDatabase): Iterable<{ readonly target: string; readonly value: JsonValue }>;
}
