import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine, Shape } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { ring, square, squareRing } from '../../../../support/buildPolygon.ts';
import { wktToWkb } from '../../../../support/parseWkt.ts';
import { unwrap } from '../../../../support/unwrap.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
beforeEach(() => expect(engine.statistics().liveShapes).toBe(0));
afterAll(() => engine.dispose());

const load = (geometry: MultiPolygon): Shape => unwrap(engine.fromMultiPolygon(geometry));
const loadWkt = (wkt: string): Shape => unwrap(engine.fromWkb(wktToWkb(wkt)));

//  bow-tie: two triangles that meet at 1 1
const bowTie: MultiPolygon = [[ring([0, 0], [2, 2], [2, 0], [0, 2])]];

describe('lifetimes', () => {
  it('frees what a scope made, also when the work throws', () => {
    expect(() =>
      engine.scope(() => {
        load(square(0, 0, 1));
        engine.scope(() => load(square(0, 0, 1)));
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(engine.statistics().liveShapes).toBe(0);
  });

  it('refuses shapes outside a scope, freed shapes and asynchronous work', () => {
    expect(() => engine.fromMultiPolygon(square(0, 0, 1))).toThrow('engine.scope');
    const escaped = engine.scope(() => load(square(0, 0, 1)));
    expect(() => engine.area(escaped)).toThrow('freed');
    expect(() => engine.buffer(escaped, 1)).toThrow('freed');
    expect(() => engine.test('intersects', escaped, escaped)).toThrow('freed');
    expect(engine.scope(() => engine.area(load(square(0, 0, 1))))).toBe(1); // a bug in a caller harms nobody else
    expect(() => engine.scope(async () => {})).toThrow('synchronous');
  });

  it('keeps a shape until it is disposed of, once or more', () => {
    const kept = engine.scope(() => engine.keep(load(square(0, 0, 3))));
    expect(engine.area(kept.shape)).toBe(9);
    kept.dispose();
    kept.dispose();
    expect(() => engine.area(kept.shape)).toThrow('freed');
  });

  it('keeps a prepared shape with its index, and refuses it afterwards', () => {
    const prepared = engine.scope(() => engine.prepare(load(square(0, 0, 10))));
    engine.scope(() => {
      const [inner, touching, apart] = [
        load(square(1, 1, 2)),
        load(square(10, 0, 5)),
        load(square(20, 0, 5)),
      ];
      expect(unwrap(prepared.contains(inner))).toBe(true);
      expect(unwrap(prepared.covers(inner))).toBe(true);
      expect(unwrap(prepared.intersects(touching))).toBe(true);
      expect(unwrap(prepared.contains(touching))).toBe(false);
      expect(unwrap(prepared.disjoint(apart))).toBe(true);
      prepared.dispose();
      expect(() => prepared.intersects(apart)).toThrow('freed');
    });
  });

  it('frees everything when it is disposed of, and refuses further work as data', async () => {
    const second = await createGeometryEngine();
    const kept = second.scope(() => second.keep(unwrap(second.fromMultiPolygon(square(0, 0, 1)))));
    second.dispose();
    kept.dispose();
    const after = second.scope(() => second.fromMultiPolygon(square(0, 0, 1)));
    expect(after).toMatchObject({ ok: false, failure: { code: 'ENGINE_LOST' } });
    expect(engine.scope(() => engine.area(load(square(0, 0, 2))))).toBe(4); // the other engine lives on
  });
});

describe('input', () => {
  it.each([
    ['an unclosed ring', [[Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1)]]],
    ['a ring of two vertices', [[Float64Array.of(0, 0, 0, 0)]]],
    ['a coordinate that is not a number', [[Float64Array.of(0, 0, 1, 0, Number.NaN, 1, 0, 0)]]],
    ['an infinite coordinate', [[Float64Array.of(0, 0, 1, 0, Number.POSITIVE_INFINITY, 1, 0, 0)]]],
  ])('refuses %s as INVALID_INPUT', (_, geometry) => {
    engine.scope(() => {
      expect(engine.fromMultiPolygon(geometry)).toMatchObject({
        ok: false,
        failure: { code: 'INVALID_INPUT' },
      });
    });
  });

  it('gives polygons and WKB back as they came', () => {
    engine.scope(() => {
      const geometry = [[squareRing(0.1, 0.7, 10), squareRing(3, 3, 1 / 3)]];
      const shape = load(geometry);
      expect(engine.toMultiPolygon(shape)).toEqual(geometry);
      expect(engine.toMultiPolygon(unwrap(engine.fromWkb(engine.toWkb(shape))))).toEqual(geometry);
      expect(engine.vertexCount(shape)).toBe(10);
      expect(engine.bounds(shape)).toEqual({ minX: 0.1, minY: 0.7, maxX: 10.1, maxY: 10.7 });
    });
  });

  it('takes an empty geometry', () => {
    engine.scope(() => {
      const empty = load([]);
      expect(engine.isEmpty(empty)).toBe(true);
      expect(engine.bounds(empty)).toBeUndefined();
      expect(unwrap(engine.interiorPoint(empty))).toBeUndefined();
      expect(unwrap(engine.distance(empty, load(square(0, 0, 1))))).toBe(Number.POSITIVE_INFINITY);
      expect(engine.toMultiPolygon(unwrap(engine.unionAll([])).shape)).toEqual([]);
      expect(engine.area(unwrap(engine.difference(load(square(0, 0, 2)), empty)).shape)).toBe(4);
    });
  });
});

describe('validity and repair', () => {
  it('names the reason and the place', () => {
    engine.scope(() => {
      expect(unwrap(engine.validity(load(bowTie)))).toEqual({
        valid: false,
        reason: 'Self-intersection',
        x: 1,
        y: 1,
      });
      expect(unwrap(engine.validity(load(square(0, 0, 1))))).toEqual({ valid: true });
    });
  });

  it('repairs a bow-tie into its two triangles and tells both areas', () => {
    engine.scope(() => {
      const repair = unwrap(engine.repair(load(bowTie)));
      expect(repair).toMatchObject({ changed: true, areaBefore: 0, areaAfter: 2 });
      expect(unwrap(engine.validity(repair.shape)).valid).toBe(true);
      expect(engine.toMultiPolygon(repair.shape)).toHaveLength(2);
    });
  });

  it('merges overlapping parts instead of losing what they share', () => {
    engine.scope(() => {
      const repair = unwrap(engine.repair(load([...square(0, 0, 2), ...square(1, 1, 2)])));
      expect(repair).toMatchObject({ changed: true, areaBefore: 8, areaAfter: 7 });
    });
  });

  it('returns a valid shape itself', () => {
    engine.scope(() => {
      const shape = load(square(0, 0, 2));
      expect(unwrap(engine.repair(shape))).toEqual({
        shape,
        changed: false,
        method: 'none',
        areaBefore: 4,
        areaAfter: 4,
      });
    });
  });

  it('falls back to the linework method where GEOS refuses the first', () => {
    engine.scope(() => {
      // Found by the property tests: the ring runs out along its top edge and back twice.
      const ringBackOnItself = ring([0, 4], [2, 4], [0, 4], [0, 0], [2, 4]);
      const repair = unwrap(engine.repair(load([[ringBackOnItself]])));
      expect(repair).toMatchObject({ changed: true, method: 'linework' });
      expect(unwrap(engine.validity(repair.shape)).valid).toBe(true);
    });
  });

  it('leaves nothing of a ring that has collapsed', () => {
    engine.scope(() => {
      const repair = unwrap(engine.repair(load([[Float64Array.of(0, 0, 5, 5, 0, 0, 0, 0)]])));
      expect(repair).toMatchObject({ changed: true, areaAfter: 0 });
      expect(engine.toMultiPolygon(repair.shape)).toEqual([]);
    });
  });
});

describe('overlay', () => {
  it('computes the four operations of two squares', () => {
    engine.scope(() => {
      const [a, b] = [load(square(0, 0, 2)), load(square(1, 1, 2))];
      const areaOf = (result: ReturnType<GeometryEngine['union']>) => engine.area(unwrap(result).shape);
      expect(areaOf(engine.intersection(a, b))).toBe(1);
      expect(areaOf(engine.difference(a, b))).toBe(3);
      expect(areaOf(engine.union(a, b))).toBe(7);
      expect(areaOf(engine.symmetricDifference(a, b))).toBe(6);
      expect(unwrap(engine.union(a, b)).rung).toBe('direct');
    });
  });

  it('drops the line where neighbours only touch, unless asked to keep it', () => {
    engine.scope(() => {
      const [a, b] = [load(square(0, 0, 1)), load(square(1, 0, 1))];
      expect(engine.toMultiPolygon(unwrap(engine.intersection(a, b)).shape)).toEqual([]);
      const all = unwrap(engine.intersection(a, b, { keep: 'all' })).shape;
      expect(engine.isEmpty(all)).toBe(false);
      expect(engine.area(all)).toBe(0);
    });
  });

  it('unites many at once and leaves the members alive', () => {
    engine.scope(() => {
      const shapes = Array.from({ length: 100 }, (_, i) => load(square(i % 10, Math.floor(i / 10), 1)));
      const union = unwrap(engine.unionAll(shapes)).shape;
      expect(engine.area(union)).toBe(100);
      expect(engine.toMultiPolygon(union)).toHaveLength(1);
      expect(shapes.map((shape) => engine.area(shape)).every((area) => area === 1)).toBe(true);
    });
  });

  it('computes on a fixed grid when asked', () => {
    engine.scope(() => {
      const a = load([[ring([0.2, 0.1], [10.3, 0], [10, 9.8], [0, 10])]]);
      const result = unwrap(engine.intersection(a, load(square(-5, -5, 30)), { fixedGrid: 1 }));
      expect(result.rung).toBe('fixed-grid');
      expect(engine.area(result.shape)).toBe(100);
    });
  });

  it('returns a refusal as data and stays usable', () => {
    engine.scope(() => {
      const mixed = loadWkt('GEOMETRYCOLLECTION(POINT(0 0),LINESTRING(0 0,1 1),POLYGON((0 0,1 0,1 1,0 0)))');
      const refused = engine.buffer(load(square(0, 0, 1)), Number.NaN);
      for (const result of [engine.symmetricDifference(mixed, mixed), refused]) {
        if (!result.ok) expect(result.failure.message).not.toBe('');
      }
      expect(engine.area(load(square(0, 0, 3)))).toBe(9);
    });
  });
});

describe('predicates and measures', () => {
  it('answers predicates for points and lines too', () => {
    engine.scope(() => {
      const plot = load(square(0, 0, 10));
      expect(unwrap(engine.test('contains', plot, loadWkt('POINT(5 5)')))).toBe(true);
      expect(unwrap(engine.test('contains', plot, loadWkt('POINT(10 5)')))).toBe(false);
      expect(unwrap(engine.test('covers', plot, loadWkt('POINT(10 5)')))).toBe(true);
      expect(unwrap(engine.test('crosses', loadWkt('LINESTRING(-5 5,15 5)'), plot))).toBe(true);
      expect(unwrap(engine.test('touches', plot, load(square(10, 0, 1))))).toBe(true);
    });
  });

  it('measures distance, buffers and finds a point inside a ring-shaped plot', () => {
    engine.scope(() => {
      expect(unwrap(engine.distance(load(square(0, 0, 1)), load(square(4, 5, 1))))).toBe(5);
      // A square of side 2 grown by 1: 4 + 4*2*1 + an octant-approximated circle of radius 1.
      const circle = 16 * Math.sin(Math.PI / 16); // inscribed polygon with 4 * 8 corners
      expect(engine.area(unwrap(engine.buffer(load(square(0, 0, 2)), 1)))).toBeCloseTo(12 + circle, 9);
      const point = unwrap(engine.interiorPoint(load([[squareRing(0, 0, 10), squareRing(1, 1, 8)]])));
      expect(point !== undefined && (point.x < 1 || point.x > 9 || point.y < 1 || point.y > 9)).toBe(true);
    });
  });

  it('clips to bounds', () => {
    engine.scope(() => {
      const bounds = { minX: 1, minY: 1, maxX: 20, maxY: 2 };
      expect(engine.area(unwrap(engine.clipToBounds(load(square(0, 0, 10)), bounds)))).toBe(9);
    });
  });
});
