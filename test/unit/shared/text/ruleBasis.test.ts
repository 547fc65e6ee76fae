import { expect, it } from 'vitest';
import { sayAdjustment, sayRuleBasis } from '../../../../shared/text/ruleBasis.zh-CN.ts';

it('says the rule set alone where no scenario was adopted', () => {
  const basis = { rulesTitle: '耕地恢复', rulesVersion: '2023.2', adjustment: null };
  expect(sayRuleBasis(basis)).toBe('口径：耕地恢复 2023.2');
});

it('says every part of a scenario, and what is switched off by 0', () => {
  const adjustment = {
    scenarioName: '试点',
    without: ['E07'],
    order: ['E02', 'E01'],
    minimumNetSquareMeters: 0,
    sliverSquareMeters: 5,
    sliverWidthMeters: 0.5,
    edgeToleranceSquareMeters: 2,
    edgeToleranceShare: 0.003,
  };
  expect(sayAdjustment(adjustment)).toBe(
    '采用沙盘口径“试点”：停用 E07；次序 E02、E01；最小净面积不限；碎斑 5 平方米；碎斑宽 0.5 米；边界容差 2 平方米；边界容差占比 0.3%',
  );
  expect(sayAdjustment({ scenarioName: null, without: [] })).toBe('采用沙盘口径');
  expect(
    sayRuleBasis({ rulesTitle: '耕地恢复', rulesVersion: '2023.2', adjustment: { scenarioName: '试点' } }),
  ).toBe('口径：耕地恢复 2023.2，采用沙盘口径“试点”');
});
