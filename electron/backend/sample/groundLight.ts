import type { HeightGrid } from './heightGrid.ts';
import type { Season } from './parcelLooks.ts';
import { SUN_X, SUN_Y } from './pixelSite.ts';
import { valueNoise } from './seededRandom.ts';

/** Height, hill shading and slow colour drift along one image row at a time. */
export interface GroundLight {
  /** Fills `heights` (metres) and `shades` (1 on level ground) for the pixels of a row. */
  readRow(y: number, west: number, pixelMeters: number, heights: Float32Array, shades: Float32Array): void;
  /** Fills `drift`, the slow colour change over the scene, about -1 to 1 (reddish above zero). */
  readDrift(row: number, drift: Float32Array): void;
}

/** Sun height as the ratio of vertical to horizontal: higher in May than in March. */
const SUN_HEIGHT: Readonly<Record<Season, number>> = { earlier: 1.75, later: 1.2 };
const DRIFT_STEP = 48;

/** Pixels between two places where the ground is looked up; linear in between. */
const STEP = 4;

export function createGroundLight(grid: HeightGrid, seed: number, season: Season): GroundLight {
  const shading = computeShades(grid, SUN_HEIGHT[season]);
  const driftSeed = seed + (season === 'later' ? 601 : 600);
  return {
    readRow(y, west, pixelMeters, heights, shades) {
      const r = Math.min(grid.rows - 1.001, Math.max(0, (grid.north - y) / grid.cell - 0.5));
      const offset = Math.floor(r) * grid.columns;
      const fy = r - Math.floor(r);
      const lookUp = (values: Float32Array, column: number): number => {
        const x = west + (column + 0.5) * pixelMeters;
        const t = Math.min(grid.columns - 1.001, Math.max(0, (x - grid.west) / grid.cell - 0.5));
        const i = offset + Math.floor(t);
        const fx = t - Math.floor(t);
        const upper = (values[i] as number) * (1 - fx) + (values[i + 1] as number) * fx;
        const j = i + grid.columns;
        const lower = (values[j] as number) * (1 - fx) + (values[j + 1] as number) * fx;
        return upper + (lower - upper) * fy;
      };
      fillLinear(heights, STEP, (column) => lookUp(grid.heights, column));
      fillLinear(shades, STEP, (column) => lookUp(shading, column));
    },
    readDrift(row, drift) {
      fillLinear(
        drift,
        DRIFT_STEP,
        (x) =>
          0.7 * valueNoise(driftSeed, x / 1100, row / 1100) +
          0.4 * valueNoise(driftSeed + 2, x / 230, row / 230),
      );
    },
  };
}

function fillLinear(values: Float32Array, step: number, at: (column: number) => number): void {
  let from = at(0);
  for (let c = 0; c < values.length; c += step) {
    const to = at(c + step);
    const rise = (to - from) / step;
    const end = Math.min(step, values.length - c);
    for (let k = 0; k < end; k++) values[c + k] = from + rise * k;
    from = to;
  }
}

function computeShades(grid: HeightGrid, sunHeight: number): Float32Array {
  const { columns, rows, cell, heights } = grid;
  const shades = new Float32Array(columns * rows).fill(1);
  const length = Math.hypot(1, sunHeight);
  const level = sunHeight / length;
  for (let r = 1; r < rows - 1; r++) {
    for (let c = 1; c < columns - 1; c++) {
      const i = r * columns + c;
      const dx = ((heights[i + 1] as number) - (heights[i - 1] as number)) / (2 * cell);
      const dy = ((heights[i - columns] as number) - (heights[i + columns] as number)) / (2 * cell);
      const facing = (-dx * SUN_X - dy * SUN_Y + sunHeight) / (length * Math.hypot(dx, dy, 1));
      const ratio = Math.max(0.12, facing / level);
      // Sky light fills the shadows: only part of the direct light's swing shows.
      shades[i] = 0.42 + 0.58 * ratio ** 0.9;
    }
  }
  return shades;
}
