import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BindableLayer, bindRules } from '../../../../../shared/domain/eligibility/bindRules.ts';
import { matchesConditions } from '../../../../../shared/domain/eligibility/matchesConditions.ts';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { AttributeValue, RuleSet } from '../../../../../shared/domain/eligibility/ruleSet.ts';

const text = readFileSync(
  new URL('../../../../../resources/rules/restoration-2023.json', import.meta.url),
  'utf8',
);
const parsed = parseRuleSet(text);
if (!parsed.ok) throw new Error('the shipped rule set does not parse');
const restoration: RuleSet = parsed.ruleSet;

function layer(
  id: string,
  rule: string | null,
  fields: string[] = [],
  role: BindableLayer['role'] = 'exclusion',
) {
  return { id, name: `图层${id}`, role, rule, fields };
}

/** True where a feature of the layer takes part in the rule. */
function takesPart(rule: string, from: BindableLayer, attributes: Record<string, AttributeValue>): boolean {
  const bound = bindRules(restoration, [from]).rules.find(({ code }) => code === rule);
  const source = bound?.sources[0];
  if (source === undefined) return false;
  return source.conditions === null || matchesConditions(source.conditions, attributes);
}

describe('bindRules', () => {
  it('lists required rules without a layer; E99 is not required', () => {
    expect(bindRules(restoration, []).missing).toEqual(['E01', 'E02', 'E03', 'E04', 'E05', 'E06', 'E07']);
  });

  it.each<[string, BindableLayer, Record<string, AttributeValue>, boolean]>([
    ['E01', layer('1', 'E01', ['PDJB']), { PDJB: '5' }, true],
    ['E01', layer('1', 'E01', ['PDJB']), { PDJB: '4' }, false],
    ['E01', layer('1', 'E01', ['pdjb']), { pdjb: 5 }, true],
    ['E01', layer('1', null, ['slope'], 'slope'), { slope: 25 }, true],
    ['E01', layer('1', null, ['slope'], 'slope'), { slope: 24.99 }, false],
    ['E02', layer('1', 'E02'), {}, true],
    ['E04', layer('1', 'E04', ['BHQJB']), { BHQJB: '一级' }, true],
    ['E04', layer('1', 'E04', ['BHQJB']), { BHQJB: '二级' }, false],
    ['E06', layer('1', 'E06', ['SEN_LIN_LB']), { SEN_LIN_LB: '12' }, true],
    ['E06', layer('1', 'E06', ['SEN_LIN_LB']), { SEN_LIN_LB: '21' }, false],
    ['E07', layer('1', 'E07', ['DI_LEI']), { DI_LEI: '0110' }, true],
    ['E07', layer('1', 'E07', ['DI_LEI']), { DI_LEI: '0210' }, false],
    ['E07', layer('1', 'E07', ['DI_LEI']), { DI_LEI: null }, false],
  ])('%s, case %#: takes part or not by the filter of domain.md §8', (rule, from, attributes, expected) => {
    expect(takesPart(rule, from, attributes)).toBe(expected);
  });

  it('takes a layer made for 公益林 whole where it has no class field, but not a water layer without level', () => {
    const { rules, missing } = bindRules(restoration, [
      layer('1', 'E06', ['NAME']),
      layer('2', 'E04', ['NAME']),
    ]);
    expect(rules.find(({ code }) => code === 'E06')?.sources[0]?.conditions).toBeNull();
    expect(missing).toContain('E04');
  });

  it('finds 自然保护地 in a 红线 layer that names them, while no layer is bound to E03', () => {
    const redLine = layer('1', 'E02', ['HXMC', 'ZRBHDMC']);
    expect(takesPart('E03', redLine, { ZRBHDMC: '云岭' })).toBe(true);
    expect(takesPart('E03', redLine, { ZRBHDMC: ' ' })).toBe(false);
    expect(bindRules(restoration, [layer('1', 'E02', ['HXMC'])]).missing).toContain('E03');
    const own = bindRules(restoration, [redLine, layer('2', 'E03')]);
    expect(own.rules.find(({ code }) => code === 'E03')?.sources.map(({ layerId }) => layerId)).toEqual([
      '2',
    ]);
  });

  it('makes a rule of every E99 layer, in their order', () => {
    const { rules } = bindRules(restoration, [layer('7', 'E99'), layer('9', 'E99')]);
    expect(rules.slice(-2).map(({ code, resultCode, title }) => [code, resultCode, title])).toEqual([
      ['E99-1', 'X99-1', '图层7'],
      ['E99-2', 'X99-2', '图层9'],
    ]);
  });
});
