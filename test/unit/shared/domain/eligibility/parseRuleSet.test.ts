import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../../../shared/domain/eligibility/ruleSet.ts';

const folder = new URL('../../../../../resources/rules/', import.meta.url);

function read(name: string): RuleSet {
  const result = parseRuleSet(readFileSync(new URL(name, folder), 'utf8'));
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.ruleSet;
}

describe('shipped rule sets', () => {
  it.each(readdirSync(folder))('%s follows the schema and is named after its id', (name) => {
    expect(`${read(name).id}.json`).toBe(name);
  });

  it('restoration-2023 has the rules of the 2023 document in its order, each with the clause', () => {
    const { exclusions } = read('restoration-2023.json');
    expect(exclusions.map(({ code, title, resultCode }) => [code, title, resultCode])).toEqual([
      ['E01', '25度以上坡地', 'X01'],
      ['E02', '生态保护红线', 'X02'],
      ['E03', '自然保护地', 'X03'],
      ['E04', '饮用水水源一级保护区', 'X04'],
      ['E05', '河湖范围内', 'X05'],
      ['E06', '公益林地', 'X06'],
      ['E07', '林地一张图范围', 'X07'],
      ['E99', '其他不符合耕地流入要求的范围', 'X99'],
    ]);
    for (const rule of exclusions) expect(rule.clauseText).toContain('不得纳入耕地恢复补充成果验收');
    // every named layer of the clause is the title of a rule
    for (const { title } of exclusions.slice(0, 7)) expect(exclusions[0]?.clauseText).toContain(title);
  });
});

describe('parseRuleSet', () => {
  const valid = readFileSync(new URL('restoration-2023.json', folder), 'utf8');
  const findings = (change: (document: Record<string, never>) => void) => {
    const document = JSON.parse(valid);
    change(document);
    const result = parseRuleSet(JSON.stringify(document));
    return result.ok ? [] : result.findings.map(({ path }) => path);
  };

  // biome-ignore lint/suspicious/noExplicitAny: a document that is about to be broken
  it.each<[string, (document: any) => void]>([
    ['exclusions[2].resultCode', (document) => delete document.exclusions[2].resultCode],
    ['exclusions[0].anyOf[0].operator', (document) => (document.exclusions[0].anyOf[0].operator = 'like')],
    ['thresholds.minimumNet.squareMeters', (document) => (document.thresholds.minimumNet.squareMeters = -1)],
    ['effectiveFrom', (document) => (document.effectiveFrom = '2023-02-30')],
    ['exclusions[1].code', (document) => (document.exclusions[1].code = 'E01')],
    [
      'exclusions[2].otherwiseFrom[0].rule',
      (document) => (document.exclusions[2].otherwiseFrom[0].rule = 'E77'),
    ],
  ])('names the place of what is wrong: %s', (path, change) => {
    expect(findings(change)).toContain(path);
  });

  it('refuses what is no JSON, and fields it does not know', () => {
    expect(parseRuleSet('{').ok).toBe(false);
    expect(findings((document) => Object.assign(document, { extra: 1 }))).toEqual(['']);
  });
});
