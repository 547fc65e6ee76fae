import { type EligibilityVerdict, eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import type { SymbolStyle } from './symbolStyle.ts';

/** Colours of the verdicts on paper and in other programs: Okabe–Ito hues that colour-blind eyes tell apart, dark enough for print. */
export const eligibilityColors = {
  eligible: '#007a59',
  partial: '#d08a00',
  ineligible: '#c04d00',
  undetermined: '#74818f',
} as const satisfies Record<EligibilityVerdict, string>;

/** Plots by verdict, filled lightly so that the image under them shows. */
export function describePlotStyle(field: string): SymbolStyle {
  return {
    ...{ shape: 'fill', fillOpacity: 0.35, outlineMillimeters: 0.5, field },
    categories: eligibilityVerdicts.map((verdict) => ({
      value: eligibilityTitles[verdict],
      color: eligibilityColors[verdict],
    })),
  };
}
