import { computePlanarArea } from './computePlanarArea.ts';
import { type Bounds, computeBounds, type MultiPolygon, type Polygon } from './multiPolygon.ts';
import { splitPolygon } from './splitPolygon.ts';

/** Below this a cut can add as many vertices as it takes away, and halving would not end. */
const SMALLEST_LIMIT = 16;

/** Relative difference between a polygon's area and that of its halves; rounding stays far below. */
const AREA_BALANCE = 1e-9;

/** Halvings after which a part is left as it is: 2^48 parts of the extent are finer than any coordinate. */
const MAXIMUM_DEPTH = 48;

/**
 * Cuts large polygons into parts of at most `maximumVertices` vertices (128 to 256 serve overlays well) by
 * halving their bounds again and again. Input must be valid. The parts together are the original: they share
 * their cut edges exactly, and no original vertex moves. Where a hole touched the middle of an edge, a part's ring
 * may touch itself there; overlays and predicates take that. A part stays larger only where no
 * cut can be found whose two sides add up to it. Small polygons come back as they are.
 * Parts whose bounds do not meet `within` are left out; the others are the same with or without it. Throws for a limit below 16.
 */
export function subdivideGeometry(
  geometry: MultiPolygon,
  maximumVertices: number,
  within?: Bounds,
): MultiPolygon {
  if (maximumVertices < SMALLEST_LIMIT)
    throw new RangeError(`Unexpected maximumVertices: ${maximumVertices}.`);
  const parts: Polygon[] = [];
  for (const polygon of geometry) halve(polygon, { maximumVertices, within }, 0, parts);
  return parts;
}

interface Wanted {
  readonly maximumVertices: number;
  readonly within: Bounds | undefined;
}

function halve(polygon: Polygon, wanted: Wanted, depth: number, parts: Polygon[]): void {
  if (wanted.within !== undefined && !meets(polygon, wanted.within)) return;
  const tooLarge = countVertices(polygon) > wanted.maximumVertices && depth < MAXIMUM_DEPTH;
  const halves = tooLarge ? splitInMiddle(polygon) : undefined;
  if (halves === undefined) {
    parts.push(polygon);
    return;
  }
  for (const half of halves) halve(half, wanted, depth + 1, parts);
}

function meets(polygon: Polygon, within: Bounds): boolean {
  const bounds = computeBounds([polygon]);
  return (
    bounds !== undefined &&
    bounds.minX <= within.maxX &&
    bounds.maxX >= within.minX &&
    bounds.minY <= within.maxY &&
    bounds.maxY >= within.minY
  );
}

function countVertices(polygon: Polygon): number {
  return polygon.reduce((sum, ring) => sum + ring.length / 2 - 1, 0);
}

/**
 * Both sides of a cut near the middle, across the longer side if possible. A cut through a place where rings touch
 * within a rounding can go wrong; the areas show it, and then the next cut is tried. Undefined where none is good.
 */
function splitInMiddle(polygon: Polygon): MultiPolygon | undefined {
  const bounds = computeBounds([polygon]);
  if (bounds === undefined) return undefined;
  const { minX, minY, maxX, maxY } = bounds;
  const x = { axis: 'x', low: minX, high: maxX } as const;
  const y = { axis: 'y', low: minY, high: maxY } as const;
  const area = computePlanarArea([polygon]);
  for (const fraction of [0.5, 0.41, 0.59]) {
    for (const { axis, low, high } of maxX - minX >= maxY - minY ? [x, y] : [y, x]) {
      const at = moveOffVertices(polygon, axis === 'x' ? 0 : 1, low + (high - low) * fraction, high);
      if (!(at > low && at < high)) continue;
      const { low: below, high: above } = splitPolygon(polygon, axis, at);
      const gap = area - computePlanarArea(below) - computePlanarArea(above);
      if (Math.abs(gap) <= area * AREA_BALANCE) return [...below, ...above];
    }
  }
  return undefined;
}

/** `at` itself where no vertex has it, else the middle between it and the next larger coordinate. */
function moveOffVertices(polygon: Polygon, offset: number, at: number, high: number): number {
  let taken = false;
  let next = high;
  for (const ring of polygon) {
    for (let i = offset; i < ring.length; i += 2) {
      const value = ring[i] as number;
      if (value === at) taken = true;
      else if (value > at && value < next) next = value;
    }
  }
  if (!taken) return at;
  const middle = at + (next - at) / 2;
  return middle === at || middle === next ? Number.NaN : middle;
}
