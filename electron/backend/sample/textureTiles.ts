import { createRandom } from './seededRandom.ts';

/** Side of a texture tile in pixels; tiles repeat without a seam. */
export const TILE_SIZE = 512;
export const TILE_MASK = TILE_SIZE - 1;

/** Precomputed textures in about [-1, 1], made once per image: a look-up per pixel is all the painting then costs. */
export interface TextureTiles {
  /** Fine grain, a pixel or two. */
  readonly grain: Float32Array;
  /** Soft patches of 8 to 40 pixels. */
  readonly blotch: Float32Array;
  /** Broad-leaved canopy lit from the south-east. */
  readonly canopy: Float32Array;
  /** Finer, denser canopy. */
  readonly bamboo: Float32Array;
  /** Scattered bushes: above zero inside a bush (its lit height), below zero in between. */
  readonly bushes: Float32Array;
}

export function createTextureTiles(seed: number, pixelMeters: number): TextureTiles {
  const random = createRandom(seed + 401);
  return {
    grain: normalise(
      octaves(random, [
        [1, 1],
        [2, 0.9],
        [4, 0.5],
      ]),
    ),
    blotch: normalise(
      octaves(random, [
        [8, 0.5],
        [16, 1],
        [32, 1],
        [64, 0.7],
      ]),
    ),
    canopy: shadeCrowns(random, pixelMeters, 3.3, 1.5, 3.1),
    bamboo: shadeCrowns(random, pixelMeters, 2.3, 1.1, 1.9),
    bushes: bushHeights(random, pixelMeters),
  };
}

function octaves(random: () => number, parts: readonly (readonly [number, number])[]): Float32Array {
  const tile = new Float32Array(TILE_SIZE * TILE_SIZE);
  for (const [step, weight] of parts) {
    const cells = TILE_SIZE / step;
    const nodes = Float32Array.from({ length: cells * cells }, () => random() * 2 - 1);
    for (let y = 0; y < TILE_SIZE; y++) {
      const gy = Math.floor(y / step);
      const fy = smooth(y / step - gy);
      const row0 = gy * cells;
      const row1 = ((gy + 1) % cells) * cells;
      for (let x = 0; x < TILE_SIZE; x++) {
        const gx = Math.floor(x / step);
        const fx = smooth(x / step - gx);
        const gx1 = (gx + 1) % cells;
        const a = nodes[row0 + gx] as number;
        const b = nodes[row0 + gx1] as number;
        const c = nodes[row1 + gx] as number;
        const d = nodes[row1 + gx1] as number;
        const i = y * TILE_SIZE + x;
        tile[i] =
          (tile[i] as number) + weight * (a + (b - a) * fx + (c - a) * fy + (a - b - c + d) * fx * fy);
      }
    }
  }
  return tile;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}

function normalise(tile: Float32Array): Float32Array {
  let sum = 0;
  for (const value of tile) sum += value * value;
  const scale = 0.5 / Math.sqrt(sum / tile.length);
  return tile.map((value) => Math.max(-1.6, Math.min(1.6, value * scale)));
}

/** Rounded crowns, each with its own tone, light on the south-eastern side and dark gaps between. */
function shadeCrowns(
  random: () => number,
  pixelMeters: number,
  spacing: number,
  smallest: number,
  largest: number,
): Float32Array {
  const height = new Float32Array(TILE_SIZE * TILE_SIZE);
  const tone = new Float32Array(TILE_SIZE * TILE_SIZE);
  stampCrowns(random, pixelMeters, spacing, smallest, largest, height, tone);
  const shaded = new Float32Array(TILE_SIZE * TILE_SIZE);
  for (let y = 0; y < TILE_SIZE; y++) {
    for (let x = 0; x < TILE_SIZE; x++) {
      const i = y * TILE_SIZE + x;
      const east = height[y * TILE_SIZE + ((x + 1) & TILE_MASK)] as number;
      const south = height[((y + 1) & TILE_MASK) * TILE_SIZE + x] as number;
      const own = height[i] as number;
      const lit = own - east + (own - south);
      const depth = own < 0.3 ? -0.62 : 0.3 * (own / largest - 0.7);
      shaded[i] = Math.max(-1.3, Math.min(1.2, (0.42 * lit) / pixelMeters + depth + (tone[i] as number)));
    }
  }
  return shaded;
}

function bushHeights(random: () => number, pixelMeters: number): Float32Array {
  const height = new Float32Array(TILE_SIZE * TILE_SIZE);
  const tone = new Float32Array(TILE_SIZE * TILE_SIZE);
  stampCrowns(random, pixelMeters, 5.2, 0.7, 2.3, height, tone);
  return height.map((value, i) => (value < 0.15 ? -1 : 0.25 * value + (tone[i] as number)));
}

function stampCrowns(
  random: () => number,
  pixelMeters: number,
  spacing: number,
  smallest: number,
  largest: number,
  height: Float32Array,
  tone: Float32Array,
): void {
  const count = Math.round((TILE_SIZE * pixelMeters) ** 2 / spacing ** 2);
  for (let k = 0; k < count; k++) {
    const cx = random() * TILE_SIZE;
    const cy = random() * TILE_SIZE;
    const radius = (smallest + (largest - smallest) * random() ** 1.6) / pixelMeters;
    const lift = 0.6 * random() * radius * pixelMeters;
    const shade = 0.34 * (random() - 0.5);
    const reach = Math.ceil(radius);
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const inside = radius * radius - dx * dx - dy * dy;
        if (inside <= 0) continue;
        const i = ((Math.floor(cy) + dy) & TILE_MASK) * TILE_SIZE + ((Math.floor(cx) + dx) & TILE_MASK);
        const top = lift + Math.sqrt(inside) * pixelMeters * (0.92 + 0.16 * random());
        if (top > (height[i] as number)) {
          height[i] = top;
          tone[i] = shade;
        }
      }
    }
  }
}
