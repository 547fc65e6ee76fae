/** 未判 · 已判 · 疑问 · 退回 · 复核中 · 锁定. */
export const reviewStatuses = ['unjudged', 'judged', 'doubtful', 'returned', 'rechecking', 'locked'] as const;
export type ReviewStatus = (typeof reviewStatuses)[number];
