import { checkCut } from '../../shared/domain/eligibility/checkCut.ts';
import { createRegion, type Region } from '../../shared/domain/eligibility/region.ts';
import { computeCommonArea } from '../../shared/domain/geometry/commonArea.ts';
import type {
  GeometryEngine,
  GeometryTolerances,
  Shape,
} from '../../shared/domain/geometry/GeometryEngine.ts';
import type { GeometryResult } from '../../shared/domain/geometry/geometryResult.ts';

/** An overlay of two shapes by the engine. */
export interface OverlayOfTwo {
  readonly a: Shape;
  readonly b: Shape;
  readonly intersection: Shape;
  readonly difference: Shape;
}

/** Holds an overlay against its inputs by areas in common, as every cut of a plot is. INVARIANT where one does not hold. */
export function checkOverlay(
  engine: GeometryEngine,
  { a, b, intersection, difference }: OverlayOfTwo,
  tolerances: GeometryTolerances,
): GeometryResult<void> {
  const toRegion = (shape: Shape): Region => createRegion(engine, engine.toMultiPolygon(shape), shape);
  const [piece, exclusion] = [toRegion(a), toRegion(b)];
  const commonArea = computeCommonArea(piece.indexed(), exclusion.indexed());
  const parts = { inside: toRegion(intersection), outside: toRegion(difference) };
  return checkCut({ tolerances }, piece, exclusion, commonArea, parts);
}
