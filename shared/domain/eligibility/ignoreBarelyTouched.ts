import { computeAllHits } from './computeAllHits.ts';
import type { Piece } from './piece.ts';
import type { EdgeToleranceThreshold } from './ruleSet.ts';

export interface BarelyTouched {
  /** Bits of the rules that are ignored on this plot. */
  readonly ignoredMask: number;
  readonly ignored: readonly { readonly rule: number; readonly hitSquareMeters: number }[];
}

/**
 * T03: rules whose whole hit on the plot is below both limits. It looks at the whole hit, not the exclusive one,
 * so that the answer does not depend on the order of the rules.
 */
export function ignoreBarelyTouched(
  grossSquareMeters: number,
  pieces: readonly Piece[],
  ruleCount: number,
  threshold: EdgeToleranceThreshold | null,
): BarelyTouched {
  let ignoredMask = 0;
  const ignored: { rule: number; hitSquareMeters: number }[] = [];
  if (threshold === null) return { ignoredMask, ignored };
  const hits = computeAllHits(pieces, ruleCount);
  hits.forEach((hitSquareMeters, rule) => {
    if (hitSquareMeters === 0) return;
    const small =
      hitSquareMeters < threshold.squareMeters && hitSquareMeters < threshold.shareOfPlot * grossSquareMeters;
    if (!small) return;
    ignoredMask |= 1 << rule;
    ignored.push({ rule, hitSquareMeters });
  });
  return { ignoredMask, ignored };
}
