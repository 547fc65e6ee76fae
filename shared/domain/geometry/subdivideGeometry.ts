import { computeBounds, type MultiPolygon, type Polygon } from './multiPolygon.ts';
import { type Axis, splitPolygon } from './splitPolygon.ts';

/** Halvings after which a part is left as it is: 2^48 parts of the extent are finer than any coordinate. */
const MAXIMUM_DEPTH = 48;

/**
 * Cuts large polygons into parts of at most `maximumVertices` vertices (128 to 256 serve overlays well) by
 * halving their bounds again and again. Input must be valid. The parts together are the original: they share
 * their cut edges exactly, and no original vertex moves. A part stays larger only where its vertices cannot be
 * told apart by a line. Small polygons come back as they are.
 */
export function subdivideGeometry(geometry: MultiPolygon, maximumVertices: number): MultiPolygon {
  const parts: Polygon[] = [];
  for (const polygon of geometry) halve(polygon, maximumVertices, 0, parts);
  return parts;
}

function halve(polygon: Polygon, maximumVertices: number, depth: number, parts: Polygon[]): void {
  const cut =
    countVertices(polygon) > maximumVertices && depth < MAXIMUM_DEPTH ? chooseCut(polygon) : undefined;
  if (cut === undefined) {
    parts.push(polygon);
    return;
  }
  const { low, high } = splitPolygon(polygon, cut.axis, cut.at);
  for (const half of [...low, ...high]) halve(half, maximumVertices, depth + 1, parts);
}

function countVertices(polygon: Polygon): number {
  return polygon.reduce((sum, ring) => sum + ring.length / 2 - 1, 0);
}

/** A line through the middle of the longer side, moved off any vertex; undefined where there is none. */
function chooseCut(polygon: Polygon): { axis: Axis; at: number } | undefined {
  const bounds = computeBounds([polygon]);
  if (bounds === undefined) return undefined;
  const { minX, minY, maxX, maxY } = bounds;
  const x = { axis: 'x', low: minX, high: maxX } as const;
  const y = { axis: 'y', low: minY, high: maxY } as const;
  for (const { axis, low, high } of maxX - minX >= maxY - minY ? [x, y] : [y, x]) {
    const at = moveOffVertices(polygon, axis === 'x' ? 0 : 1, low + (high - low) / 2, high);
    if (at > low && at < high) return { axis, at };
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
