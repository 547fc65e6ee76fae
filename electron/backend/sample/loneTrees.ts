import type { SceneParcel } from './countyScene.ts';
import { SUN_X, SUN_Y } from './pixelSite.ts';
import type { PixelFrame } from './rasterizeParcels.ts';
import { hashUnit } from './seededRandom.ts';

/** Trees that stand alone along roads, ditches, banks and field corners. Pixel coordinates, radius in pixels. */
export interface LoneTree {
  readonly column: number;
  readonly row: number;
  readonly radius: number;
  readonly tone: number;
}

export interface PaintedRows {
  readonly frame: PixelFrame;
  readonly top: number;
  readonly rows: number;
  readonly pixels: Float32Array;
}

const CHANCE: Readonly<Partial<Record<SceneParcel['cover'], number>>> = {
  road: 0.2,
  ditch: 0.3,
  river: 0.42,
  mainRoad: 0.45,
  village: 0.8,
  dryField: 0.035,
  paddy: 0.012,
  wildGrass: 0.3,
};

/** Places trees near the vertices and edges of parcels, sorted from north to south. */
export function collectTrees(seed: number, parcels: readonly SceneParcel[], frame: PixelFrame): LoneTree[] {
  const trees: LoneTree[] = [];
  for (const parcel of parcels) {
    const chance = CHANCE[parcel.cover] ?? 0;
    if (chance === 0) continue;
    const { ring } = parcel;
    for (let i = 0; i + 3 < ring.length; i += 2) {
      const dx = (ring[i + 2] as number) - (ring[i] as number);
      const dy = (ring[i + 3] as number) - (ring[i + 1] as number);
      const length = Math.hypot(dx, dy);
      const places = Math.max(1, Math.round(length / 8));
      for (let k = 0; k < places; k++) {
        const unit = (n: number): number => hashUnit(seed + 520, parcel.index, i * 64 + k, n);
        if (unit(0) > chance) continue;
        const t = (k + unit(1)) / places;
        const off = 0.4 + 1.4 * unit(2);
        const x = (ring[i] as number) + dx * t - (dy / Math.max(1, length)) * off;
        const y = (ring[i + 1] as number) + dy * t + (dx / Math.max(1, length)) * off;
        trees.push({
          column: (x - frame.west) / frame.pixelMeters,
          row: (frame.north - y) / frame.pixelMeters,
          radius: (1 + 1.9 * unit(3) ** 1.8) / frame.pixelMeters,
          tone: 0.84 + 0.32 * unit(4),
        });
      }
    }
  }
  return trees.sort((a, b) => a.row - b.row || a.column - b.column);
}

/** Darkens the ground north-west of each tree. Shadows come before all crowns, so no crown is shaded by a later one. */
export function paintTreeShadows(rows: PaintedRows, trees: readonly LoneTree[]): void {
  for (const tree of treesNear(rows, trees)) {
    const shiftX = -SUN_X * tree.radius * 1.25;
    const shiftY = SUN_Y * tree.radius * 1.25;
    stamp(rows, tree.column + shiftX, tree.row + shiftY, tree.radius * 1.05, (o, depth) => {
      const factor = depth > 0.25 ? 0.56 : 0.78;
      for (let b = 0; b < 3; b++) rows.pixels[o + b] = (rows.pixels[o + b] as number) * factor;
    });
  }
}

/** Round crowns, lighter towards the sun. */
export function paintTreeCrowns(rows: PaintedRows, trees: readonly LoneTree[]): void {
  for (const tree of treesNear(rows, trees)) {
    stamp(rows, tree.column, tree.row, tree.radius, (o, depth, dx, dy) => {
      const lit = (dx * SUN_X - dy * SUN_Y) / tree.radius;
      const rough = (((o * 2654435761) >>> 20) & 15) / 60;
      const light = tree.tone * (0.84 + 0.34 * lit + rough);
      const share = depth > 0.2 ? 1 : 0.55;
      rows.pixels[o] = (rows.pixels[o] as number) * (1 - share) + 66 * light * share;
      rows.pixels[o + 1] = (rows.pixels[o + 1] as number) * (1 - share) + 84 * light * share;
      rows.pixels[o + 2] = (rows.pixels[o + 2] as number) * (1 - share) + 48 * light * share;
    });
  }
}

function* treesNear(rows: PaintedRows, trees: readonly LoneTree[]): Generator<LoneTree> {
  const reach = 14;
  let low = 0;
  let high = trees.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trees[middle] as LoneTree).row < rows.top - reach) low = middle + 1;
    else high = middle;
  }
  for (let i = low; i < trees.length; i++) {
    const tree = trees[i] as LoneTree;
    if (tree.row > rows.top + rows.rows + reach) return;
    yield tree;
  }
}

function stamp(
  rows: PaintedRows,
  column: number,
  row: number,
  radius: number,
  draw: (offset: number, depth: number, dx: number, dy: number) => void,
): void {
  const { frame } = rows;
  const firstRow = Math.max(rows.top, Math.floor(row - radius));
  const lastRow = Math.min(rows.top + rows.rows - 1, Math.ceil(row + radius));
  const firstColumn = Math.max(0, Math.floor(column - radius));
  const lastColumn = Math.min(frame.width - 1, Math.ceil(column + radius));
  for (let r = firstRow; r <= lastRow; r++) {
    for (let c = firstColumn; c <= lastColumn; c++) {
      const dx = c + 0.5 - column;
      const dy = r + 0.5 - row;
      const depth = 1 - (dx * dx + dy * dy) / (radius * radius);
      if (depth > 0) draw(((r - rows.top) * frame.width + c) * 3, depth, dx, dy);
    }
  }
}
