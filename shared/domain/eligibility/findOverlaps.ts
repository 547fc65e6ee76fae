import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { MultiPolygon } from '../geometry/multiPolygon.ts';
import { cutByParts } from './cutByParts.ts';
import type { CutTools } from './cutTools.ts';
import { findReaching, type ReachingPart } from './exclusionPart.ts';
import { makeValid } from './makeValid.ts';

export interface Overlap<Other> {
  readonly other: Other;
  /** The land in common. */
  readonly common: MultiPolygon;
  /** Ellipsoidal. */
  readonly squareMeters: number;
}

export interface Overlaps<Other> {
  readonly overlaps: readonly Overlap<Other>[];
  /** What is left beside them; empty where they cover it all. */
  readonly remainder: MultiPolygon;
}

/**
 * The polygons that a drawn one lies on by more than is tolerated, by the same checked cuts as an eligibility run.
 * Fails where a boundary cannot be repaired or no way to cut holds.
 */
export function findOverlaps<Other extends { readonly polygons: MultiPolygon }>(
  tools: CutTools,
  drawn: MultiPolygon,
  others: readonly Other[],
  tolerableSquareMeters: number,
): GeometryResult<Overlaps<Other>> {
  return tools.engine.scope(() => {
    const plot = makeValid(tools.engine, drawn);
    if (!plot.ok) return plot;
    const { region } = plot.value;
    const overlaps: Overlap<Other>[] = [];
    const lyingOn: ReachingPart[] = [];
    for (const [source, other] of others.entries()) {
      const land = makeValid(tools.engine, other.polygons);
      if (!land.ok) return land;
      const reaching = findReaching(tools, region, [{ region: land.value.region, ruleMask: 1, source }]);
      const cut = cutByParts(tools, region, reaching);
      if (!cut.ok) return cut;
      const common = cut.value.inside?.geometry ?? [];
      const squareMeters = tools.measure(common);
      if (squareMeters <= tolerableSquareMeters) continue;
      overlaps.push({ other, common, squareMeters });
      lyingOn.push(...reaching);
    }
    const left = cutByParts(tools, region, lyingOn);
    if (!left.ok) return left;
    return succeed({ overlaps, remainder: left.value.outside?.geometry ?? [] });
  });
}
