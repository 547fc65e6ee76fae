import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipNear } from '../../../shared/domain/geometry/clipNear.ts';
import { computeCommonArea } from '../../../shared/domain/geometry/commonArea.ts';
import { computePlanarArea } from '../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import { cutInPlainSight } from '../../../shared/domain/geometry/cutInPlainSight.ts';
import type { GeometryEngine, Shape } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { indexRings } from '../../../shared/domain/geometry/indexRings.ts';
import { isSimplePolygon } from '../../../shared/domain/geometry/isSimplePolygon.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { ring, square, star } from '../../support/buildPolygon.ts';
import { createRandom } from '../../support/createRandom.ts';
import { unwrap } from '../../support/unwrap.ts';

/** Eastings with a zone number: where a double has the fewest digits left. */
const X = 39_500_000;
const Y = 3_450_000;
const PAIRS = 4_000;
/** An edge of 100 m moved by the last digit of such an easting. */
const ROUNDING_SQUARE_METERS = 1e-6;

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

function drawPairs(): [MultiPolygon, MultiPolygon][] {
  const random = createRandom(17);
  const draw = (): MultiPolygon => {
    const x = X + random() * 100;
    const y = Y + random() * 100;
    if (random() < 0.3) return square(Math.round(x), Math.round(y), 1 + Math.round(random() * 99));
    return star(
      x,
      y,
      Array.from({ length: 3 + Math.floor(random() * 60) }, () => 5 + random() * 80),
    );
  };
  return Array.from({ length: PAIRS }, () => [draw(), draw()]);
}

const load = (geometry: MultiPolygon): Shape => unwrap(engine.fromMultiPolygon(geometry));

describe('two polygons', () => {
  it('have the area in common that GEOS finds, and that a remainder has none with what was taken', () => {
    for (const [a, b] of drawPairs()) {
      engine.scope(() => {
        const inside = unwrap(engine.intersection(load(a), load(b))).shape;
        const common = computeCommonArea(indexRings(a), indexRings(b));
        expect(Math.abs(common - engine.area(inside))).toBeLessThan(ROUNDING_SQUARE_METERS);
        const rest = indexRings(engine.toMultiPolygon(unwrap(engine.difference(load(a), load(b))).shape));
        expect(computeCommonArea(rest, indexRings(b))).toBeLessThan(ROUNDING_SQUARE_METERS);
        expect(Math.abs(computeCommonArea(rest, indexRings(a)) - rest.area)).toBeLessThan(
          ROUNDING_SQUARE_METERS,
        );
      });
    }
  });

  it('are cut without GEOS as by GEOS, place for place, and into valid parts', () => {
    let cuts = 0;
    for (const [a, b] of drawPairs()) {
      const cut = cutInPlainSight(indexRings(a), [indexRings(b)]);
      if (cut === undefined) continue;
      cuts += 1;
      engine.scope(() => {
        const [first, second] = [load(a), load(b)];
        for (const [own, theirs] of [
          [cut.inside, engine.intersection(first, second)],
          [cut.outside, engine.difference(first, second)],
        ] as const) {
          const shape = load(own);
          expect(unwrap(engine.validity(shape)).valid).toBe(true);
          const between = unwrap(engine.symmetricDifference(shape, unwrap(theirs).shape)).shape;
          expect(engine.area(between)).toBeLessThan(ROUNDING_SQUARE_METERS);
        }
      });
    }
    expect(cuts).toBeGreaterThan(PAIRS * 0.95);
  });

  it('are the same near one of them when the other is clipped', () => {
    for (const [a, b] of drawPairs().slice(0, 1000)) {
      const edges = indexRings(a);
      const clipped = clipNear(b, edges);
      const difference =
        computeCommonArea(edges, indexRings(clipped)) - computeCommonArea(edges, indexRings(b));
      expect(Math.abs(difference)).toBeLessThan(ROUNDING_SQUARE_METERS);
      expect(computePlanarArea(clipped)).toBeLessThanOrEqual(computePlanarArea(b) + ROUNDING_SQUARE_METERS);
    }
  });
});

describe('cutInPlainSight', () => {
  it('leaves to GEOS what touches: a common edge, a common corner, a corner on an edge', () => {
    const plot = indexRings(square(0, 0, 10));
    for (const other of [square(5, 0, 10), square(10, 10, 5), square(10, 2, 5)]) {
      expect(cutInPlainSight(plot, [indexRings(other)])).toBeUndefined();
    }
  });

  it('makes a hole of a ring that lies inside', () => {
    const cut = cutInPlainSight(indexRings(square(0, 0, 10)), [indexRings(square(2, 2, 3))]);
    expect(cut?.outside).toHaveLength(1);
    expect(cut?.outside[0]).toHaveLength(2);
    expect(computePlanarArea(cut?.outside ?? [])).toBe(91);
    expect(computePlanarArea(cut?.inside ?? [])).toBe(9);
  });
});

describe('cutInPlainSight, several at once', () => {
  /** With holes where there is room: land that is hit must end at them. */
  function drawWithHole(random: () => number, spread: number, size: number): MultiPolygon {
    const [x, y] = [X + random() * spread, Y + random() * spread];
    const count = 3 + Math.floor(random() * 100);
    const [[outline = new Float64Array()] = []] = star(
      x,
      y,
      Array.from({ length: count }, () => size * (0.4 + random())),
    );
    const [[hole = new Float64Array()] = []] = star(
      x,
      y,
      [0.1, 0.3, 0.2, 0.3].map((r) => r * size),
    );
    return random() < 0.5 ? [[outline, hole]] : [[outline]];
  }

  it('gives what GEOS gives for the union of them, place for place, in valid parts', () => {
    const random = createRandom(71);
    let [cuts, withHoles] = [0, 0];
    for (let scene = 0; scene < 700; scene++) {
      const subject = drawWithHole(random, 60, 40);
      const others = Array.from({ length: 1 + Math.floor(random() * 4) }, () =>
        drawWithHole(random, 100, 8 + random() * 60),
      );
      engine.scope(() => {
        const shapes = [subject, ...others].map(load);
        // the hole of a narrow star may reach out of it
        if (shapes.some((shape) => !unwrap(engine.validity(shape)).valid)) return;
        const cut = cutInPlainSight(indexRings(subject), others.map(indexRings));
        if (cut === undefined) return;
        cuts += 1;
        const [first, ...rest] = shapes as [Shape, ...Shape[]];
        const union = unwrap(engine.unionAll(rest)).shape;
        for (const [own, theirs] of [
          [cut.inside, engine.intersection(first, union)],
          [cut.outside, engine.difference(first, union)],
        ] as const) {
          if (own.some((polygon) => polygon.length > 1)) withHoles += 1;
          const shape = load(own);
          expect(unwrap(engine.validity(shape)).valid).toBe(true);
          const between = unwrap(engine.symmetricDifference(shape, unwrap(theirs).shape)).shape;
          expect(engine.area(between)).toBeLessThan(ROUNDING_SQUARE_METERS);
        }
      });
    }
    expect(cuts).toBeGreaterThan(350);
    expect(withHoles).toBeGreaterThan(60);
  });

  it('cuts by a long outline as by its part near the plot', () => {
    const random = createRandom(5);
    const coast = star(
      X,
      Y,
      Array.from({ length: 20_000 }, (_, i) => 900 + 90 * Math.sin(i / 7) + random()),
    );
    const indexed = indexRings(coast);
    let hits = 0;
    for (let k = 0; k < 300; k++) {
      const angle = random() * 2 * Math.PI;
      const plot = square(X + 900 * Math.cos(angle), Y + 900 * Math.sin(angle), 20 + random() * 60);
      const cut = cutInPlainSight(indexRings(plot), [indexed]);
      if (cut === undefined) continue;
      engine.scope(() => {
        const near = load(clipNear(coast, indexRings(plot)));
        const expected = unwrap(engine.intersection(load(plot), near)).shape;
        const between = unwrap(engine.symmetricDifference(load(cut.inside), expected)).shape;
        expect(engine.area(between)).toBeLessThan(ROUNDING_SQUARE_METERS);
        if (cut.inside.length > 0 && cut.outside.length > 0) hits += 1;
      });
    }
    expect(hits).toBeGreaterThan(150);
  });
});

describe('isSimplePolygon', () => {
  it('is sure of no ring that GEOS calls invalid, and of nearly all others', () => {
    const random = createRandom(23);
    let sure = 0;
    for (let k = 0; k < 3000; k++) {
      // corners in no order cross more often than not
      const count = 3 + Math.floor(random() * 5);
      const corners = Array.from({ length: count }, () => [
        Math.round(random() * 12),
        Math.round(random() * 12),
      ]);
      const outline = ring(...(corners as [number, number][]));
      const valid = engine.scope(() => unwrap(engine.validity(load([[outline]]))).valid);
      const isSimple = isSimplePolygon([outline]);
      if (isSimple) sure += 1;
      if (isSimple) expect(valid).toBe(true);
    }
    expect(sure).toBeGreaterThan(500);
    const [coast] = star(
      X,
      Y,
      Array.from({ length: 20_000 }, (_, i) => 900 + 90 * Math.sin(i / 7) + random()),
    );
    expect(isSimplePolygon(coast ?? [])).toBe(true);
    const knotted = Float64Array.from(coast?.[0] ?? []);
    // one vertex thrown across the others
    knotted[20_000] = X + 5_000;
    expect(isSimplePolygon([knotted])).toBe(false);
  });

  it('finds a small knot anywhere in a long ring', () => {
    const random = createRandom(29);
    let knots = 0;
    let sure = 0;
    for (let k = 0; k < 600; k++) {
      const [coast = new Float64Array()] =
        star(
          0,
          0,
          Array.from({ length: 64 + Math.floor(random() * 150) }, () => 90 + random() * random() * 9),
        )[0] ?? [];
      const knotted = Float64Array.from(coast);
      // two vertices near each other take each other's places
      const first = 2 + 2 * Math.floor(random() * (coast.length / 2 - 8));
      const second = first + 2 * (1 + Math.floor(random() * 3));
      const [one, other] = [coast.slice(first, first + 2), coast.slice(second, second + 2)];
      knotted.set(other, first);
      knotted.set(one, second);
      const valid = engine.scope(() => unwrap(engine.validity(load([[knotted]]))).valid);
      if (!valid) knots += 1;
      const isSimple = isSimplePolygon([knotted]);
      if (isSimple) sure += 1;
      if (isSimple) expect(valid).toBe(true);
    }
    expect(knots).toBeGreaterThan(100);
    expect(sure).toBeGreaterThan(50);
  });
});
