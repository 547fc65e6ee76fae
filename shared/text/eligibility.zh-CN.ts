import type { EligibilityVerdict } from '../domain/eligibility/verdict.ts';
import type { ReviewStatus } from '../domain/review/reviewStatus.ts';

export const eligibilityTitles = {
  eligible: '可恢复',
  partial: '部分可恢复',
  ineligible: '不可恢复',
  undetermined: '待核',
} satisfies Record<EligibilityVerdict, string>;

export const reviewStatusTitles = {
  unjudged: '未判',
  judged: '已判',
  doubtful: '疑问',
  returned: '退回',
  rechecking: '复核中',
  locked: '锁定',
} satisfies Record<ReviewStatus, string>;
