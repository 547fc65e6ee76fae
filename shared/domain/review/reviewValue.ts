import { canonicalJson, type JsonValue } from './canonicalJson.ts';
import { type ReviewStatus, reviewStatuses } from './reviewStatus.ts';
import type { VerdictScheme } from './verdictScheme.ts';

/** What a reviewer said about one plot; the absence of a value is 未判 (unjudged). */
export interface ReviewValue {
  readonly status: ReviewStatus;
  readonly verdictCode: string;
  readonly note: string;
  readonly by: string;
  readonly atUtc: string;
}

/** 疑问 is a pile of its own; every other verdict makes a plot 已判. */
export function statusOfVerdict(verdictCode: string): ReviewStatus {
  return verdictCode === 'doubtful' ? 'doubtful' : 'judged';
}

export function hasVerdict(scheme: VerdictScheme, verdictCode: string): boolean {
  return scheme.options.some(({ code }) => code === verdictCode);
}

/** The form in which a value stands in the command log. */
export function reviewValueToJson(value: ReviewValue | null): JsonValue {
  if (value === null) return null;
  const { status, verdictCode, note, by, atUtc } = value;
  return { status, verdictCode, note, by, atUtc };
}

/** The text under which two values are the same value. */
export function reviewValueText(value: ReviewValue | null): string | null {
  return value === null ? null : canonicalJson(reviewValueToJson(value));
}

/** Reads a value out of the command log; undefined where the text is not one. */
export function parseReviewValue(text: string | null): ReviewValue | null | undefined {
  if (text === null) return null;
  const value = JSON.parse(text) as Partial<Record<keyof ReviewValue, unknown>>;
  const { status, verdictCode, note, by, atUtc } = value;
  const isText = (field: unknown): field is string => typeof field === 'string';
  if (!isText(verdictCode) || !isText(note) || !isText(by) || !isText(atUtc)) return undefined;
  const known = reviewStatuses.find((candidate) => candidate === status);
  return known === undefined ? undefined : { status: known, verdictCode, note, by, atUtc };
}
