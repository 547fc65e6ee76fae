import { attributeExclusively } from './attributeExclusively.ts';
import { closePieces } from './closePieces.ts';
import { computeAllHits } from './computeAllHits.ts';
import { decideVerdict } from './decideVerdict.ts';
import { ignoreBarelyTouched } from './ignoreBarelyTouched.ts';
import type { Piece, PlotPieces } from './piece.ts';
import type { RuleBasis, RuleThresholds } from './ruleSet.ts';
import type { EligibilityReason, EligibilityVerdict } from './verdict.ts';

/** The way pieces are read: a run has one, and every what-if is another one over the same pieces. */
export interface Scenario {
  /** All bound rules; the place of a rule is its bit in the masks. */
  readonly rules: readonly RuleBasis[];
  /** Places of the rules that count, in the order of attribution. */
  readonly order: readonly number[];
  readonly thresholds: RuleThresholds;
  /** Required rules without a layer. */
  readonly missing: readonly string[];
}

/** One line of the area bill: what a rule or threshold takes from the plot. */
export interface OutcomeLine {
  readonly code: string;
  readonly exclusiveSquareMeters: number;
  readonly hitSquareMeters: number;
  readonly pieces: number;
}

export interface PlotOutcome {
  readonly verdict: EligibilityVerdict;
  readonly netSquareMeters: number;
  /** gross = Σ exclusive + net. Rules in order, then T02, then T01; only lines that hit something. */
  readonly lines: readonly OutcomeLine[];
  readonly reasons: readonly EligibilityReason[];
  readonly closingErrorSquareMeters: number;
}

/** Resulting code for a plot with a required rule that no layer serves (domain.md §8, W08). */
export const UNDETERMINED_CODE = 'U00';

/**
 * The bill and verdict of one plot. In this order: close the pieces to the plot's own area, ignore what is
 * barely touched (T03), charge each piece to the first rule that hits it, drop slivers that the cuts left over
 * (T02), and take the rest where it is too small to count (T01). Areas in m², unrounded.
 */
export function evaluatePlot(plot: PlotPieces, scenario: Scenario): PlotOutcome {
  const { rules, order, thresholds } = scenario;
  const { pieces, closingErrorSquareMeters } = closePieces(plot.pieces, plot.grossSquareMeters);
  const counted = order.reduce((mask, rule) => mask | (1 << rule), 0);
  const { ignoredMask, ignored } = ignoreBarelyTouched(
    plot.grossSquareMeters,
    pieces,
    rules.length,
    thresholds.edgeTolerance,
  );
  const effective = pieces.map((piece) => ({ ...piece, mask: piece.mask & counted & ~ignoredMask }));
  const hits = computeAllHits(effective, rules.length);
  const attribution = attributeExclusively(effective, order, rules.length);

  const lines: OutcomeLine[] = [];
  const reasons: EligibilityReason[] = scenario.missing.map((ruleCode) => ({
    resultCode: UNDETERMINED_CODE,
    ruleCode,
    areaSquareMeters: null,
  }));
  for (const rule of order) {
    const basis = rules[rule] as RuleBasis;
    const hitSquareMeters = hits[rule] as number;
    if (hitSquareMeters === 0) continue;
    lines.push({
      code: basis.code,
      exclusiveSquareMeters: attribution.exclusiveSquareMeters[rule] as number,
      hitSquareMeters,
      pieces: attribution.pieces[rule] as number,
    });
    reasons.push({ resultCode: basis.resultCode, ruleCode: basis.code, areaSquareMeters: hitSquareMeters });
  }
  for (const { rule, hitSquareMeters } of ignored) {
    if (!order.includes(rule) || thresholds.edgeTolerance === null) continue;
    const { resultCode } = thresholds.edgeTolerance;
    const ruleCode = (rules[rule] as RuleBasis).code;
    reasons.push({ resultCode, ruleCode, areaSquareMeters: hitSquareMeters });
  }

  const charge = (basis: RuleBasis, areaSquareMeters: number, count: number): void => {
    lines.push({
      code: basis.code,
      exclusiveSquareMeters: areaSquareMeters,
      hitSquareMeters: areaSquareMeters,
      pieces: count,
    });
    reasons.push({ resultCode: basis.resultCode, ruleCode: basis.code, areaSquareMeters });
  };
  // Nothing charged: the plot is whole, and its area is the gross to the last bit.
  let net = lines.length === 0 ? plot.grossSquareMeters : attribution.netSquareMeters;
  if (lines.length > 0 && thresholds.sliver !== null) {
    const slivers = findSlivers(pieces, thresholds.sliver);
    if (slivers.count > 0) {
      net =
        slivers.count === slivers.outOf && slivers.areaSquareMeters >= net
          ? 0
          : net - slivers.areaSquareMeters;
      charge(thresholds.sliver, slivers.areaSquareMeters, slivers.count);
    }
  }
  if (thresholds.minimumNet !== null && net > 0 && net < thresholds.minimumNet.squareMeters) {
    charge(thresholds.minimumNet, net, 1);
    net = 0;
  }
  return {
    verdict: decideVerdict(plot.grossSquareMeters, net, scenario.missing, plot.hasOpenWarning),
    netSquareMeters: net,
    lines,
    reasons,
    closingErrorSquareMeters,
  };
}

/** Parts no rule ever hit. A part that a rule hit and T03 gave back borders on more, so it is no sliver. */
function findSlivers(
  pieces: readonly Piece[],
  threshold: { readonly squareMeters: number; readonly widthMeters: number },
): { areaSquareMeters: number; count: number; outOf: number } {
  let areaSquareMeters = 0;
  let count = 0;
  let outOf = 0;
  for (const piece of pieces) {
    if (piece.mask !== 0) continue;
    outOf += 1;
    if (piece.areaSquareMeters >= threshold.squareMeters && piece.widthMeters >= threshold.widthMeters)
      continue;
    areaSquareMeters += piece.areaSquareMeters;
    count += 1;
  }
  return { areaSquareMeters, count, outOf };
}
