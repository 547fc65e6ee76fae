import { computeCommonArea } from '../geometry/commonArea.ts';
import { hasEdgeNear, type IndexedRings } from '../geometry/indexRings.ts';
import { locateInRings } from '../geometry/locateInRings.ts';
import { type CutTools, LEAST_COMMON_SQUARE_METERS, toSquaredUnits } from './cutTools.ts';
import type { Region } from './region.ts';

/** A polygon of an exclusion feature, ready to be held against many plots. */
export interface ExclusionPart {
  readonly region: Region;
  /** Bits of the rules the feature belongs to. */
  readonly ruleMask: number;
  /** Number of the source feature, the same for all polygons of one feature. */
  readonly source: number;
}

/** A part that reaches into the plot. */
export interface ReachingPart {
  readonly part: ExclusionPart;
  /** With the plot, in squared CRS units. */
  readonly commonArea: number;
}

/** The parts that reach into a region; a neighbour that only shares a boundary with it does not. */
export function findReaching(
  { frame }: CutTools,
  region: Region,
  candidates: readonly ExclusionPart[],
): ReachingPart[] {
  const least = toSquaredUnits(frame, LEAST_COMMON_SQUARE_METERS);
  const reaching: ReachingPart[] = [];
  for (const part of candidates) {
    const commonArea = measureCommon(region.indexed(), part.region);
    if (commonArea > least) reaching.push({ part, commonArea });
  }
  return reaching;
}

/** Of an exclusion none of whose edges is near, one point tells everything. */
function measureCommon(region: IndexedRings, part: Region): number {
  const clear = part.clearCells()?.(region);
  if (clear !== undefined) return clear === 'inside' ? region.area : 0;
  const exclusion = part.indexed();
  const { minX, minY, maxX, maxY } = region;
  for (const ring of exclusion.rings) {
    if (hasEdgeNear(ring, minX, minY, maxX, maxY)) return computeCommonArea(region, exclusion);
  }
  const [first] = region.rings;
  if (first === undefined) return 0;
  const place = locateInRings(first.ring[0] as number, first.ring[1] as number, exclusion);
  return place === 'inside' ? region.area : 0;
}

/** Whether one feature covers the plot. The parts of a feature do not overlap, so their common areas add up. */
export function findCovering({ frame }: CutTools, plot: Region, parts: readonly ReachingPart[]): boolean {
  const enough = plot.indexed().area - toSquaredUnits(frame, LEAST_COMMON_SQUARE_METERS);
  const sums = new Map<number, number>();
  for (const { part, commonArea } of parts) {
    const sum = (sums.get(part.source) ?? 0) + commonArea;
    if (sum >= enough) return true;
    sums.set(part.source, sum);
  }
  return false;
}
