import type { GeometryEngine } from '../../shared/domain/geometry/GeometryEngine.ts';
import { ring, square, star } from './buildPolygon.ts';
import { createRandom } from './createRandom.ts';
import { unwrap } from './unwrap.ts';

/**
 * Runs `count` engine operations of every kind on small random plots: reads, overlays, repairs, predicates,
 * prepared and kept shapes, and refusals, because a leak hides where something fails. Returns operations done.
 */
export function runGeometryOperations(engine: GeometryEngine, count: number, seed: number): number {
  const random = createRandom(seed);
  let done = 0;
  while (done < count) {
    const [a, b] = [randomPlot(random), randomPlot(random)];
    done += engine.scope(() => {
      const [first, second] = [unwrap(engine.fromMultiPolygon(a)), unwrap(engine.fromMultiPolygon(b))];
      const difference = unwrap(engine.difference(first, second)).shape;
      const intersection = unwrap(engine.intersection(first, second, { fixedGrid: 1e-4 })).shape;
      engine.toMultiPolygon(difference);
      unwrap(engine.unionAll([first, second, intersection]));
      const tangled = unwrap(engine.fromMultiPolygon([[ring([0, 0], [2, 2 + random()], [2, 0], [0, 2])]]));
      unwrap(engine.validity(tangled));
      unwrap(engine.repair(tangled));
      engine.difference(tangled, first); // climbs the ladder or answers at once
      unwrap(engine.interiorPoint(difference));
      unwrap(engine.buffer(difference, 1));
      const refused = [
        engine.fromWkb(engine.toWkb(first).subarray(0, 20)),
        engine.buffer(first, Number.NaN),
        engine.fromMultiPolygon([[Float64Array.of(0, 0, 1, 1)]]),
      ];
      if (refused.some((result) => result.ok))
        throw new Error('an operation answered that should have refused');
      engine.area(unwrap(engine.fromMultiPolygon(square(0, 0, 1))));
      const prepared = engine.prepare(first);
      unwrap(prepared.intersects(second));
      prepared.dispose();
      engine.keep(second).dispose();
      return 22;
    });
  }
  return done;
}

function randomPlot(random: () => number) {
  const corners = 4 + Math.floor(random() * 8);
  return star(
    40_500_000 + random() * 30,
    3_500_000 + random() * 30,
    Array.from({ length: corners }, () => 10 + 30 * random()),
  );
}
