import type { Piece } from './piece.ts';

/** Area each rule hits, whatever other rules hit it too; index = place of the rule (bit of the mask). */
export function computeAllHits(pieces: readonly Piece[], ruleCount: number): Float64Array {
  const hits = new Float64Array(ruleCount);
  for (const piece of pieces) {
    for (let rule = 0; rule < ruleCount; rule++) {
      if ((piece.mask >>> rule) & 1) hits[rule] = (hits[rule] as number) + piece.areaSquareMeters;
    }
  }
  return hits;
}
