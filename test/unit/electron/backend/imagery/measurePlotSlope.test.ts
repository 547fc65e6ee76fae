import { expect, it } from 'vitest';
import { measurePlotSlope } from '../../../../../electron/backend/imagery/measurePlotSlope.ts';

const box = (left: number, top: number, right: number, bottom: number) => [
  [Float64Array.of(left, top, right, top, right, bottom, left, bottom, left, top)],
];

/** West half of 10 × 10 cells at one slope, east half at another. */
function halves(west: number, east: number) {
  const degrees = Float32Array.from({ length: 100 }, (_, i) => (i % 10 < 5 ? west : east));
  return { degrees, columns: 10, rows: 10 };
}

it('takes the grade of the larger part and tells the shares', () => {
  const slope = measurePlotSlope(box(1, 0, 7, 10), halves(10, 30));
  expect(slope.grade).toBe(3);
  expect(slope.shares[2]).toBeCloseTo(4 / 6, 6);
  expect(slope.shares[4]).toBeCloseTo(2 / 6, 6);
});

it('takes the steeper of equal parts', () => {
  expect(measurePlotSlope(box(0, 0, 10, 10), halves(10, 30)).grade).toBe(5);
});

it('puts the limits into the lower grade, as GDPDJB does', () => {
  const gradeAt = (degrees: number) => measurePlotSlope(box(0, 0, 5, 5), halves(degrees, 0)).grade;
  expect([2, 2.01, 6, 15, 25, 25.01].map(gradeAt)).toEqual([1, 2, 2, 3, 4, 5]);
});

it('samples a plot smaller than a cell by its own area', () => {
  const slope = measurePlotSlope(box(4.8, 3.1, 5.1, 3.4), halves(1, 20));
  expect(slope.grade).toBe(1);
  expect(slope.shares[0]).toBeCloseTo(2 / 3, 1);
});

it('leaves holes and cells without a slope out, and says when nothing is known', () => {
  const [[outer]] = box(0, 0, 10, 10) as [[Float64Array]];
  const [[inner]] = box(0, 0, 5, 10) as [[Float64Array]];
  expect(measurePlotSlope([[outer, inner]], halves(1, 20)).grade).toBe(4);
  expect(measurePlotSlope(box(0, 0, 10, 10), halves(1, Number.NaN)).shares[0]).toBe(1);
  expect(measurePlotSlope(box(20, 20, 30, 30), halves(1, 20)).grade).toBeNull();
});
