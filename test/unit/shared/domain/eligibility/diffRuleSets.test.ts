import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diffRuleSets } from '../../../../../shared/domain/eligibility/diffRuleSets.ts';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../../../shared/domain/eligibility/ruleSet.ts';
import {
  describeFieldDifference,
  titleDifference,
} from '../../../../../shared/text/ruleDifferences.zh-CN.ts';

const file = new URL('../../../../../resources/rules/restoration-2023.json', import.meta.url);
const parsed = parseRuleSet(readFileSync(file, 'utf8'));
if (!parsed.ok) throw new Error('the shipped rules do not parse');
const before = parsed.ruleSet;

function change(edit: (draft: { -readonly [K in keyof RuleSet]: RuleSet[K] }) => void): RuleSet {
  const draft = structuredClone(before);
  edit(draft);
  return draft;
}

describe('the difference of two rule sets', () => {
  it('is nothing for the same document', () => {
    expect(diffRuleSets(before, structuredClone(before))).toEqual([]);
  });

  it('names the fields of the document and of a rule with what they said and say', () => {
    const after = change((draft) => {
      draft.version = '2024.1';
      draft.thresholds = {
        ...draft.thresholds,
        minimumNet: draft.thresholds.minimumNet && { ...draft.thresholds.minimumNet, squareMeters: 600 },
      };
    });
    const differences = diffRuleSets(before, after);
    expect(differences).toEqual([
      {
        ...{ code: null, title: before.title, kind: 'changed' },
        fields: [{ field: 'version', before: before.version, after: '2024.1' }],
      },
      {
        ...{ code: 'T01', title: before.thresholds.minimumNet?.title, kind: 'changed' },
        fields: [{ field: 'squareMeters', before: '400', after: '600' }],
      },
    ]);
    expect(differences.flatMap(({ fields }) => fields.map(describeFieldDifference))).toEqual([
      `版本：${before.version} → 2024.1`,
      '面积（平方米）：400 → 600',
    ]);
  });

  it('tells added, removed and switched rules apart', () => {
    const [first] = before.exclusions;
    if (first === undefined) throw new Error('no exclusions');
    const after = change((draft) => {
      draft.exclusions = [
        ...draft.exclusions.filter(({ code }) => code !== 'E05'),
        { ...first, code: 'E08', title: '城镇村庄' },
      ];
      draft.disabled = ['E07'];
    });
    expect(diffRuleSets(before, after).map(titleDifference)).toEqual([
      '删除 E05 河湖范围内',
      `停用 E07 ${before.exclusions.find(({ code }) => code === 'E07')?.title}`,
      '新增 E08 城镇村庄',
    ]);
    expect(diffRuleSets(after, before).map(({ kind }) => kind)).toEqual(['removed', 'added', 'switchedOn']);
  });

  it('says of a rule put elsewhere only that one, not those that made room', () => {
    const after = change((draft) => {
      const [first, second, third, ...rest] = draft.exclusions;
      if (first === undefined || second === undefined || third === undefined) throw new Error('too few');
      draft.exclusions = [second, third, first, ...rest];
    });
    // C01 is the first rule of all
    expect(diffRuleSets(before, after)).toEqual([
      {
        ...{ code: 'E01', title: before.exclusions[0]?.title, kind: 'moved' },
        fields: [{ field: 'position', before: '2', after: '4' }],
      },
    ]);
  });

  it('puts conditions in words', () => {
    const after = change((draft) => {
      draft.exclusions = draft.exclusions.map((rule) =>
        rule.code === 'E02'
          ? { ...rule, anyOf: [{ field: ['LX', '类型'], operator: 'in', values: ['一级', '二级'] }] }
          : rule,
      );
    });
    const [difference] = diffRuleSets(before, after);
    expect(difference?.fields.map(describeFieldDifference)).toEqual([
      '筛选条件：（无） → LX/类型 属于 一级、二级',
    ]);
  });
});
