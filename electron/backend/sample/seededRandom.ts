/** Mixes up to four integers into 32 well-spread bits (murmur3 finaliser); the same everywhere, no state. */
export function hashBits(seed: number, a: number, b = 0, c = 0): number {
  let h = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(a | 0, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(b | 0, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39) ^ Math.imul(c | 0, 0x27d4eb2f);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A number in [0, 1) that depends on nothing but its arguments. */
export function hashUnit(seed: number, a: number, b = 0, c = 0): number {
  return hashBits(seed, a, b, c) / 4294967296;
}

/** A stream of numbers in [0, 1), the same for the same seed on every machine (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Picks by weight; the weights need not sum to one. */
export function pickWeighted<T>(unit: number, choices: readonly (readonly [T, number])[]): T {
  let total = 0;
  for (const [, weight] of choices) total += weight;
  let rest = unit * total;
  for (const [value, weight] of choices) {
    rest -= weight;
    if (rest < 0) return value;
  }
  return (choices[choices.length - 1] as readonly [T, number])[0];
}

/** Smooth noise in [-1, 1] with one random value per unit cell. */
export function valueNoise(seed: number, x: number, y: number): number {
  const ix = Math.floor(x);
  const iy = Math.floor(y);
  const fx = x - ix;
  const fy = y - iy;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const a = hashBits(seed, ix, iy);
  const b = hashBits(seed, ix + 1, iy);
  const c = hashBits(seed, ix, iy + 1);
  const d = hashBits(seed, ix + 1, iy + 1);
  const low = a + (b - a) * sx;
  const high = c + (d - c) * sx;
  return (low + (high - low) * sy) / 2147483648 - 1;
}
