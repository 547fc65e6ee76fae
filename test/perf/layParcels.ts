import { writeWkb } from '../../shared/domain/geometry/writeWkb.ts';

const cellMeters = 66;
const pointsPerEdge = 8;

/**
 * Parcels side by side over a square county, without gaps: cells of 66 m whose corners are moved and whose edges
 * wind, about 32 vertices each, as a survey's parcels have. One attribute, the plot number.
 */
export function* layParcels(count: number): Generator<{ wkb: Uint8Array; attributes: [string] }> {
  const perRow = Math.ceil(Math.sqrt(count));
  for (let i = 0; i < count; i++) {
    const column = i % perRow;
    const row = Math.floor(i / perRow);
    const ring = [
      ...edge(column, row, column + 1, row),
      ...edge(column + 1, row, column + 1, row + 1),
      ...edge(column + 1, row + 1, column, row + 1),
      ...edge(column, row + 1, column, row),
    ];
    ring.push(ring[0] as number, ring[1] as number);
    yield { wkb: writeWkb([[Float64Array.from(ring)]]), attributes: [String(i + 1).padStart(6, '0')] };
  }
}

/** Points from one corner to the next, the last left out; the same points whichever way it is walked. */
function edge(x1: number, y1: number, x2: number, y2: number): number[] {
  const isForward = x1 < x2 || y1 < y2;
  const [ax, ay] = isForward ? corner(x1, y1) : corner(x2, y2);
  const [bx, by] = isForward ? corner(x2, y2) : corner(x1, y1);
  const points: number[][] = [];
  for (let i = 0; i <= pointsPerEdge; i++) {
    const share = i / pointsPerEdge;
    const bend = i === 0 || i === pointsPerEdge ? 0 : 4 * noise(ax + i, ay);
    points.push([ax + (bx - ax) * share + (by === ay ? 0 : bend), ay + (by - ay) * share + bend]);
  }
  if (!isForward) points.reverse();
  return points.slice(0, -1).flat();
}

function corner(column: number, row: number): readonly [number, number] {
  return [
    452_000 + (column + 0.3 * noise(column, row)) * cellMeters,
    3_400_000 + (row + 0.3 * noise(row, column + 0.5)) * cellMeters,
  ];
}

/** A number from -1 to 1 that belongs to a place. */
function noise(x: number, y: number): number {
  const value = Math.sin(x * 127.1 + y * 311.7) * 43_758.5453;
  return 2 * (value - Math.floor(value)) - 1;
}
