import { expect, it } from 'vitest';
import { compareFeatures } from '../../../../../electron/backend/compute/compareFeatures.ts';

/** Features by their hashes; the third lies at x = 3, and so on. */
function listOf(...features: (readonly [fid: number, hash: bigint])[]) {
  return {
    hashes: BigUint64Array.from(features.map(([, hash]) => hash)),
    places: Float64Array.from(features.flatMap(([fid, hash]) => [fid, Number(hash), 0, Number(hash) + 1, 1])),
  };
}
const at = (x: number) => ({ minX: x, minY: 0, maxX: x + 1, maxY: 1 });

it('finds what has come and what has gone, and follows the others to their new numbers', () => {
  const before = listOf([1, 1n], [2, 2n], [3, 3n]);
  const after = listOf([7, 1n], [8, 3n], [9, 4n]);
  expect(compareFeatures(before, after)).toEqual({
    bounds: [at(4), at(2)],
    kept: [
      [1, 7],
      [3, 8],
    ],
  });
});

it('takes a feature for changed that comes before another one now: the last bits depend on the order', () => {
  const { bounds, kept } = compareFeatures(listOf([1, 1n], [2, 2n]), listOf([1, 2n], [2, 1n]));
  expect(kept).toEqual([[2, 1]]);
  // where it was and where it is
  expect(bounds).toEqual([at(1), at(1)]);
});
