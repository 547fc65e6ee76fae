import { type Bounds, computeBounds, type MultiPolygon, type Polygon } from './multiPolygon.ts';
import { type Axis, splitPolygon } from './splitPolygon.ts';

/** Room left around the bounds, as a share of their size: within the bounds themselves nothing changes. */
const MARGIN = 0.2;
/** Cuts tried further out where a vertex lies on the first. */
const ATTEMPTS = 4;

/**
 * The part of a valid geometry near the bounds: what lies far off is cut away along straight lines outside the bounds,
 * so that an overlay within them has less to do and gives the same. A cut that cannot be made is left out, so more
 * than asked for may be kept, never less.
 */
export function clipNear(geometry: MultiPolygon, bounds: Bounds): MultiPolygon {
  const margin = MARGIN * (bounds.maxX - bounds.minX + bounds.maxY - bounds.minY);
  let kept = geometry;
  for (const [axis, side, edge] of [
    ['x', 'high', bounds.minX],
    ['x', 'low', bounds.maxX],
    ['y', 'high', bounds.minY],
    ['y', 'low', bounds.maxY],
  ] as const) {
    kept = kept.flatMap((polygon) => cutOff(polygon, axis, side, edge, margin));
  }
  return kept;
}

function cutOff(
  polygon: Polygon,
  axis: Axis,
  side: 'low' | 'high',
  edge: number,
  margin: number,
): readonly Polygon[] {
  const own = computeBounds([polygon]);
  if (own === undefined) return [];
  const [low, high] = axis === 'x' ? [own.minX, own.maxX] : [own.minY, own.maxY];
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const at = side === 'high' ? edge - attempt * margin : edge + attempt * margin;
    if (side === 'high' ? at <= low : at >= high) return [polygon];
    if (side === 'high' ? at >= high : at <= low) return [];
    if (!hasVertexAt(polygon, axis === 'x' ? 0 : 1, at)) return splitPolygon(polygon, axis, at)[side];
  }
  return [polygon];
}

function hasVertexAt(polygon: Polygon, offset: 0 | 1, at: number): boolean {
  return polygon.some((ring) => {
    for (let i = offset; i < ring.length; i += 2) if (ring[i] === at) return true;
    return false;
  });
}
