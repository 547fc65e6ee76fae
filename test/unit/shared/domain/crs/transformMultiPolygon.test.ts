import { expect, it } from 'vitest';
import { transformMultiPolygon } from '../../../../../shared/domain/crs/transformMultiPolygon.ts';
import { requireSystem, toRing } from '../../../../support/coordinates.ts';

const zone36 = requireSystem('EPSG:4524');
const outer = toRing([
  [36_452_300, 3_453_100],
  [36_452_480, 3_453_250],
  [36_452_610, 3_453_080],
]);
const hole = toRing([
  [36_452_430, 3_453_090],
  [36_452_460, 3_453_090],
  [36_452_460, 3_453_110],
]);

it('converts every ring of every part and leaves the input alone', () => {
  const input = [[outer, hole], [hole]];
  const before = structuredClone(input);
  const result = transformMultiPolygon(input, zone36, requireSystem('EPSG:4545'));
  expect(input).toEqual(before);
  expect(result.map((polygon) => polygon.length)).toEqual([2, 1]);
  expect([...(result[0]?.[1] ?? [])]).toEqual([
    452_430, 3_453_090, 452_460, 3_453_090, 452_460, 3_453_110, 452_430, 3_453_090,
  ]);
});

it('keeps rings closed', () => {
  const [ring] = transformMultiPolygon([[outer]], zone36, requireSystem('EPSG:4490'))[0] ?? [];
  expect(ring?.subarray(0, 2)).toEqual(ring?.subarray(-2));
  expect(ring?.[0]).toBeCloseTo(107.4995086258, 9);
});

it('returns the geometry itself where the system is the same', () => {
  const input = [[outer]];
  expect(transformMultiPolygon(input, zone36, zone36)).toBe(input);
});
