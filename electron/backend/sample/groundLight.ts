import type { HeightGrid } from './heightGrid.ts';
import { SUN_X, SUN_Y } from './paintCover.ts';
import type { Season } from './parcelLooks.ts';
import { valueNoise } from './seededRandom.ts';

/** Height, hill shading and slow colour drift, read row by row. */
export interface GroundLight {
  startRow(y: number): void;
  /** Height at x on the current row; also sets `shade` for that place. */
  heightAt(x: number): number;
  /** Brightness of the ground at the last place asked for; 1 on level ground. */
  readonly shade: number;
  startDrift(row: number): void;
  /** Slow colour change over the scene, about -1 to 1 (reddish above zero). */
  driftAt(column: number): number;
}

/** Sun height as the ratio of vertical to horizontal: higher in May than in March. */
const SUN_HEIGHT: Readonly<Record<Season, number>> = { earlier: 1.75, later: 1.2 };
const DRIFT_STEP = 48;

export function createGroundLight(grid: HeightGrid, seed: number, season: Season): GroundLight {
  const shades = computeShades(grid, SUN_HEIGHT[season]);
  const { columns, rows, cell, heights } = grid;
  let rowOffset = 0;
  let fy = 0;
  let driftRow = new Float32Array(0);
  const light = {
    shade: 1,
    startRow(y: number): void {
      const r = Math.min(rows - 1.001, Math.max(0, (grid.north - y) / cell - 0.5));
      rowOffset = Math.floor(r) * columns;
      fy = r - Math.floor(r);
    },
    heightAt(x: number): number {
      const t = Math.min(columns - 1.001, Math.max(0, (x - grid.west) / cell - 0.5));
      const c = Math.floor(t);
      const fx = t - c;
      const i = rowOffset + c;
      const j = i + columns;
      const a = (1 - fx) * (1 - fy);
      const b = fx * (1 - fy);
      const d = (1 - fx) * fy;
      const e = fx * fy;
      light.shade =
        (shades[i] as number) * a +
        (shades[i + 1] as number) * b +
        (shades[j] as number) * d +
        (shades[j + 1] as number) * e;
      return (
        (heights[i] as number) * a +
        (heights[i + 1] as number) * b +
        (heights[j] as number) * d +
        (heights[j + 1] as number) * e
      );
    },
    startDrift(row: number): void {
      if (row % 8 !== 0 && driftRow.length > 0) return;
      const size = Math.ceil((columns * cell) / (DRIFT_STEP * 0.25)) + 2;
      driftRow = Float32Array.from({ length: size }, (_, k) => {
        const x = k * DRIFT_STEP;
        return (
          0.7 * valueNoise(seed + (season === 'later' ? 601 : 600), x / 1100, row / 1100) +
          0.4 * valueNoise(seed + (season === 'later' ? 603 : 602), x / 230, row / 230)
        );
      });
    },
    driftAt(column: number): number {
      const t = column / DRIFT_STEP;
      const k = Math.floor(t);
      const a = driftRow[k] ?? 0;
      return a + ((driftRow[k + 1] ?? a) - a) * (t - k);
    },
  };
  return light;
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
