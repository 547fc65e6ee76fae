/** 可恢复 · 部分可恢复 · 不可恢复 · 待核（未判定）. */
export const eligibilityVerdicts = ['eligible', 'partial', 'ineligible', 'undetermined'] as const;
export type EligibilityVerdict = (typeof eligibilityVerdicts)[number];

/** Why a plot got its verdict: a result code of the rule set, never a sentence. */
export interface EligibilityReason {
  readonly resultCode: string;
  readonly ruleCode: string | null;
  readonly areaSquareMeters: number | null;
}
