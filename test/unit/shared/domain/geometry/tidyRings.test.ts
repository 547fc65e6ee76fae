import { describe, expect, it } from 'vitest';
import { tidyRings } from '../../../../../shared/domain/geometry/tidyRings.ts';
import { square, squareRing } from '../../../../support/buildPolygon.ts';

describe('tidyRings', () => {
  it('leaves good rings alone', () => {
    expect(tidyRings(square(0, 0, 1))).toEqual({
      geometry: square(0, 0, 1),
      closedRings: 0,
      droppedRings: 0,
    });
  });

  it('closes open rings and drops holes without area, counting both', () => {
    const open = Float64Array.of(0, 0, 4, 0, 4, 4);
    const pointHole = Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1);
    expect(tidyRings([[open, pointHole], [squareRing(9, 9, 1)]])).toEqual({
      geometry: [[Float64Array.of(0, 0, 4, 0, 4, 4, 0, 0)], [squareRing(9, 9, 1)]],
      closedRings: 1,
      droppedRings: 1,
    });
  });

  it('drops the holes of an outer ring that is dropped', () => {
    const line = Float64Array.of(0, 0, 1, 1, 0, 0);
    expect(tidyRings([[line, squareRing(0, 0, 1)]])).toEqual({
      geometry: [],
      closedRings: 0,
      droppedRings: 2,
    });
  });
});
