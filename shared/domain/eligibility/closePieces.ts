import type { Piece } from './piece.ts';

export interface ClosedPieces {
  readonly pieces: readonly Piece[];
  /** plot − Σ pieces before closing; kept and shown. */
  readonly closingErrorSquareMeters: number;
}

/**
 * Makes the pieces add up to the plot's own area. What is missing (or too much) goes to the pieces some rule hits, in
 * proportion to their areas, so that what no rule hits keeps the area anyone measures on its boundary; only where
 * nothing is hit do all pieces share it. The raw error comes from vertices a cut puts on an edge: the ellipsoidal
 * area of an edge depends on where it is divided, by 1e-8 of the plot with edges split at 70 m.
 */
export function closePieces(pieces: readonly Piece[], totalSquareMeters: number): ClosedPieces {
  let sum = 0;
  let hit = 0;
  for (const piece of pieces) {
    sum += piece.areaSquareMeters;
    if (piece.mask !== 0) hit += piece.areaSquareMeters;
  }
  const closingErrorSquareMeters = totalSquareMeters - sum;
  if (closingErrorSquareMeters === 0 || sum <= 0) return { pieces, closingErrorSquareMeters };
  const takesPart = (piece: Piece): boolean => hit <= 0 || piece.mask !== 0;
  const factor = 1 + closingErrorSquareMeters / (hit > 0 ? hit : sum);
  // A hit smaller than the error cannot carry it: then all pieces share it.
  if (factor <= 0) {
    const scale = totalSquareMeters / sum;
    return { pieces: pieces.map((piece) => resize(piece, scale)), closingErrorSquareMeters };
  }
  return {
    pieces: pieces.map((piece) => (takesPart(piece) ? resize(piece, factor) : piece)),
    closingErrorSquareMeters,
  };
}

function resize(piece: Piece, factor: number): Piece {
  return { ...piece, areaSquareMeters: piece.areaSquareMeters * factor };
}
