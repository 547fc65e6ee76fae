import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import type { Polygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { requireSystem, toRing } from '../../support/coordinates.ts';

const zone = createAreaMeter(requireSystem('EPSG:4545'), { edgeSplitMeters: 70 });
const lonLat = createAreaMeter(requireSystem('EPSG:4490'), { edgeSplitMeters: 70 });
const RUNS = { numRuns: 10_000 };
vi.setConfig({ testTimeout: 60_000 });

/** A star around a centre, and two square holes beside each other near that centre. */
interface Star {
  readonly centre: readonly [number, number];
  readonly radii: readonly number[];
}

const radii = fc.array(fc.double({ min: 0.4, max: 1, noNaN: true }), { minLength: 3, maxLength: 24 });
const stars: fc.Arbitrary<Star> = fc.record({
  centre: fc.tuple(
    fc.double({ min: 74, max: 135, noNaN: true }),
    fc.double({ min: 4, max: 53, noNaN: true }),
  ),
  radii,
});
const inZone: fc.Arbitrary<Star> = fc.record({
  centre: fc.tuple(
    fc.double({ min: 350_000, max: 650_000, noNaN: true }),
    fc.double({ min: 2_000_000, max: 5_500_000, noNaN: true }),
  ),
  radii,
});

it('does not depend on where a ring starts or which way it runs', () => {
  for (const [meter, arbitrary, size] of [
    [lonLat, stars, 0.1],
    [zone, inZone, 2000],
  ] as const) {
    fc.assert(
      fc.property(arbitrary, fc.nat(), fc.boolean(), (star, start, reversed) => {
        const vertices = starVertices(star, size);
        const first = start % vertices.length;
        const turned = [...vertices.slice(first), ...vertices.slice(0, first)];
        const other = toRing(reversed ? turned.toReversed() : turned);
        expectSame(meter.computeSquareMeters([[other]]), meter.computeSquareMeters([[toRing(vertices)]]));
      }),
      { numRuns: RUNS.numRuns / 2 },
    );
  }
});

it('does not depend on the order of holes and parts', () => {
  fc.assert(
    fc.property(stars, stars, (star, other) => {
      const polygon = withHoles(star, 0.1);
      const second = withHoles(other, 0.1);
      const swapped: Polygon = [polygon[0] as Ring, polygon[2] as Ring, polygon[1] as Ring];
      expectSame(
        lonLat.computeSquareMeters([second, swapped]),
        lonLat.computeSquareMeters([polygon, second]),
      );
    }),
    RUNS,
  );
});

it('does not depend on the turn that longitudes are counted from', () => {
  fc.assert(
    fc.property(
      stars,
      fc.constantFrom(-360, 360),
      fc.double({ min: -180, max: 180, noNaN: true }),
      (star, turn, west) => {
        const vertices = starVertices({ ...star, centre: [west, star.centre[1]] }, 0.1);
        const turned = vertices.map(([x, y]): [number, number] => [x + turn, y]);
        const folded = vertices.map(([x, y]): [number, number] => [
          ((((x + 180) % 360) + 360) % 360) - 180,
          y,
        ]);
        const area = lonLat.computeSquareMeters([[toRing(vertices)]]);
        expectSame(lonLat.computeSquareMeters([[toRing(turned)]]), area);
        expectSame(lonLat.computeSquareMeters([[toRing(folded)]]), area);
      },
    ),
    RUNS,
  );
});

it('gives a plot one area in every zone that can hold it, and in longitude and latitude', () => {
  const home = requireSystem('EPSG:4545');
  const elsewhere = ['EPSG:4524', 'EPSG:4546', 'EPSG:4507', 'EPSG:4490'].map((code) => {
    const system = requireSystem(code);
    return { system, meter: createAreaMeter(system, { edgeSplitMeters: 70 }) };
  });
  fc.assert(
    fc.property(inZone, fc.constantFrom(...elsewhere), (star, { system, meter }) => {
      const plot = [[toRing(starVertices(star, 100))]];
      const area = zone.computeSquareMeters(plot);
      const there = meter.computeSquareMeters(transformMultiPolygon(plot, home, system));
      expect(Math.abs(there - area)).toBeLessThan(Math.max(0.05, 1e-6 * area));
    }),
    { numRuns: 2000 },
  );
});

function expectSame(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-10 * expected);
}

function starVertices({ centre: [x, y], radii: shares }: Star, size: number): [number, number][] {
  return shares.map((share, index) => {
    const angle = (2 * Math.PI * index) / shares.length;
    return [x + size * share * Math.cos(angle), y + size * share * Math.sin(angle)];
  });
}

function withHoles(star: Star, size: number): Polygon {
  const [x, y] = star.centre;
  const hole = (offset: number, half: number) =>
    toRing([
      [x + offset - half, y - half],
      [x + offset + half, y - half],
      [x + offset + half, y + half],
      [x + offset - half, y + half],
    ]);
  return [toRing(starVertices(star, size)), hole(-0.05 * size, 0.02 * size), hole(0.05 * size, 0.01 * size)];
}
