import { computeSignedRingArea } from '../../shared/domain/geometry/computePlanarArea.ts';
import { reverseRing } from '../../shared/domain/geometry/orientRings.ts';
import type { ParsedGeometry } from '../../shared/domain/geometry/parseWkb.ts';

/**
 * True where two geometries have the same points, lines and polygons, vertex by vertex within `tolerance`,
 * whatever the order of parts, the start of rings and the directions.
 */
export function equalWithinTolerance(
  first: ParsedGeometry,
  second: ParsedGeometry,
  tolerance: number,
): boolean {
  const [a, b] = [normalise(first), normalise(second)];
  if (a.length !== b.length) return false;
  return a.every((sequence, index) => {
    const other = b[index] as Sequence;
    return (
      sequence.kind === other.kind &&
      sequence.values.length === other.values.length &&
      sequence.values.every((value, i) => Math.abs(value - (other.values[i] as number)) <= tolerance)
    );
  });
}

interface Sequence {
  readonly kind: string;
  readonly values: Float64Array;
}

function normalise(geometry: ParsedGeometry): Sequence[] {
  const points: Sequence[] = [];
  for (let i = 0; i < geometry.points.length; i += 2) {
    points.push({ kind: 'point', values: geometry.points.slice(i, i + 2) });
  }
  const lines = geometry.lines.map((line) => ({ kind: 'line', values: normaliseLine(line) }));
  const polygons = geometry.polygons
    .map((polygon) => {
      const rings = polygon.map(normaliseRing);
      return [rings[0] as Float64Array, ...rings.slice(1).sort(compareSequences)];
    })
    .sort((a, b) => compareSequences(a[0] as Float64Array, b[0] as Float64Array));
  return [
    ...points.sort((a, b) => compareSequences(a.values, b.values)),
    ...lines.sort((a, b) => compareSequences(a.values, b.values)),
    ...polygons.flatMap((rings) =>
      rings.map((values, index) => ({ kind: index === 0 ? 'outer' : 'hole', values })),
    ),
  ];
}

function normaliseLine(line: Float64Array): Float64Array {
  const reversed = reverseRing(line);
  return compareSequences(line, reversed) <= 0 ? line : reversed;
}

/** Clockwise from its smallest vertex. */
function normaliseRing(ring: Float64Array): Float64Array {
  const directed = computeSignedRingArea(ring) > 0 ? reverseRing(ring) : ring;
  const count = directed.length / 2 - 1;
  let start = 0;
  for (let i = 1; i < count; i++) {
    const x = directed[2 * i] as number;
    const bestX = directed[2 * start] as number;
    if (x < bestX || (x === bestX && (directed[2 * i + 1] as number) < (directed[2 * start + 1] as number))) {
      start = i;
    }
  }
  const rotated = new Float64Array(directed.length);
  for (let i = 0; i <= count; i++) {
    const from = (start + i) % count;
    rotated[2 * i] = directed[2 * from] as number;
    rotated[2 * i + 1] = directed[2 * from + 1] as number;
  }
  return rotated;
}

function compareSequences(a: Float64Array, b: Float64Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
