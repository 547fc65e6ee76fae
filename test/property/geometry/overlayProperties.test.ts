import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { computePlanarArea } from '../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine, Shape } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { locatePoint } from '../../../shared/domain/geometry/locatePoint.ts';
import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { reverseRing } from '../../../shared/domain/geometry/orientRings.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { metreTolerances } from '../../../shared/domain/geometry/tolerances.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { star } from '../../support/buildPolygon.ts';
import { checkOverlay } from '../../support/checkOverlay.ts';
import { halveGeometry } from '../../support/halveGeometry.ts';
import { unwrap } from '../../support/unwrap.ts';

vi.setConfig({ testTimeout: 60_000 });

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

/** Where plots lie in a 3-degree zone with its number in front. */
const EAST = 40_500_000;
const NORTH = 3_500_000;

const radii = fc.array(fc.double({ min: 1, max: 60, noNaN: true }), { minLength: 3, maxLength: 40 });
const offset = fc.double({ min: -50, max: 50, noNaN: true });

/** A valid plot of up to 40 corners near the same place, so that two of them mostly overlap. */
const plot = fc.tuple(offset, offset, radii).map(([x, y, sizes]) => star(EAST + x, NORTH + y, sizes));

/** Corners on a coarse grid: many shared vertices, collinear and overlapping edges; often invalid. */
const gridRing = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
    minLength: 3,
    maxLength: 9,
  })
  .map((corners) => Float64Array.from([...corners, corners[0] as [number, number]].flat()));
const gridGeometry: fc.Arbitrary<MultiPolygon> = gridRing.map((ring) => [[ring]]);

const load = (geometry: MultiPolygon): Shape => unwrap(engine.fromMultiPolygon(geometry));
const loadRepaired = (geometry: MultiPolygon): Shape => unwrap(engine.repair(load(geometry))).shape;

function startAt(ring: Ring, corner: number): Ring {
  const count = ring.length / 2 - 1;
  const turned = new Float64Array(ring.length);
  for (let i = 0; i <= count; i++)
    turned.set(ring.subarray(2 * ((i + corner) % count), 2 * ((i + corner) % count) + 2), 2 * i);
  return turned;
}

describe('overlay', () => {
  it.each([
    ['plots of a county', plot],
    ['grid shapes with shared edges, repaired first', gridGeometry],
  ])('splits A into A and B, and A without B: %s', (_, geometry) => {
    fc.assert(
      fc.property(geometry, geometry, (first, second) =>
        engine.scope(() => {
          const [a, b] = [loadRepaired(first), loadRepaired(second)];
          const intersection = unwrap(engine.intersection(a, b, { snapGrid: 1e-4 })).shape;
          const difference = unwrap(engine.difference(a, b, { snapGrid: 1e-4 })).shape;
          unwrap(checkOverlay(engine, { a, b, intersection, difference }, metreTolerances()));
          expect(unwrap(engine.validity(difference)).valid).toBe(true);
          expect(unwrap(engine.validity(intersection)).valid).toBe(true);
        }),
      ),
      { numRuns: 300 },
    );
  });

  it('agrees with our own point location at any point', () => {
    fc.assert(
      fc.property(
        plot,
        plot,
        fc.array(fc.tuple(offset, offset), { minLength: 20, maxLength: 20 }),
        (first, second, points) =>
          engine.scope(() => {
            const result = engine.toMultiPolygon(unwrap(engine.difference(load(first), load(second))).shape);
            for (const [dx, dy] of points) {
              const [x, y] = [EAST + dx, NORTH + dy];
              const [inA, inB] = [locatePoint(x, y, first), locatePoint(x, y, second)];
              if (inA === 'boundary' || inB === 'boundary') continue;
              expect(locatePoint(x, y, result)).toBe(
                inA === 'inside' && inB === 'outside' ? 'inside' : 'outside',
              );
            }
          }),
      ),
      { numRuns: 200 },
    );
  });

  it('does not depend on ring start and direction', () => {
    fc.assert(
      fc.property(plot, plot, fc.nat(39), fc.boolean(), (first, second, corner, reversed) =>
        engine.scope(() => {
          const ring = first[0]?.[0] as Ring;
          const turned = startAt(reversed ? reverseRing(ring) : ring, corner);
          const b = load(second);
          const expected = engine.area(unwrap(engine.difference(load(first), b)).shape);
          const actual = engine.area(unwrap(engine.difference(load([[turned]]), b)).shape);
          expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-6);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('does not depend on where in the zone the plots lie', () => {
    const whole = fc.integer({ min: -200_000, max: 200_000 });
    fc.assert(
      fc.property(plot, plot, whole, whole, (first, second, dx, dy) =>
        engine.scope(() => {
          const move = (geometry: MultiPolygon): MultiPolygon =>
            geometry.map((polygon) =>
              polygon.map((ring) => ring.map((value, index) => value + (index % 2 === 0 ? dx : dy))),
            );
          const area = (a: MultiPolygon, b: MultiPolygon) =>
            engine.area(unwrap(engine.difference(load(a), load(b))).shape);
          // Moved coordinates are rounded to some 4 nm each; along 400 m of boundary that is a few mm2.
          expect(Math.abs(area(move(first), move(second)) - area(first, second))).toBeLessThan(1e-4);
        }),
      ),
      { numRuns: 200 },
    );
  });

  it('subtracts several layers in any order alike', () => {
    const five = fc.array(plot, { minLength: 3, maxLength: 5 });
    fc.assert(
      fc.property(plot, five, fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }), (first, layers, keys) =>
        engine.scope(() => {
          const shuffled = layers
            .map((layer, index) => ({ layer, key: keys[index] ?? 0 }))
            .sort((p, q) => p.key - q.key)
            .map(({ layer }) => layer);
          const remaining = (order: readonly MultiPolygon[]) =>
            engine.area(
              order.reduce((left, layer) => unwrap(engine.difference(left, load(layer))).shape, load(first)),
            );
          expect(Math.abs(remaining(shuffled) - remaining(layers))).toBeLessThan(1e-4);
        }),
      ),
      { numRuns: 100 },
    );
  });
});

describe('repair', () => {
  it('makes any closed ring valid, and does nothing the second time', () => {
    fc.assert(
      fc.property(gridGeometry, (geometry) =>
        engine.scope(() => {
          const { shape, areaAfter } = unwrap(engine.repair(load(geometry)));
          expect(unwrap(engine.validity(shape)).valid).toBe(true);
          expect(unwrap(engine.repair(shape)).changed).toBe(false);
          expect(computePlanarArea(engine.toMultiPolygon(shape))).toBeCloseTo(areaAfter, 9);
        }),
      ),
      { numRuns: 500 },
    );
  });
});

describe('splitPolygon', () => {
  it('keeps the area and every point of any repaired geometry', () => {
    const tangle = fc.array(gridRing, { minLength: 3, maxLength: 12 });
    let divided = 0;
    fc.assert(
      fc.property(tangle, (rings) =>
        engine.scope(() => {
          const whole = engine.toMultiPolygon(loadRepaired(rings.map((ring) => [ring])));
          const parts = halveGeometry(whole, 3);
          if (parts.length > whole.length) divided += 1;
          expect(computePlanarArea(parts)).toBeCloseTo(computePlanarArea(whole), 9);
          const union = unwrap(engine.unionAll(parts.map((part) => load([part])))).shape;
          expect(engine.area(unwrap(engine.symmetricDifference(union, load(whole))).shape)).toBeLessThan(
            1e-9,
          );
          for (let x = 0.1137; x < 6; x += 0.7331) {
            for (let y = 0.0731; y < 6; y += 0.7177) {
              const locations = parts.map((part) => locatePoint(x, y, [part]));
              if (locations.includes('boundary')) continue;
              const owners = locations.filter((location) => location === 'inside').length;
              expect(owners).toBe(locatePoint(x, y, whole) === 'inside' ? 1 : 0);
            }
          }
        }),
      ),
      { numRuns: 150 },
    );
    expect(divided).toBeGreaterThan(30);
  });
});

describe('WKB', () => {
  it('gives any coordinates back bit for bit, through our own reader and through GEOS', () => {
    const corner = fc.tuple(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const ring = fc
      .array(corner, { minLength: 3, maxLength: 12 })
      .map((corners) => Float64Array.from([...corners, corners[0] as [number, number]].flat()));
    const geometry = fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(geometry, (value) => {
        expect(unwrap(parseWkb(writeWkb(value))).polygons).toEqual(value);
        engine.scope(() => expect(engine.toMultiPolygon(load(value))).toEqual(value));
      }),
      { numRuns: 300 },
    );
  });
});
