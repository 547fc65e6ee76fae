import { eligibilityVerdicts } from '../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import type { SymbolStyle } from './symbolStyle.ts';
import type { VerdictColors } from './verdictColors.ts';

/** Plots by verdict, filled lightly so that the image under them shows. */
export function describePlotStyle(field: string, colors: VerdictColors): SymbolStyle {
  return {
    ...{ shape: 'fill', fillOpacity: 0.35, outlineMillimeters: 0.5, field },
    categories: eligibilityVerdicts.map((verdict) => ({
      value: eligibilityTitles[verdict],
      color: colors[verdict],
    })),
  };
}
