import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computePlanarArea } from '../../../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { reverseRing } from '../../../../../shared/domain/geometry/orientRings.ts';
import { splitPolygon } from '../../../../../shared/domain/geometry/splitPolygon.ts';
import { ring, square, squareRing, star } from '../../../../support/buildPolygon.ts';
import { createRandom } from '../../../../support/createRandom.ts';
import { halveGeometry } from '../../../../support/halveGeometry.ts';
import { unwrap } from '../../../../support/unwrap.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

function expectSameLand(parts: MultiPolygon, original: MultiPolygon): void {
  engine.scope(() => {
    const shapes = parts.map((part) => unwrap(engine.fromMultiPolygon([part])));
    for (const shape of shapes) expect(unwrap(engine.validity(shape))).toEqual({ valid: true });
    const union = unwrap(engine.unionAll(shapes)).shape;
    const whole = unwrap(engine.fromMultiPolygon(original));
    const apart = engine.area(unwrap(engine.symmetricDifference(union, whole)).shape);
    const area = engine.area(whole);
    // Crossing points are rounded to doubles: some nanometres along the cut edges at coordinates of 4e7.
    expect(apart).toBeLessThan(area * 1e-11);
    expect(Math.abs(computePlanarArea(parts) - area)).toBeLessThan(area * 1e-11);
  });
}

describe('splitPolygon', () => {
  //  +---|------+
  //  | +-|-+ +-+|   the cut at x = 3 meets the first hole and passes the second
  //  | +-|-+ +-+|
  //  +---|------+
  const polygon = [squareRing(0, 0, 10), squareRing(2, 4, 2), squareRing(6, 4, 2)];

  it('cuts through a hole and gives an untouched hole to its side', () => {
    const { low, high } = splitPolygon(polygon, 'x', 3);
    expect(computePlanarArea(low)).toBe(30 - 2);
    expect(computePlanarArea(high)).toBe(70 - 2 - 4);
    expect(low.map((part) => part.length)).toEqual([1]);
    expect(high.map((part) => part.length)).toEqual([2]);
    expectSameLand([...low, ...high], [polygon]);
  });

  it('does not mind ring directions', () => {
    const turned = [reverseRing(polygon[0] as Float64Array), polygon[1] as Float64Array];
    const { low, high } = splitPolygon(turned, 'y', 5);
    expect(computePlanarArea(low) + computePlanarArea(high)).toBe(96);
    expectSameLand([...low, ...high], [turned]);
  });

  it('falls into several parts where the cut passes between teeth', () => {
    //  +-+ +-+ +-+
    //  | +-+ +-+ |   cut above the bars: three teeth above, one comb below
    //  +---------+
    const comb = [
      ring([0, 0], [5, 0], [5, 2], [4, 2], [4, 1], [3, 1], [3, 2], [2, 2], [2, 1], [1, 1], [1, 2], [0, 2]),
    ];
    const { low, high } = splitPolygon(comb, 'y', 1.5);
    expect([low.length, high.length]).toEqual([1, 3]);
    expectSameLand([...low, ...high], [comb]);
  });

  it('leaves a polygon on one side alone', () => {
    const { low, high } = splitPolygon([squareRing(0, 0, 1)], 'x', 5);
    expect(low).toEqual(square(0, 0, 1));
    expect(high).toEqual([]);
  });

  it('keeps a hole a hole where both edges of its spike cross the cut in one place', () => {
    const hole = ring([2, 5], [1.8181818181818181, 4.636363636363637], [2.5000000000000004, 4.5], [1, 6]);
    for (const polygon of [
      [squareRing(0, 0, 10), hole],
      [squareRing(0, 0, 10), reverseRing(hole)],
    ]) {
      for (const [axis, cut] of [
        ['x', 1.42359846],
        ['y', 5.57640154],
      ] as const) {
        const { low, high } = splitPolygon(polygon, axis, cut);
        expect(computePlanarArea([...low, ...high])).toBeCloseTo(computePlanarArea([polygon]), 9);
      }
    }
  });
});

describe('splitPolygon, again and again', () => {
  it('cuts a ragged lake with islands into small valid parts that make up the whole', () => {
    const random = createRandom(7);
    const shore = star(
      40_500_000,
      3_500_000,
      Array.from({ length: 5000 }, () => 800 + 400 * random()),
    );
    const islands = Array.from({ length: 12 }, (_, i) => {
      const angle = (i / 12) * 2 * Math.PI;
      const [x, y] = [40_500_000 + 500 * Math.cos(angle), 3_500_000 + 500 * Math.sin(angle)];
      return star(
        x,
        y,
        Array.from({ length: 60 }, () => 40 + 30 * random()),
      )[0]?.[0] as Float64Array;
    });
    const lake = [[...(shore[0] ?? []), ...islands]];
    const parts = halveGeometry(lake, 6);
    expect(parts.length).toBeGreaterThan(60);
    expectSameLand(parts, lake);
  });
});
