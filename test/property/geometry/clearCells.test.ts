import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClearCells } from '../../../shared/domain/geometry/clearCells.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { indexRings } from '../../../shared/domain/geometry/indexRings.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { square, star } from '../../support/buildPolygon.ts';
import { createRandom } from '../../support/createRandom.ts';
import { unwrap } from '../../support/unwrap.ts';

const X = 39_500_000;
const Y = 3_450_000;

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

/** Many vertices around a hole with as many. */
function drawRing(random: () => number): MultiPolygon {
  const around = (from: number, to: number): MultiPolygon =>
    star(
      X,
      Y,
      Array.from({ length: 600 }, () => from + random() * (to - from)),
    );
  return [[...around(900, 1000), ...around(300, 350)].flat()];
}

it('says of boxes in and around an outline with a hole what GEOS says, and of most of them', () => {
  const random = createRandom(5);
  const land = drawRing(random);
  const cells = createClearCells(indexRings(land));
  const answers = { inside: 0, outside: 0, unknown: 0 };
  for (let i = 0; i < 3000; i++) {
    const [minX, minY] = [X - 1100 + random() * 2200, Y - 1100 + random() * 2200];
    const side = 1 + random() * 150;
    const answer = cells?.({ minX, minY, maxX: minX + side, maxY: minY + side });
    answers[answer ?? 'unknown'] += 1;
    if (answer === undefined) continue;
    engine.scope(() => {
      const shape = unwrap(engine.fromMultiPolygon(land));
      const box = unwrap(engine.fromMultiPolygon(square(minX, minY, side)));
      const says = engine.test(answer === 'inside' ? 'covers' : 'disjoint', shape, box);
      expect(unwrap(says)).toBe(true);
    });
  }
  expect(answers.inside).toBeGreaterThan(300);
  expect(answers.outside).toBeGreaterThan(100);
  expect(answers.unknown).toBeLessThan(2500);
});

it('does not take the side of a cell beyond it: a box that leaves the outline is left to be asked', () => {
  const cells = createClearCells(indexRings(drawRing(createRandom(6))));
  expect(cells?.({ minX: X - 2000, minY: Y - 10, maxX: X, maxY: Y + 10 })).toBeUndefined();
  expect(cells?.({ minX: X - 2000, minY: Y - 2000, maxX: X - 1990, maxY: Y - 1990 })).toBeUndefined();
});

it('is not made for an outline of few edges', () => {
  expect(createClearCells(indexRings(square(0, 0, 10)))).toBeUndefined();
});
