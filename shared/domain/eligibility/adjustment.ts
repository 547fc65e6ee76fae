import type { RuleThresholds } from './ruleSet.ts';

/**
 * What a scenario (口径沙盘) changes of a rule set: all of it is arithmetic over the pieces of a run. A rule group names
 * all its members (E99 for E99-1, E99-2 …); charging rules not named in `order` follow in their own order.
 */
export interface Adjustment {
  readonly order?: readonly string[];
  /** Rules that take nothing; a required rule without a layer named here is not asked for. */
  readonly without?: readonly string[];
  /** T01; 0 switches it off. */
  readonly minimumNetSquareMeters?: number;
  /** T02; 0 for both switches it off. */
  readonly sliverSquareMeters?: number;
  readonly sliverWidthMeters?: number;
  /** T03; 0 for either switches it off. */
  readonly edgeToleranceSquareMeters?: number;
  readonly edgeToleranceShare?: number;
}

/** An adjustment that was made official by a run, with the name of the scenario it was kept under, if any. */
export interface AdoptedAdjustment extends Adjustment {
  readonly scenarioName: string | null;
}

export interface AdjustedOrder {
  /** Codes that take part, in the order of attribution. */
  readonly order: readonly string[];
  /** Codes that were left out, members instead of groups. */
  readonly without: readonly string[];
  /** Required rules without a layer that are still asked for. */
  readonly missing: readonly string[];
}

/** A code named by an adjustment that is neither a rule of the run nor a missing one. */
export interface UnknownRule {
  readonly argument: 'order' | 'without';
  readonly code: string;
}

/** Resolves names against the charging rules of a run (`codes`, in their own order). */
export function adjustOrder(
  codes: readonly string[],
  missing: readonly string[],
  adjustment: Adjustment,
): AdjustedOrder | UnknownRule {
  const without: string[] = [];
  const named: string[] = [];
  for (const [argument, wanted, into] of [
    ['without', adjustment.without ?? [], without],
    ['order', adjustment.order ?? [], named],
  ] as const) {
    for (const code of wanted) {
      const members = codes.filter((candidate) => candidate === code || candidate.startsWith(`${code}-`));
      if (members.length === 0 && !missing.includes(code)) return { argument, code };
      into.push(...(members.length > 0 ? members : [code]));
    }
  }
  const ordered = [...new Set([...named, ...codes])].filter((code) => codes.includes(code));
  return {
    order: ordered.filter((code) => !without.includes(code)),
    without,
    missing: missing.filter((code) => !without.includes(code)),
  };
}

/** A threshold the rule set does not have is made with a basis that says where it comes from: nowhere but here. */
export function adjustThresholds(thresholds: RuleThresholds, adjustment: Adjustment): RuleThresholds {
  return {
    minimumNet: adjustMinimumNet(thresholds, adjustment),
    sliver: adjustSliver(thresholds, adjustment),
    edgeTolerance: adjustEdgeTolerance(thresholds, adjustment),
  };
}

function adjustMinimumNet(
  { minimumNet }: RuleThresholds,
  { minimumNetSquareMeters: squareMeters }: Adjustment,
): RuleThresholds['minimumNet'] {
  if (squareMeters === undefined) return minimumNet;
  if (squareMeters === 0) return null;
  return { ...(minimumNet ?? createBasis('T01', '净面积不足', 'N11')), squareMeters };
}

function adjustSliver({ sliver }: RuleThresholds, adjustment: Adjustment): RuleThresholds['sliver'] {
  const { sliverSquareMeters, sliverWidthMeters } = adjustment;
  if (sliverSquareMeters === undefined && sliverWidthMeters === undefined) return sliver;
  const squareMeters = sliverSquareMeters ?? sliver?.squareMeters ?? 0;
  const widthMeters = sliverWidthMeters ?? sliver?.widthMeters ?? 0;
  if (squareMeters === 0 && widthMeters === 0) return null;
  return { ...(sliver ?? createBasis('T02', '碎斑', 'I12')), squareMeters, widthMeters };
}

function adjustEdgeTolerance(
  { edgeTolerance }: RuleThresholds,
  adjustment: Adjustment,
): RuleThresholds['edgeTolerance'] {
  const { edgeToleranceSquareMeters, edgeToleranceShare } = adjustment;
  if (edgeToleranceSquareMeters === undefined && edgeToleranceShare === undefined) return edgeTolerance;
  const squareMeters = edgeToleranceSquareMeters ?? edgeTolerance?.squareMeters ?? 0;
  const shareOfPlot = edgeToleranceShare ?? edgeTolerance?.shareOfPlot ?? 0;
  if (squareMeters === 0 || shareOfPlot === 0) return null;
  return { ...(edgeTolerance ?? createBasis('T03', '边界容差', 'I13')), squareMeters, shareOfPlot };
}

function createBasis(code: string, title: string, resultCode: string) {
  const clause = '口径沙盘中设定，非文件规定';
  return { code, title, resultCode, resultTitle: title, documentNumber: '', clause, clauseText: '' };
}
