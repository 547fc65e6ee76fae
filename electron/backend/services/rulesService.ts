import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { parseRuleSet } from '../../../shared/domain/eligibility/parseRuleSet.ts';
import type { BackendContext } from '../backendContext.ts';
import { readRuleSet, readRuleSets } from '../files/readRuleSets.ts';

/** The shipped rule sets, and the check of a rule set document. */
export function createRulesHandlers(
  _context: BackendContext,
): Pick<Handlers, 'rules.list' | 'rules.show' | 'rules.check'> {
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
    'rules.check': ({ text }) => {
      const result = parseRuleSet(text);
      return result.ok ? { ok: true, findings: [] } : { ok: false, findings: [...result.findings] };
    },
  };
}
