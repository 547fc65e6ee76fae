import type { CountyScene } from './countyScene.ts';

/** Heights at cell centres, rows from the north; `west` and `north` are the outer corner in EPSG:4545. */
export interface HeightGrid {
  readonly west: number;
  readonly north: number;
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly heights: Float32Array;
}

export interface GroundBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const MARGIN = 60;
const TILE_CELLS = 512;

/** The ground the county covers, rounded outwards to 20 m, with a margin. */
export function countyBox(scene: CountyScene): GroundBox {
  const { plan } = scene;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k <= 400; k++) {
    const u = plan.west + (plan.width * k) / 400;
    const v = plan.south + (plan.height * k) / 400;
    const right = plan.west + plan.width;
    const top = plan.south + plan.height;
    for (const [x, y] of [
      plan.toWorld(u, plan.south),
      plan.toWorld(u, top),
      plan.toWorld(plan.west, v),
      plan.toWorld(right, v),
    ]) {
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    }
  }
  const down = (value: number): number => Math.floor((value - MARGIN) / 20) * 20;
  const up = (value: number): number => Math.ceil((value + MARGIN) / 20) * 20;
  return { west: down(west), south: down(south), east: up(east), north: up(north) };
}

/** Heights over a box at the given cell size. */
export function sampleHeights(scene: CountyScene, box: GroundBox, cell: number): HeightGrid {
  const columns = Math.round((box.east - box.west) / cell);
  const rows = Math.round((box.north - box.south) / cell);
  const heights = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) {
    const y = box.north - (r + 0.5) * cell;
    for (let c = 0; c < columns; c++) {
      heights[r * columns + c] = scene.terrain(box.west + (c + 0.5) * cell, y);
    }
  }
  return { west: box.west, north: box.north, cell, columns, rows, heights };
}

/** The county's ground in sheets of at most 512 cells, so that a large county needs no large memory. */
export function* iterateHeightSheets(scene: CountyScene, cell: number): Generator<HeightGrid> {
  const box = countyBox(scene);
  const across = Math.max(1, Math.ceil((box.east - box.west) / (TILE_CELLS * cell)));
  const up = Math.max(1, Math.ceil((box.north - box.south) / (TILE_CELLS * cell)));
  const cut = (from: number, to: number, k: number, parts: number): number =>
    from + Math.round(((to - from) * k) / parts / cell) * cell;
  for (let b = 0; b < up; b++) {
    for (let a = 0; a < across; a++) {
      yield sampleHeights(
        scene,
        {
          west: cut(box.west, box.east, a, across),
          east: cut(box.west, box.east, a + 1, across),
          south: cut(box.south, box.north, b, up),
          north: cut(box.south, box.north, b + 1, up),
        },
        cell,
      );
    }
  }
}
