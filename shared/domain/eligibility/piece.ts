/**
 * One part of a plot within which the same rules hit: the plot is the disjoint union of its pieces. What no
 * rule hits is stored polygon by polygon, so that slivers can be told apart later.
 */
export interface Piece {
  /** Bit i: the i-th bound rule hits this piece. 0: no rule does. */
  readonly mask: number;
  /** Ellipsoidal, as measured: before closing. */
  readonly areaSquareMeters: number;
  /** Mean width: 2 × area / perimeter, which for a strip is its width. */
  readonly widthMeters: number;
}

/** A plot cut once; everything else is arithmetic on it. */
export interface PlotPieces {
  /** Ellipsoidal area of the whole plot, measured on its own boundary. */
  readonly grossSquareMeters: number;
  readonly pieces: readonly Piece[];
  /** True where a warning stands that the rule set wants settled before there is a verdict. */
  readonly hasOpenWarning?: boolean;
}
