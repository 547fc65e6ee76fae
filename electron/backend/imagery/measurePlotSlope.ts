import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';

/** Slope in degrees on a grid of cells; NaN where it is unknown. */
export interface SlopeGrid {
  readonly degrees: Float32Array;
  readonly columns: number;
  readonly rows: number;
}

export interface PlotSlope {
  /** 1 to 5 by the largest share, the steeper of equals; null where no slope is known. */
  readonly grade: number | null;
  /** Shares of grades 1 to 5 of the part whose slope is known; they add up to 1. */
  readonly shares: readonly number[];
}

/** Upper limits of grades 1 to 4 in degrees, each belonging to the lower grade; grade 5 is above 25 (GDPDJB). */
const gradeLimits = [2, 6, 15, 25] as const;
/** A plot of few cells is sampled finer than the cells, so that its shares are those of its area. */
const samplesPerSide = 24;

/** Slope grade of a plot given in cell coordinates: x in columns, y in rows from the north, corners at whole numbers. */
export function measurePlotSlope(plot: MultiPolygon, grid: SlopeGrid): PlotSlope {
  const counts = [0, 0, 0, 0, 0];
  const extent = measureExtent(plot);
  if (extent === null) return { grade: null, shares: counts };
  const side = Math.max(extent.right - extent.left, extent.bottom - extent.top);
  const step = Math.min(1, side / samplesPerSide) || 1;
  // samples of one per cell are cell centres
  const firstRow = Math.floor(Math.max(0, extent.top) / step);
  const lastRow = Math.ceil(Math.min(grid.rows, extent.bottom) / step);
  for (let row = firstRow; row < lastRow; row++) {
    const y = (row + 0.5) * step;
    const crossings = findCrossings(plot, y);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const start = Math.ceil((crossings[i] as number) / step - 0.5);
      const end = Math.ceil((crossings[i + 1] as number) / step - 0.5);
      for (let column = Math.max(0, start); column < end; column++) {
        const cell = Math.floor((column + 0.5) * step);
        if (cell >= grid.columns) break;
        const degrees = grid.degrees[Math.floor(y) * grid.columns + cell] as number;
        if (Number.isNaN(degrees)) continue;
        const grade = gradeOf(degrees);
        counts[grade - 1] = (counts[grade - 1] as number) + 1;
      }
    }
  }
  const known = counts.reduce((sum, count) => sum + count, 0);
  if (known === 0) return { grade: null, shares: counts };
  const largest = Math.max(...counts);
  return { grade: counts.lastIndexOf(largest) + 1, shares: counts.map((count) => count / known) };
}

/** 1 to 5; NaN for an unknown slope is for the caller to keep out. */
export function gradeOf(degrees: number): number {
  const index = gradeLimits.findIndex((limit) => degrees <= limit);
  return index < 0 ? 5 : index + 1;
}

function measureExtent(
  plot: MultiPolygon,
): { left: number; right: number; top: number; bottom: number } | null {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const ring of plot.flat()) {
    for (let i = 0; i + 1 < ring.length; i += 2) {
      left = Math.min(left, ring[i] as number);
      right = Math.max(right, ring[i] as number);
      top = Math.min(top, ring[i + 1] as number);
      bottom = Math.max(bottom, ring[i + 1] as number);
    }
  }
  return right >= left ? { left, right, top, bottom } : null;
}

/** Columns where a row of samples enters and leaves the plot (even-odd), from west to east. */
function findCrossings(plot: MultiPolygon, y: number): number[] {
  const crossings: number[] = [];
  for (const ring of plot.flat()) {
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const [x1, y1, x2, y2] = [ring[i], ring[i + 1], ring[i + 2], ring[i + 3]] as [
        number,
        number,
        number,
        number,
      ];
      if (y1 > y !== y2 > y) crossings.push(x1 + ((y - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  return crossings.sort((one, other) => one - other);
}
