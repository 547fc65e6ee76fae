import type { Ring } from './multiPolygon.ts';

/** Numbers in a buffer that rings share. */
const POOL_NUMBERS = 8192;
/** Longer rings have a buffer of their own, so that little of a shared one is left over. */
const LONGEST_SHARED = 512;

let pool = new Float64Array(0);
let used = 0;

/**
 * Room for a ring of so many numbers, all zero. Short rings lie in one buffer after each other: a county has millions,
 * and a buffer of its own takes ten times as long as the ring in it. So whoever needs a ring's bytes goes by its
 * offset, and nobody posts a ring to another thread, which would take the whole buffer along.
 */
export function createRing(length: number): Ring {
  if (length > LONGEST_SHARED) return new Float64Array(length);
  if (used + length > pool.length) {
    pool = new Float64Array(POOL_NUMBERS);
    used = 0;
  }
  const begin = used;
  used += length;
  return pool.subarray(begin, used);
}
