import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bindRules } from '../../../../../shared/domain/eligibility/bindRules.ts';
import {
  createNoteCollector,
  listNoteFields,
} from '../../../../../shared/domain/eligibility/collectNotes.ts';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { AttributeValue, RuleSet } from '../../../../../shared/domain/eligibility/ruleSet.ts';
import { describeWhenAvailable } from '../../../../support/availability.ts';

const folder = new URL('../../../../../resources/rules/', import.meta.url);

function load(name: string): RuleSet {
  const parsed = parseRuleSet(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
  if (!parsed.ok) throw new Error(`${name} does not parse`);
  return parsed.ruleSet;
}

const restoration = load('restoration-2023');
const plain = {
  landClassCode: '0404',
  formerLandClassCode: '0103',
  restorationAttribute: 'JKHF',
  outflowYear: null,
};

function codes(record: Record<string, AttributeValue>, ruleSet = restoration): string[] {
  const bound = bindRules(ruleSet, []);
  return createNoteCollector(ruleSet, bound)({ ...plain, ...record }, []).reasons.map(
    ({ resultCode }) => resultCode,
  );
}

describe('remarks on the record of a plot (domain.md §8)', () => {
  it.each([
    [{}, ['A']],
    [{ restorationAttribute: 'GCHF' }, ['B']],
    [{ restorationAttribute: '' }, ['C']],
    [{ landClassCode: '0702', restorationAttribute: '' }, ['W02', 'C']],
    [{ landClassCode: '0702', restorationAttribute: 'GCHF' }, ['B']],
    [{ landClassCode: '0301' }, ['A', 'W21']],
    [{ landClassCode: '0201K' }, ['A', 'W21']],
    [{ landClassCode: '1104A' }, ['A', 'W22']],
    [{ outflowYear: 2021 }, ['A', 'P32']],
    [{ outflowYear: 2020 }, ['A', 'P33']],
    [{ QZYY: '是' }, ['A']],
    [{ qzyy: '否' }, ['A', 'N42']],
    [{ 群众意愿: '' }, ['A', 'N42']],
  ])('case %#: %j gives %j', (record, expected) => {
    expect(codes(record)).toEqual(expected);
  });

  it('asks for consent only where a field for it is there, and names the fields to read', () => {
    expect(codes({})).not.toContain('N42');
    expect(listNoteFields(restoration).has('qzyy')).toBe(true);
  });
});

describe('remarks on what a plot overlaps', () => {
  const layers = ['W03', 'W04', 'W06'].map((rule, index) => ({
    ...({ id: String(index), name: rule, role: 'reference', rule, fields: ['GHFQDM'] } as const),
  }));
  const bound = bindRules(restoration, layers);
  const place = (code: string) => bound.rules.findIndex((rule) => rule.code === code);

  it('binds blocks among the rules that charge, right after those on the record, and the others last', () => {
    expect(bound.rules.map(({ code }) => code)).toEqual(['C01', 'W06', 'W03', 'W04']);
    expect(bound.chargingRules).toBe(2);
  });

  it('takes 集中建设区 of the growth boundary, and warns without changing the verdict', () => {
    const conditions = bound.rules[place('W03')]?.sources[0]?.conditions;
    expect(conditions?.[0]).toEqual({ column: 'GHFQDM', operator: 'startsWith', values: ['01'] });
    const overlaps = [
      { rule: place('W03'), areaSquareMeters: 500 },
      { rule: place('W04'), areaSquareMeters: 0.5 },
    ];
    const notes = createNoteCollector(restoration, bound)(plain, overlaps);
    expect(notes.reasons.map(({ resultCode }) => resultCode)).toEqual(['A', 'W23']);
    expect(notes.hasOpenWarning).toBe(false);
    const strict: RuleSet = { ...restoration, openWarnings: 'undetermined' };
    expect(createNoteCollector(strict, bound)(plain, overlaps).hasOpenWarning).toBe(true);
    expect(createNoteCollector(strict, bound)(plain, []).hasOpenWarning).toBe(false);
  });

  it('blocks a plot that overlaps an area already counted by more than 1 m², not by 1 m²', () => {
    const block = (areaSquareMeters: number) =>
      createNoteCollector(restoration, bound)(plain, [{ rule: place('W06'), areaSquareMeters }]).blockMask;
    expect(block(1.001)).toBe(1 << place('W06'));
    expect(block(1)).toBe(0);
  });
});

const policy = new URL('../../../../../../shared/policy/', import.meta.url);

describeWhenAvailable('the clauses of shipped rule sets', { 'shared/policy': existsSync(policy) }, () => {
  const squeeze = (text: string) => text.replace(/\s/g, '');
  const documents = squeeze(
    readdirSync(policy)
      .map((name) => readFileSync(new URL(encodeURIComponent(name), policy), 'utf8'))
      .join(''),
  );
  it.each(['restoration-2023', 'balance-recheck-2023', 'inflow-audit-2023'])(
    '%s: every text with a document number stands in the document',
    (name) => {
      const { plotRules, exclusions, recordNotes, layerNotes } = load(name);
      const rules = [...plotRules, ...exclusions, ...recordNotes, ...layerNotes];
      for (const { code, documentNumber, clauseText } of rules) {
        if (documentNumber === '') continue;
        expect(documents.includes(squeeze(clauseText)), `${name} ${code}`).toBe(true);
      }
    },
  );
});
