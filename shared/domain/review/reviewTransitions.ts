import type { ReviewStatus } from './reviewStatus.ts';

/** Statuses in which a reviewer may give, change or take away a verdict. 复核中 and 锁定 belong to the second look. */
const openToReviewers: readonly ReviewStatus[] = ['unjudged', 'judged', 'doubtful', 'returned'];

/** True where a reviewer may change the verdict of a plot. */
export function canJudge(status: ReviewStatus): boolean {
  return openToReviewers.includes(status);
}

/** True where a plot can be drawn for a second look: somebody has judged it, and nobody is looking again. */
export function canSample(status: ReviewStatus): boolean {
  return status === 'judged' || status === 'doubtful';
}

/** 锁定 · 退回 · 解锁: what a person in charge may do with a verdict outside of a second look. */
export type StatusChange = 'locked' | 'returned' | 'judged';

const allowedFrom: Readonly<Record<StatusChange, readonly ReviewStatus[]>> = {
  locked: ['judged', 'doubtful'],
  returned: ['judged', 'doubtful', 'locked'],
  judged: ['locked'],
};

/** The status after such a change; undefined where it is not allowed. */
export function statusAfter(before: ReviewStatus, change: StatusChange): ReviewStatus | undefined {
  return allowedFrom[change].includes(before) ? change : undefined;
}
