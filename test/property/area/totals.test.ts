import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import {
  distributeByLargestRemainder,
  roundedSum,
  sumOfRounded,
} from '../../../shared/domain/area/totals.ts';
import {
  AREA_DECIMALS,
  squareMetersToHectares,
  squareMetersToMu,
} from '../../../shared/domain/area/units.ts';

const RUNS = { numRuns: 10_000 };
vi.setConfig({ testTimeout: 60_000 });
const areas = fc.array(fc.double({ min: 0, max: 5e6, noNaN: true }), { minLength: 1, maxLength: 60 });
const units = [
  { toUnit: (areaSquareMeters: number) => areaSquareMeters, decimals: AREA_DECIMALS.squareMeters },
  { toUnit: squareMetersToMu, decimals: AREA_DECIMALS.mu },
  { toUnit: squareMetersToHectares, decimals: AREA_DECIMALS.hectares },
];

it('makes square metres, 亩 and hectares shown in a table add up to the total shown', () => {
  fc.assert(
    fc.property(areas, fc.constantFrom(...units), (table, { toUnit, decimals }) => {
      const values = table.map(toUnit);
      const shown = distributeByLargestRemainder(values, decimals);
      expect(addAsShown(shown, decimals)).toBe(roundedSum(values, decimals).toFixed(decimals));
      for (const [index, part] of shown.entries()) {
        expect(Math.abs(part - (values[index] as number))).toBeLessThan(1.000001 * 10 ** -decimals);
      }
    }),
    RUNS,
  );
});

it('makes parts add up to a registered area given as control total', () => {
  fc.assert(
    fc.property(areas, fc.double({ min: 0.01, max: 1e8, noNaN: true }), (values, control) => {
      fc.pre(values.some((value) => value > 1e-6));
      const shown = distributeByLargestRemainder(values, 2, control);
      expect(addAsShown(shown, 2)).toBe(roundedSum([control], 2).toFixed(2));
    }),
    RUNS,
  );
});

it('names two totals: of what is shown, and of what is measured', () => {
  fc.assert(
    fc.property(areas, (values) => {
      const shown = values.map((value) => roundedSum([value], 2));
      expect(sumOfRounded(values, 2).toFixed(2)).toBe(addAsShown(shown, 2));
    }),
    RUNS,
  );
});

it('gives the same parts however the table is sorted, up to the order of ties', () => {
  fc.assert(
    fc.property(areas, (values) => {
      const forwards = distributeByLargestRemainder(values, 2);
      const backwards = distributeByLargestRemainder(values.toReversed(), 2);
      expect(forwards.toSorted((a, b) => a - b)).toEqual(backwards.toSorted((a, b) => a - b));
    }),
    RUNS,
  );
});

/** Adds decimals as a person with a pencil does: whole hundredths, from the printed digits. */
function addAsShown(values: readonly number[], decimals: number): string {
  let sum = 0n;
  for (const value of values) sum += BigInt(value.toFixed(decimals).replace('.', ''));
  const digits = sum.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
