import { clipNear } from '../geometry/clipNear.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { CutTools } from './cutTools.ts';
import type { ExclusionPart, ReachingPart } from './exclusionPart.ts';
import { createRegion, type Region } from './region.ts';
import { collectSeams, removeSeams } from './removeSeams.ts';

/**
 * The union of the parts within the bounds of the plot, without the vertices that only their seams brought. Of several
 * parts, what lies further off is left out: it would take most of the time.
 */
export function uniteParts(
  { engine, frame }: CutTools,
  plot: Region,
  reaching: readonly ReachingPart[],
): GeometryResult<Region> {
  const parts = reaching.map(({ part }) => part);
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return succeed(first.region);
  const shapes = [];
  for (const { region } of parts) {
    // an edge list knows its bounds
    const shape = engine.fromMultiPolygon(clipNear(region.geometry, plot.edges()));
    if (!shape.ok) return shape;
    shapes.push(shape.value);
  }
  const union = engine.unionAll(shapes, { snapGrid: frame.tolerances.snapGrid });
  if (!union.ok) return union;
  const united = createRegion(engine, engine.toMultiPolygon(union.value.shape), union.value);
  return succeed(withoutSeams(engine, united, parts));
}

function withoutSeams(engine: CutTools['engine'], united: Region, parts: readonly ExclusionPart[]): Region {
  const seams = collectSeams(parts.map((part) => part.seams));
  if (seams.size === 0) return united;
  const clean = createRegion(engine, removeSeams(united.geometry, seams));
  const shape = clean.shape();
  // taking out a vertex moves the line by its rounding; should that ever matter, the seams stay
  if (!shape.ok) return united;
  const validity = engine.validity(shape.value);
  return validity.ok && validity.value.valid ? clean : united;
}
