import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { bindRules } from '../../../shared/domain/eligibility/bindRules.ts';
import { parseRuleSet } from '../../../shared/domain/eligibility/parseRuleSet.ts';
import type { BackendContext } from '../backendContext.ts';
import { toBindable } from '../compute/runEligibility.ts';
import { readRuleSet, readRuleSets } from '../files/readRuleSets.ts';
import { listLayers } from '../storage/project/layers.ts';

/** The shipped rule sets, and the check of a rule set document. */
export function createRulesHandlers(
  context: BackendContext,
): Pick<Handlers, 'rules.list' | 'rules.show' | 'rules.bindings' | 'rules.check'> {
  return {
    'rules.list': () => ({
      ruleSets: readRuleSets().map(({ ruleSet }) => ({
        id: ruleSet.id,
        version: ruleSet.version,
        title: ruleSet.title,
        documentNumber: ruleSet.documentNumber,
        rules:
          ruleSet.plotRules.length +
          ruleSet.exclusions.length +
          ruleSet.recordNotes.length +
          ruleSet.layerNotes.length,
      })),
    }),
    'rules.show': ({ rulesId }) => readRuleSet(rulesId).ruleSet,
    'rules.bindings': ({ rulesId }) => {
      const { database } = context.session.require('查看规则绑定');
      const { ruleSet } = readRuleSet(rulesId);
      const { rules, missing } = bindRules(ruleSet, listLayers(database).map(toBindable));
      const served = ruleSet.exclusions.map(({ code }) => ({
        rule: code,
        // a rule taken layer by layer is bound as code-1, code-2, …
        layers: rules
          .filter((bound) => bound.code === code || bound.code.startsWith(`${code}-`))
          .flatMap((bound) => bound.sources.map(({ layerName }) => layerName)),
      }));
      return { bindings: served, missing: [...missing] };
    },
    'rules.check': ({ text }) => {
      const result = parseRuleSet(text);
      return result.ok ? { ok: true, findings: [] } : { ok: false, findings: [...result.findings] };
    },
  };
}
