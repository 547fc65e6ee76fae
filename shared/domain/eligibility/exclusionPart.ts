import { type CutTools, LEAST_COMMON_SQUARE_METERS, toSquaredUnits } from './cutTools.ts';
import type { Region } from './region.ts';

/** A part of an exclusion feature, ready to be held against many plots. */
export interface ExclusionPart {
  readonly region: Region;
  /** Bits of the rules the feature belongs to. */
  readonly ruleMask: number;
  /** Number of the source feature, the same for all parts of one feature. */
  readonly source: number;
  /** Interleaved x, y of the vertices that cutting the feature into parts put on this one's boundary. */
  readonly seams: Float64Array;
}

/** A part that reaches into the plot. */
export interface ReachingPart {
  readonly part: ExclusionPart;
  /** With the plot, in squared CRS units. */
  readonly commonArea: number;
}

/** Whether one feature covers the plot. The parts of a feature do not overlap, so their common areas add up. */
export function findCovering({ frame }: CutTools, plot: Region, parts: readonly ReachingPart[]): boolean {
  const enough = plot.edges().area - toSquaredUnits(frame, LEAST_COMMON_SQUARE_METERS);
  const sums = new Map<number, number>();
  for (const { part, commonArea } of parts) {
    const sum = (sums.get(part.source) ?? 0) + commonArea;
    if (sum >= enough) return true;
    sums.set(part.source, sum);
  }
  return false;
}
