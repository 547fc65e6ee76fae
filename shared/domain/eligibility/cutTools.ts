import type { GeometryEngine } from '../geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import type { Frame } from './frame.ts';

/** What plots are cut with. */
export interface CutTools {
  readonly engine: GeometryEngine;
  readonly frame: Frame;
  /** Ellipsoidal m² of a geometry in project coordinates. */
  readonly measure: (geometry: MultiPolygon) => number;
  /** Bits of rules that only ask how much of the plot they meet: they cut nothing. */
  readonly overlapMask?: number;
}

/** Below this a part is the rounding of coordinates (10 cm²), neither a hit nor a remainder. */
export const NOISE_SQUARE_METERS = 0.001;

/** Below this a part of an exclusion only touches (1 mm²): what summing up and rounding can make of a shared edge. */
export const LEAST_COMMON_SQUARE_METERS = 1e-6;

/** An area on the ground in squared units of the coordinates; right enough for a tolerance. */
export function toSquaredUnits({ metersPerUnitX, metersPerUnitY }: Frame, squareMeters: number): number {
  return squareMeters / (metersPerUnitX * metersPerUnitY);
}
