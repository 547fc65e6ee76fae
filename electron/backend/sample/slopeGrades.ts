import { contours } from 'd3-contour';
import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { computeHornSlope } from '../imagery/computeHornSlope.ts';
import type { HeightGrid } from './heightGrid.ts';
import { isInsideRing } from './isInsideRing.ts';

/** Upper limits in degrees of slope grades 1 to 4; grade 5 is steeper. */
const GRADE_LIMITS = [2, 6, 15, 25] as const;

export interface SlopeGradeFeature {
  readonly geometry: MultiPolygon;
  readonly grade: 1 | 2 | 3 | 4 | 5;
}

/** Polygons of the slope grades 1 to 5 of a grid, in EPSG:4545; together they cover the grid once. */
export function* iterateSlopeGrades(grid: HeightGrid): Generator<SlopeGradeFeature> {
  const { columns, rows, cell, heights } = grid;
  // the outermost cells have no slope: level, so that bands close inside the grid
  const slope = computeHornSlope(heights, columns, rows, () => cell, cell).map((degrees) => degrees || 0);
  const generate = contours().size([columns, rows]).smooth(true);
  const values = slope as unknown as number[];
  const regions = [-1, ...GRADE_LIMITS].map((limit) => {
    const found = limit < 0 ? [[frame(grid)]] : generate.contour(values, limit).coordinates;
    return found.map((polygon) => polygon.map((ring) => toGround(ring as [number, number][], grid)));
  });
  for (let k = 0; k < regions.length; k++) {
    const own = regions[k] as Ring[][];
    const steeper = regions[k + 1] ?? [];
    for (const geometry of subtractNested(own, steeper)) {
      yield { geometry: [geometry], grade: (k + 1) as SlopeGradeFeature['grade'] };
    }
  }
}

function frame(grid: HeightGrid): [number, number][] {
  const { columns: c, rows: r } = grid;
  return [
    [0, 0],
    [c, 0],
    [c, r],
    [0, r],
    [0, 0],
  ];
}

function toGround(ring: [number, number][], grid: HeightGrid): Ring {
  const out = new Float64Array(ring.length * 2);
  ring.forEach(([x, y], k) => {
    out[2 * k] = Math.round((grid.west + x * grid.cell) * 1000) / 1000;
    out[2 * k + 1] = Math.round((grid.north - y * grid.cell) * 1000) / 1000;
  });
  return out;
}

/**
 * Own region minus the steeper one that lies strictly inside it: shells are own outer rings and the steeper region's
 * holes, and every other ring is a hole of the smallest shell around it.
 */
function subtractNested(own: readonly Ring[][], steeper: readonly Ring[][]): Ring[][] {
  const shells = [...own.map((polygon) => polygon[0]), ...steeper.flatMap((polygon) => polygon.slice(1))]
    .filter((ring) => ring !== undefined)
    .map((ring) => ({ ring, box: boxOf(ring), holes: [] as Ring[] }))
    .sort((a, b) => boxSize(a.box) - boxSize(b.box));
  const holes = [...own.flatMap((polygon) => polygon.slice(1)), ...steeper.map((polygon) => polygon[0])];
  for (const hole of holes) {
    if (hole === undefined) continue;
    const x = hole[0] as number;
    const y = hole[1] as number;
    const shell = shells.find(
      ({ ring, box }) => x > box[0] && x < box[2] && y > box[1] && y < box[3] && isInsideRing(ring, x, y),
    );
    shell?.holes.push(hole);
  }
  return shells.map(({ ring, holes: own }) => [ring, ...own]);
}

type Box = readonly [number, number, number, number];

function boxOf(ring: Ring): Box {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    minX = Math.min(minX, ring[i] as number);
    maxX = Math.max(maxX, ring[i] as number);
    minY = Math.min(minY, ring[i + 1] as number);
    maxY = Math.max(maxY, ring[i + 1] as number);
  }
  return [minX, minY, maxX, maxY];
}

function boxSize(box: Box): number {
  return (box[2] - box[0]) * (box[3] - box[1]);
}
