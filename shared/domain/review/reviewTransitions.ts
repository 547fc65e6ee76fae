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
