import { describe, expect, it } from 'vitest';
import { computePlanarArea } from '../../../../../shared/domain/geometry/computePlanarArea.ts';
import { splitAtTouches } from '../../../../../shared/domain/geometry/splitAtTouches.ts';
import { ring, squareRing } from '../../../../support/buildPolygon.ts';

const areas = (rings: readonly Float64Array[]) => rings.map((part) => computePlanarArea([[part]])).sort();

describe('splitAtTouches', () => {
  it('leaves a simple ring as it is', () => {
    const { outers, holes } = splitAtTouches(squareRing(0, 0, 2));
    expect(areas(outers)).toEqual([4]);
    expect(holes).toEqual([]);
  });

  it('finds the hole of a ring that turns inwards at a vertex', () => {
    // At 0 0 the path leaves the square for an inner triangle, against its direction.
    const inverted = ring([0, 0], [4, 0], [4, 4], [0, 4], [0, 0], [1, 2], [2, 1]);
    const { outers, holes } = splitAtTouches(inverted);
    expect(areas(outers)).toEqual([16]);
    expect(areas(holes)).toEqual([1.5]);
  });

  it('finds the parts of a ring that turns outwards at a vertex', () => {
    const exverted = ring([0, 0], [1, 0], [1, 1], [2, 1], [2, 2], [1, 2], [1, 1], [0, 1]);
    const { outers, holes } = splitAtTouches(exverted);
    expect(areas(outers)).toEqual([1, 1]);
    expect(holes).toEqual([]);
  });

  it('drops spikes', () => {
    const { outers } = splitAtTouches(ring([0, 0], [2, 0], [5, 0], [2, 0], [2, 2], [0, 2]));
    expect(areas(outers)).toEqual([4]);
  });
});
