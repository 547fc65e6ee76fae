import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import { cutByParts } from './cutByParts.ts';
import type { CutTools } from './cutTools.ts';
import type { ReachingPart } from './exclusionPart.ts';
import type { Region } from './region.ts';

/** Ellipsoidal m² of the plot inside the parts. */
export function measureOverlap(
  tools: CutTools,
  plot: Region,
  parts: readonly ReachingPart[],
): GeometryResult<number> {
  const cut = cutByParts(tools, plot, parts);
  if (!cut.ok) return cut;
  const { inside } = cut.value;
  return succeed(inside === undefined ? 0 : tools.measure(inside.geometry));
}
