import type { JsonValue } from '../../../../shared/domain/review/canonicalJson.ts';
import {
  parseReviewTarget,
  type ReviewSubject,
  type ReviewTarget,
} from '../../../../shared/domain/review/reviewTarget.ts';
import type { ReadableDatabase, WritableDatabase } from '../sqlite/Connection.ts';
import { addedPlotThing } from './addedPlots.ts';
import { assignmentThing } from './assignments.ts';
import type { CommandMoment } from './commandLog.ts';
import { ledgerCaseThing } from './ledgerCases.ts';
import { markupThing } from './markup.ts';
import { photoThing } from './photos.ts';
import { partsThing } from './plotParts.ts';
import { boundaryThing } from './proposedBoundaries.ts';
import type { ReviewThing } from './reviewThing.ts';
import { secondLookThing } from './secondLooks.ts';

/** By the first word of their targets; verdicts and flags have columns of their own (verdicts.ts). */
const things: Readonly<Partial<Record<ReviewSubject, ReviewThing>>> = {
  markup: markupThing,
  parts: partsThing,
  boundary: boundaryThing,
  case: ledgerCaseThing,
  photo: photoThing,
  second: secondLookThing,
  added: addedPlotThing,
  assignee: assignmentThing,
};

export function readThing(db: ReadableDatabase, target: string): JsonValue {
  const parsed = requireTarget(target);
  return requireThing(parsed).read(db, parsed);
}

/** Inside runCommand. */
export function writeThing(
  db: WritableDatabase,
  target: string,
  value: JsonValue,
  moment: CommandMoment,
): void {
  const parsed = requireTarget(target);
  requireThing(parsed).write(db, parsed, value, moment);
}

/** Everything stored of all kinds, as far as a project of this schema version has it. */
export function* listThings(
  db: ReadableDatabase,
  schemaVersion: number,
): Generator<{ readonly target: string; readonly value: JsonValue }> {
  for (const thing of Object.values(things)) if (thing.since <= schemaVersion) yield* thing.list(db);
}

function requireTarget(target: string): ReviewTarget {
  const parsed = parseReviewTarget(target);
  if (parsed === undefined) throw new Error(`${target} names no thing of a plot`);
  return parsed;
}

function requireThing({ subject }: ReviewTarget): ReviewThing {
  const found = things[subject];
  if (found === undefined) throw new Error(`${subject} is no thing of reviewThings`);
  return found;
}
