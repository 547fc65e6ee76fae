import { canonicalJson, type JsonValue } from './canonicalJson.ts';
import type { Answers } from './checkAnswers.ts';
import { type ReviewStatus, reviewStatuses } from './reviewStatus.ts';

/** What a reviewer said about one plot; the absence of a value is 未判 (unjudged). */
export interface ReviewValue {
  readonly status: ReviewStatus;
  readonly verdictCode: string;
  readonly note: string;
  readonly answers: Answers;
  /** Hash of what was on the screen; null where the verdict came from elsewhere than a window. */
  readonly evidenceSha256: string | null;
  readonly by: string;
  readonly atUtc: string;
  /** Why the plot was sent back to its reviewer; gone with the next verdict. */
  readonly returnReason?: string;
}

/** 疑问 is a pile of its own; every other verdict makes a plot 已判. */
export function statusOfVerdict(verdictCode: string): ReviewStatus {
  return verdictCode === 'doubtful' ? 'doubtful' : 'judged';
}

/**
 * The form in which a value stands in the command log. What a verdict lacks is left out, so that rows written
 * before answers and evidence existed keep their text and their hash.
 */
export function reviewValueToJson(value: ReviewValue | null): JsonValue {
  if (value === null) return null;
  const { status, verdictCode, note, answers, evidenceSha256, by, atUtc, returnReason } = value;
  return {
    status,
    verdictCode,
    note,
    by,
    atUtc,
    ...(Object.keys(answers).length === 0 ? {} : { answers }),
    ...(evidenceSha256 === null ? {} : { evidenceSha256 }),
    ...(returnReason === undefined ? {} : { returnReason }),
  };
}

/** The text under which two values are the same value. */
export function reviewValueText(value: ReviewValue | null): string | null {
  return value === null ? null : canonicalJson(reviewValueToJson(value));
}

/** Reads a value out of the command log; undefined where the text is not one. */
export function parseReviewValue(text: string | null): ReviewValue | null | undefined {
  if (text === null) return null;
  const value = JSON.parse(text) as Partial<Record<keyof ReviewValue, unknown>>;
  const { status, verdictCode, note, by, atUtc, answers = {}, evidenceSha256 = null, returnReason } = value;
  if (!isText(verdictCode) || !isText(note) || !isText(by) || !isText(atUtc)) return undefined;
  if (!isAnswers(answers) || !(evidenceSha256 === null || isText(evidenceSha256))) return undefined;
  if (!(returnReason === undefined || isText(returnReason))) return undefined;
  const known = reviewStatuses.find((candidate) => candidate === status);
  if (known === undefined) return undefined;
  return {
    status: known,
    verdictCode,
    note,
    answers,
    evidenceSha256,
    by,
    atUtc,
    ...(returnReason === undefined ? {} : { returnReason }),
  };
}

function isText(field: unknown): field is string {
  return typeof field === 'string';
}

function isAnswers(field: unknown): field is Answers {
  return typeof field === 'object' && field !== null && Object.values(field).every(isText);
}
