import { clipNear } from '../geometry/clipNear.ts';
import type { OverlayOptions } from '../geometry/GeometryEngine.ts';
import { type GeometryResult, succeed } from '../geometry/geometryResult.ts';
import type { CutTools } from './cutTools.ts';
import type { ReachingPart } from './exclusionPart.ts';
import { createRegion, type Region } from './region.ts';

/** The union of the parts within the bounds of a region, by the engine. What lies further off is left out: it would take most of the time. */
export function uniteParts(
  { engine }: CutTools,
  region: Region,
  reaching: readonly ReachingPart[],
  options: OverlayOptions,
): GeometryResult<Region> {
  const near = reaching.map(({ part }) => clipNear(part.region.geometry, region.indexed()));
  const [only] = near;
  if (near.length === 1 && only !== undefined) return succeed(createRegion(engine, only));
  const shapes = [];
  for (const geometry of near) {
    const shape = engine.fromMultiPolygon(geometry);
    if (!shape.ok) return shape;
    shapes.push(shape.value);
  }
  const union = engine.unionAll(shapes, options);
  if (!union.ok) return union;
  const { shape } = union.value;
  return succeed(createRegion(engine, engine.toMultiPolygon(shape), shape));
}
