import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAreaMeter, DEFAULT_AREA_SETTINGS } from '../../../shared/domain/area/areaMeter.ts';
import { roundHalfAwayFromZero } from '../../../shared/domain/area/rounding.ts';
import { type CoordinateSystem, findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { closePartAreas, splitPlot } from '../../../shared/domain/review/splitPlot.ts';
import { squareRing, star } from '../../support/buildPolygon.ts';
import { unwrap } from '../../support/unwrap.ts';
import { writeLineWkb } from '../../support/writeLineWkb.ts';

const [centreX, centreY] = [36_452_300, 3_453_100];
const meter = createAreaMeter(findCoordinateSystem('EPSG:4524') as CoordinateSystem, DEFAULT_AREA_SETTINGS);

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

/** A star with, in some runs, a hole in its middle. */
const plot: fc.Arbitrary<MultiPolygon> = fc
  .record({
    radii: fc.array(fc.double({ min: 30, max: 140, noNaN: true }), { minLength: 3, maxLength: 24 }),
    hole: fc.boolean(),
  })
  .map(({ radii, hole }) => {
    const [polygon] = star(centreX, centreY, radii);
    return [[...(polygon ?? []), ...(hole ? [squareRing(centreX - 4, centreY - 4, 8)] : [])]];
  });
/** Lines from outside to outside, with a bend or several anywhere. */
const line = fc
  .array(
    fc.tuple(
      fc.double({ min: -160, max: 160, noNaN: true }),
      fc.double({ min: -160, max: 160, noNaN: true }),
    ),
    {
      minLength: 0,
      maxLength: 4,
    },
  )
  .chain((bends) =>
    fc
      .double({ min: 0, max: Math.PI, noNaN: true })
      .map((angle) => [
        [300 * Math.cos(angle), 300 * Math.sin(angle)] as const,
        ...bends,
        [-300 * Math.cos(angle), -300 * Math.sin(angle)] as const,
      ]),
  )
  .map((vertices) => writeLineWkb(...vertices.map(([x, y]) => [centreX + x, centreY + y] as const)));

/** Planar area of what two geometries share and of what they cover together. */
function overlay(first: MultiPolygon, second: MultiPolygon): { common: number; different: number } {
  return engine.scope(() => {
    const [a, b] = [unwrap(engine.fromMultiPolygon(first)), unwrap(engine.fromMultiPolygon(second))];
    return {
      common: engine.area(unwrap(engine.intersection(a, b)).shape),
      different: engine.area(unwrap(engine.symmetricDifference(a, b)).shape),
    };
  });
}

const hundredths = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + Math.round(value * 100), 0);

describe('cutting a plot', () => {
  it('gives parts that cover the plot, do not overlap, and whose printed areas close', () => {
    let cuts = 0;
    fc.assert(
      fc.property(plot, line, (shape, cut) => {
        const parts = unwrap(splitPlot(engine, [shape], cut));
        if (parts.length > 1) cuts++;
        const together = engine.scope(() =>
          engine.toMultiPolygon(
            unwrap(engine.unionAll(parts.map((part) => unwrap(engine.fromMultiPolygon(part))))).shape,
          ),
        );
        expect(overlay(together, shape).different).toBeLessThan(1e-4);
        for (const [index, part] of parts.entries()) {
          for (const other of parts.slice(index + 1)) {
            expect(overlay(part, other).common).toBeLessThan(1e-5);
          }
        }
        const whole = meter.computeSquareMeters(shape);
        const areas = closePartAreas(meter, parts, whole);
        expect(hundredths(areas.map((area) => area.printedSquareMeters))).toBe(
          Math.round(roundHalfAwayFromZero(whole, 2) * 100),
        );
        expect(hundredths(areas.map((area) => area.printedMu))).toBe(
          Math.round(roundHalfAwayFromZero((whole * 15) / 10_000, 2) * 100),
        );
        for (const { squareMeters, printedSquareMeters } of areas) {
          expect(Math.abs(squareMeters - printedSquareMeters)).toBeLessThan(0.02);
        }
      }),
      { numRuns: 400 },
    );
    // the lines go through the middle: nearly every one parts something
    expect(cuts).toBeGreaterThan(350);
  });

  it('cuts parts again and leaves those the line does not meet as they were', () => {
    fc.assert(
      fc.property(plot, line, line, (shape, first, second) => {
        const before = unwrap(splitPlot(engine, [shape], first));
        const after = unwrap(splitPlot(engine, before, second));
        expect(after.length).toBeGreaterThanOrEqual(before.length);
        const areas = (parts: readonly MultiPolygon[]) =>
          parts.reduce((sum, part) => sum + meter.computeSquareMeters(part), 0);
        expect(Math.abs(areas(after) - areas(before))).toBeLessThan(0.05);
      }),
      { numRuns: 150 },
    );
  });
});
