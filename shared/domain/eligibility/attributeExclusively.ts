import type { Piece } from './piece.ts';

export interface ExclusiveAttribution {
  /** Index = place of the rule (bit of the mask). Rules that are not in `order` take nothing. */
  readonly exclusiveSquareMeters: Float64Array;
  readonly pieces: Uint32Array;
  /** What no rule in `order` hits. Does not depend on the order, only on which rules are in it. */
  readonly netSquareMeters: number;
}

/** Charges every piece once, to the first rule in `order` that hits it. */
export function attributeExclusively(
  pieces: readonly Piece[],
  order: readonly number[],
  ruleCount: number,
): ExclusiveAttribution {
  const exclusiveSquareMeters = new Float64Array(ruleCount);
  const counts = new Uint32Array(ruleCount);
  let netSquareMeters = 0;
  for (const piece of pieces) {
    const rule = piece.mask === 0 ? undefined : order.find((candidate) => (piece.mask >>> candidate) & 1);
    if (rule === undefined) {
      netSquareMeters += piece.areaSquareMeters;
    } else {
      exclusiveSquareMeters[rule] = (exclusiveSquareMeters[rule] as number) + piece.areaSquareMeters;
      counts[rule] = (counts[rule] as number) + 1;
    }
  }
  return { exclusiveSquareMeters, pieces: counts, netSquareMeters };
}
