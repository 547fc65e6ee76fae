import type { EligibilityVerdict } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityLabels } from '../../../shared/text/labels.zh-CN.ts';

export type VerdictColors = Readonly<Record<EligibilityVerdict, string>>;

/** Colours of the verdicts on paper and in other programs: those of the window. */
export const verdictColors: VerdictColors = {
  eligible: eligibilityLabels.eligible.color,
  partial: eligibilityLabels.partial.color,
  ineligible: eligibilityLabels.ineligible.color,
  undetermined: eligibilityLabels.undetermined.color,
};
