import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adjustOrder, adjustThresholds } from '../../../../../shared/domain/eligibility/adjustment.ts';
import { enableRules } from '../../../../../shared/domain/eligibility/enableRules.ts';
import { parseRuleSet } from '../../../../../shared/domain/eligibility/parseRuleSet.ts';
import type { RuleSet } from '../../../../../shared/domain/eligibility/ruleSet.ts';

const file = new URL('../../../../../resources/rules/restoration-2023.json', import.meta.url);

function restoration(change: object = {}): RuleSet {
  const result = parseRuleSet(JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
  if (!result.ok) throw new Error(JSON.stringify(result.findings));
  return result.ruleSet;
}

const codes = ['C01', 'E01', 'E02', 'E99-1', 'E99-2'];

describe('an adjusted order', () => {
  it('puts the named rules first and leaves the rest in their own order', () => {
    expect(adjustOrder(codes, [], { order: ['E02', 'E01'] })).toEqual({
      order: ['E02', 'E01', 'C01', 'E99-1', 'E99-2'],
      without: [],
      missing: [],
    });
  });

  it('takes a group for all its members, and leaves out what is switched off', () => {
    expect(adjustOrder(codes, [], { order: ['E99'], without: ['E01'] })).toEqual({
      order: ['E99-1', 'E99-2', 'C01', 'E02'],
      without: ['E01'],
      missing: [],
    });
  });

  it('asks for a missing layer until its rule is left out by name', () => {
    expect(adjustOrder(codes, ['E04'], {})).toMatchObject({ missing: ['E04'] });
    expect(adjustOrder(codes, ['E04'], { without: ['E04'] })).toMatchObject({ missing: [] });
  });

  it('refuses a rule nobody knows', () => {
    expect(adjustOrder(codes, ['E04'], { without: ['E55'] })).toEqual({ argument: 'without', code: 'E55' });
  });
});

describe('adjusted thresholds', () => {
  const { thresholds } = restoration();

  it('stay as they are where nothing is said of them', () => {
    expect(adjustThresholds(thresholds, { order: ['E02'] })).toEqual(thresholds);
  });

  it('keep their clause and take the new figure; 0 switches one off', () => {
    const changed = adjustThresholds(thresholds, { minimumNetSquareMeters: 600, sliverSquareMeters: 5 });
    expect(changed.minimumNet).toEqual({ ...thresholds.minimumNet, squareMeters: 600 });
    expect(changed.sliver).toEqual({ ...thresholds.sliver, squareMeters: 5 });
    const off = {
      minimumNetSquareMeters: 0,
      sliverSquareMeters: 0,
      sliverWidthMeters: 0,
      edgeToleranceShare: 0,
    };
    expect(adjustThresholds(thresholds, off)).toEqual({
      minimumNet: null,
      sliver: null,
      edgeTolerance: null,
    });
  });

  it('say where they come from when the rule set has none', () => {
    const none = { minimumNet: null, sliver: null, edgeTolerance: null };
    expect(adjustThresholds(none, { minimumNetSquareMeters: 100 }).minimumNet).toMatchObject({
      ...{ code: 'T01', resultCode: 'N11', squareMeters: 100 },
      clause: '口径沙盘中设定，非文件规定',
    });
  });
});

describe('a rule that is switched off', () => {
  it('is left out of a run in every part of the document', () => {
    const enabled = enableRules(restoration({ disabled: ['C01', 'E07', 'W06', 'W01', 'T01'] }));
    expect(enabled.plotRules).toEqual([]);
    expect(enabled.exclusions.map(({ code }) => code)).not.toContain('E07');
    expect(enabled.exclusions.map(({ code }) => code)).toContain('E06');
    expect(enabled.layerNotes.map(({ code }) => code)).not.toContain('W06');
    expect(enabled.recordNotes.map(({ code }) => code)).not.toContain('W01');
    expect(enabled.thresholds.minimumNet).toBeNull();
    expect(enabled.thresholds.sliver).not.toBeNull();
  });

  it('has to be a rule of the document', () => {
    expect(() => restoration({ disabled: ['E55'] })).toThrow('disabled[0]');
  });
});
