import type { BoundRules } from '../../../shared/domain/eligibility/bindRules.ts';
import type { Scenario } from '../../../shared/domain/eligibility/evaluatePlot.ts';
import type { RuleBasis } from '../../../shared/domain/eligibility/ruleSet.ts';

/** In the order of attribution; rules that a scenario leaves out come after those that take part, and take nothing. */
export function describeRules(
  bound: BoundRules,
  { order, thresholds }: Scenario,
): (RuleBasis & { readonly layers: string })[] {
  const charging = bound.rules.slice(0, bound.chargingRules);
  const leftOut = charging.filter((_, index) => !order.includes(index));
  const inOrder = [...order.flatMap((index) => charging[index] ?? []), ...leftOut];
  const rules = inOrder.map((rule) => ({
    ...rule,
    layers: [...new Set(rule.sources.map(({ layerName }) => layerName))].join('、'),
  }));
  const taking = [thresholds.sliver, thresholds.minimumNet].filter((threshold) => threshold !== null);
  return [...rules, ...taking.map((threshold) => ({ ...threshold, layers: '' }))];
}
