import type { RuleSet } from './ruleSet.ts';

/**
 * The rule set without the rules it has switched off (`disabled`): what a run binds. The document keeps them, so that
 * they can be switched on again and a comparison shows what was off.
 */
export function enableRules(ruleSet: RuleSet): RuleSet {
  const off = new Set(ruleSet.disabled ?? []);
  if (off.size === 0) return ruleSet;
  const isOn = ({ code }: { readonly code: string }): boolean => !off.has(code);
  const orNull = <T extends { readonly code: string }>(threshold: T | null): T | null =>
    threshold !== null && isOn(threshold) ? threshold : null;
  const { minimumNet, sliver, edgeTolerance } = ruleSet.thresholds;
  return {
    ...ruleSet,
    plotRules: ruleSet.plotRules.filter(isOn),
    exclusions: ruleSet.exclusions.filter(isOn),
    recordNotes: ruleSet.recordNotes.filter(isOn),
    layerNotes: ruleSet.layerNotes.filter(isOn),
    thresholds: {
      minimumNet: orNull(minimumNet),
      sliver: orNull(sliver),
      edgeTolerance: orNull(edgeTolerance),
    },
  };
}
