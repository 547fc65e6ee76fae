import type { AdoptedAdjustment } from '../domain/eligibility/adjustment.ts';

/** By what a run computed, as every document that prints its numbers says it: “口径：… 2023.2，采用沙盘口径“试点”：停用 E07”. */
export function sayRuleBasis(run: {
  readonly rulesTitle: string;
  readonly rulesVersion: string;
  readonly adjustment: AdoptedAdjustment | null;
}): string {
  const adopted = run.adjustment === null ? '' : `，${sayAdjustment(run.adjustment)}`;
  return `口径：${run.rulesTitle} ${run.rulesVersion}${adopted}`;
}

/** What a scenario that was made official changed of the rule set, every part of it. */
export function sayAdjustment(adjustment: AdoptedAdjustment): string {
  const { scenarioName, order, without } = adjustment;
  const parts = [
    without === undefined || without.length === 0 ? '' : `停用 ${without.join('、')}`,
    order === undefined || order.length === 0 ? '' : `次序 ${order.join('、')}`,
    ...sayThresholds(adjustment),
  ].filter((part) => part !== '');
  const name = scenarioName === null ? '' : `“${scenarioName}”`;
  return `采用沙盘口径${name}${parts.length > 0 ? `：${parts.join('；')}` : ''}`;
}

/** 0 switches a threshold off. */
function sayThresholds({
  minimumNetSquareMeters: net,
  sliverSquareMeters,
  sliverWidthMeters,
  edgeToleranceSquareMeters,
  edgeToleranceShare,
}: AdoptedAdjustment): string[] {
  return [
    net === undefined ? '' : net === 0 ? '最小净面积不限' : `最小净面积 ${net} 平方米`,
    sliverSquareMeters === undefined ? '' : `碎斑 ${sliverSquareMeters} 平方米`,
    sliverWidthMeters === undefined ? '' : `碎斑宽 ${sliverWidthMeters} 米`,
    edgeToleranceSquareMeters === undefined ? '' : `边界容差 ${edgeToleranceSquareMeters} 平方米`,
    edgeToleranceShare === undefined ? '' : `边界容差占比 ${Number((edgeToleranceShare * 100).toFixed(6))}%`,
  ];
}
