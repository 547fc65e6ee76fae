export interface ClosedAreas {
  /** The areas, scaled so that they add up to the total (to floating-point rounding). */
  readonly areas: readonly number[];
  /** total − Σ areas before closing; kept and shown. */
  readonly closingErrorSquareMeters: number;
}

/**
 * Distributes what is missing between a plot's own area and the sum of its pieces in proportion to the pieces.
 * The raw error comes from vertices a cut adds on an edge (the ellipsoidal area of an edge depends on where it
 * is divided) and is of the order of 1e-8 of the plot.
 */
export function closePieces(areas: readonly number[], totalSquareMeters: number): ClosedAreas {
  let sum = 0;
  for (const area of areas) sum += area;
  const closingErrorSquareMeters = totalSquareMeters - sum;
  if (sum <= 0) return { areas, closingErrorSquareMeters };
  if (areas.length === 1) return { areas: [totalSquareMeters], closingErrorSquareMeters };
  const factor = totalSquareMeters / sum;
  return { areas: areas.map((area) => area * factor), closingErrorSquareMeters };
}
