import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { CutTools } from './cutTools.ts';
import type { ReachingPart } from './exclusionPart.ts';
import type { Region } from './region.ts';
import { uniteParts } from './uniteParts.ts';

/** Ellipsoidal m² of the plot inside the parts. */
export function measureOverlap(
  tools: CutTools,
  plot: Region,
  parts: readonly ReachingPart[],
): GeometryResult<number> {
  const { engine, frame, measure } = tools;
  const united = uniteParts(tools, plot, parts);
  if (!united.ok) return united;
  const [first, second] = [plot.shape(), united.value.shape()];
  if (!first.ok) return first;
  if (!second.ok) return second;
  const inside = engine.intersection(first.value, second.value, { snapGrid: frame.tolerances.snapGrid });
  if (!inside.ok) return inside;
  return succeed(measure(engine.toMultiPolygon(inside.value.shape)));
}
