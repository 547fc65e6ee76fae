import { expect, it } from 'vitest';
import { degreeTolerances } from '../../../../../shared/domain/geometry/tolerances.ts';

it('holds a hundredth of a square metre in degrees as well', () => {
  // 0.1 m by 0.1 m at latitude 30: one degree is 111.32 km, times cos 30 to the east.
  const expected = (0.1 / 111_320) * (0.1 / (111_320 * Math.cos(Math.PI / 6)));
  expect(degreeTolerances(30).overlapArea / expected).toBeCloseTo(1, 12);
});
