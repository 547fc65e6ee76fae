import type { EligibilityVerdict } from './verdict.ts';

/**
 * 可恢复 where nothing was taken, 部分可恢复 where something is left, 不可恢复 where nothing is; 待核 whatever the
 * areas say while a required rule has no layer (U00): absence of data is never eligibility. An open warning makes
 * it 待核 too where the rule set says so and something could be restored; what is forbidden stays so.
 */
export function decideVerdict(
  grossSquareMeters: number,
  netSquareMeters: number,
  missingRules: readonly string[],
  hasOpenWarning = false,
): EligibilityVerdict {
  if (missingRules.length > 0) return 'undetermined';
  if (netSquareMeters <= 0) return 'ineligible';
  if (hasOpenWarning) return 'undetermined';
  return netSquareMeters < grossSquareMeters ? 'partial' : 'eligible';
}
