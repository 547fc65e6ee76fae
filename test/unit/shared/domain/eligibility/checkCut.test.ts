import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine, Shape } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { metreTolerances } from '../../../../../shared/domain/geometry/tolerances.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { checkOverlay } from '../../../../support/checkOverlay.ts';
import { unwrap } from '../../../../support/unwrap.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

const load = (geometry: MultiPolygon): Shape => unwrap(engine.fromMultiPolygon(geometry));
const loadRepaired = (geometry: MultiPolygon): Shape => unwrap(engine.repair(load(geometry))).shape;

/** Holds `a` without `b` against both, or what somebody claims it to be. */
const check = (a: Shape, b: Shape, claimed?: MultiPolygon) =>
  checkOverlay(
    engine,
    {
      ...{ a, b, intersection: unwrap(engine.intersection(a, b)).shape },
      difference: claimed === undefined ? unwrap(engine.difference(a, b)).shape : load(claimed),
    },
    metreTolerances(),
  );

it('accepts a true overlay', () => {
  engine.scope(() => unwrap(check(load(square(0, 0, 2)), load(square(1, 1, 2)))));
});

it.each([
  ['lost area', square(0, 0, 1)],
  ['a remainder that leaves the plot', [[ring([-1, 0], [2, 0], [2, 1], [-1, 1])]]],
  ['a remainder that still overlaps', [[ring([0, 0], [2, 0], [2, 1.5], [0, 1.5])]]],
])('catches %s', (_, wrong) => {
  engine.scope(() => {
    const checked = check(load(square(0, 0, 2)), load(square(1, 1, 2)), wrong);
    expect(checked).toMatchObject({ ok: false, failure: { code: 'INVARIANT' } });
  });
});

it.each([
  [ring([1, 2], [2, 0], [5, 3], [0, 3], [0, 0], [2, 5], [4, 0]), ring([3, 0], [0, 3], [0, 2], [3, 2])],
  [ring([0, 2], [0, 1], [5, 3], [5, 0]), ring([4, 0], [2, 5], [4, 1])],
  [ring([0, 4], [4, 6], [1, 0], [2, 3]), ring([2, 5], [0, 3], [3, 5], [0, 6])],
])('is not misled where an overlay of the remainder with its inputs is wrong (case %#)', (first, second) => {
  engine.scope(() => {
    const [a, b] = [loadRepaired([[first]]), loadRepaired([[second]])];
    const { shape: rest } = unwrap(engine.difference(a, b));
    // GEOS, asked again (should it ever answer rightly, this case has nothing left to show): the remainder overlaps what was taken away, or leaves the plot
    const overlap = engine.area(unwrap(engine.intersection(rest, b)).shape);
    const astray = engine.area(rest) - engine.area(unwrap(engine.intersection(rest, a)).shape);
    expect(Math.max(overlap, astray)).toBeGreaterThan(0.5);
    unwrap(check(a, b));
  });
});
