import { computePlanarArea } from '../geometry/computePlanarArea.ts';
import { fail, type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import { writeWkb } from '../geometry/writeWkb.ts';
import type { RulePiece } from './cutByRule.ts';
import { type CutTools, NOISE_SQUARE_METERS } from './cutTools.ts';
import { computePerimeterMeters } from './frame.ts';
import type { Piece } from './piece.ts';

export interface CutPiece extends Piece {
  /** Null where the piece is the whole plot as it was given. */
  readonly wkb: Uint8Array | null;
}

/** Σ pieces against the plot in the plane of the coordinates, where a cut loses nothing. */
const PLANAR_BALANCE = 1e-6;

/**
 * Ellipsoidal areas, held against the plot's. What no rule hits is split into its polygons; parts that are mere
 * rounding are left out. INVARIANT where the pieces do not add up to the plot.
 */
export function measurePieces(
  tools: CutTools,
  pieces: readonly RulePiece[],
  plot: MultiPolygon,
  grossSquareMeters: number,
  repaired: boolean,
): GeometryResult<CutPiece[]> {
  const { frame, measure } = tools;
  const describe = (mask: number, geometry: MultiPolygon, whole?: Uint8Array | null): CutPiece => {
    const areaSquareMeters = whole === undefined ? measure(geometry) : grossSquareMeters;
    const perimeter = computePerimeterMeters(geometry, frame);
    return {
      mask,
      areaSquareMeters,
      widthMeters: perimeter > 0 ? (2 * areaSquareMeters) / perimeter : 0,
      wkb: whole === undefined ? writeWkb(geometry) : whole,
    };
  };
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) {
    return succeed([describe(only.mask, plot, repaired ? writeWkb(plot) : null)]);
  }
  const result: CutPiece[] = [];
  let sum = 0;
  let planarSum = 0;
  for (const { mask, region } of pieces) {
    const polygons = region.geometry;
    const groups = mask === 0 ? polygons.map((polygon) => [polygon]) : [polygons];
    for (const group of groups) {
      const piece = describe(mask, group);
      sum += piece.areaSquareMeters;
      planarSum += computePlanarArea(group);
      if (piece.areaSquareMeters > NOISE_SQUARE_METERS) result.push(piece);
    }
  }
  const planar = computePlanarArea(plot);
  const planarTolerance = Math.max(planar * PLANAR_BALANCE, frame.tolerances.overlapArea);
  if (!(Math.abs(planar - planarSum) <= planarTolerance)) {
    return fail('INVARIANT', `pieces of ${planarSum} in a plot of ${planar} squared units`);
  }
  const tolerance = grossSquareMeters * frame.ellipsoidalBalance + NOISE_SQUARE_METERS;
  if (!(Math.abs(grossSquareMeters - sum) <= tolerance)) {
    return fail('INVARIANT', `pieces of ${sum} m2 in a plot of ${grossSquareMeters} m2`);
  }
  return succeed(result);
}
