import { describe, expect, it } from 'vitest';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { createTrapezoidMeasure } from '../../../shared/domain/area/edgeMeasure.ts';
import { computePlanarSquareMeters } from '../../../shared/domain/area/planarArea.ts';
import { computeRingSquareMeters } from '../../../shared/domain/area/ringArea.ts';
import { computeTrapezoidCoefficients } from '../../../shared/domain/area/trapezoidFormula.ts';
import { formatAsHectares, formatAsMu, formatSquareMeters } from '../../../shared/domain/area/units.ts';
import { createTransform } from '../../../shared/domain/crs/createTransform.ts';
import { CGCS2000_ELLIPSOID } from '../../../shared/domain/crs/ellipsoid.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import { unprojectGaussKruger } from '../../../shared/domain/crs/unprojectGaussKruger.ts';
import type { Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { requireSystem, toRing } from '../../support/coordinates.ts';
import smallPlots from './small-plots.json' with { type: 'json' };
import worked from './worked-values.json' with { type: 'json' };

const zone36 = requireSystem('EPSG:4524');
const verticesOnly = createAreaMeter(zone36, { edgeSplitMeters: null });
const split70 = createAreaMeter(zone36, { edgeSplitMeters: 70 });
const lonLat = createAreaMeter(requireSystem('EPSG:4490'), { edgeSplitMeters: 70 });
const measureTrapezoid = createTrapezoidMeasure(CGCS2000_ELLIPSOID);

/** Step 2 alone, from longitude and latitude in degrees. */
function measureBareRing(ring: Ring): number {
  const toRadians = (x: number, y: number, out: Float64Array) => {
    out[0] = (x * Math.PI) / 180;
    out[1] = (y * Math.PI) / 180;
  };
  return computeRingSquareMeters(ring, toRadians, null, measureTrapezoid);
}

const eastNorth = (points: readonly number[][]) => toRing(points.map(([north, east]) => [east, north]));
const plot = eastNorth(worked.plot.northEast);
const hole = eastNorth(worked.hole.northEast);

describe('the worked plot of the domain reference', () => {
  it('derives the printed ellipsoid constants', () => {
    const derived = { ...CGCS2000_ELLIPSOID, ...computeTrapezoidCoefficients(CGCS2000_ELLIPSOID) };
    const { source: _, ...printed } = worked.constants;
    for (const [name, value] of Object.entries(printed)) {
      const error = Math.abs(derived[name as keyof typeof printed] / value - 1);
      expect(error, name).toBeLessThan(3e-13);
    }
  });

  // The reference prints rigorous positions; the official series is allowed 0.14 mm (1.3e-9°) beside them.
  it('unprojects every vertex to the printed latitude and longitude', () => {
    const toDegrees = createTransform(zone36, requireSystem('EPSG:4490'));
    const rigorous = new Float64Array(2);
    const official = new Float64Array(2);
    worked.plot.northEast.forEach(([north = 0, east = 0], index) => {
      toDegrees(east, north, rigorous, 0);
      unprojectGaussKruger(east - 36_500_000, north, official);
      const [latitude = 0, longitude = 0] = worked.plot.latitudeLongitude[index] ?? [];
      expect(rigorous[0]).toBeCloseTo(longitude, 9.9);
      expect(rigorous[1]).toBeCloseTo(latitude, 9.9);
      expect((official[0] as number) * (180 / Math.PI) + 108).toBeCloseTo(longitude, 8.5);
      expect((official[1] as number) * (180 / Math.PI)).toBeCloseTo(latitude, 8.5);
    });
  });

  it('gives the planar area', () => {
    expect(computePlanarSquareMeters([[plot]], zone36)).toBeCloseTo(worked.plot.planarSquareMeters, 6);
  });

  it('gives the ellipsoidal area from the vertices alone, in all three units', () => {
    const area = verticesOnly.computeSquareMeters([[plot]]);
    expect(area).toBeCloseTo(worked.plot.verticesOnlySquareMeters, 4);
    expect(shown(area)).toEqual(worked.plot.verticesOnlyShown);
  });

  it('gives the ellipsoidal area with edges split at 70 m', () => {
    expect(split70.computeSquareMeters([[plot]])).toBeCloseTo(worked.plot.split70SquareMeters, 4);
  });

  it('comes to the dense limit as the split gets finer', () => {
    const fine = createAreaMeter(zone36, { edgeSplitMeters: 2 });
    expect(fine.computeSquareMeters([[plot]])).toBeCloseTo(worked.plot.denseLimitSquareMeters, 4);
  });

  it('subtracts the hole', () => {
    expect(split70.computeSquareMeters([[hole]])).toBeCloseTo(worked.hole.squareMeters, 4);
    expect(shown(split70.computeSquareMeters([[plot, hole]]))).toEqual(worked.hole.outerMinusHoleSplit70);
  });

  it('gives the dense limit from the same plot in longitude and latitude', () => {
    const inDegrees = transformMultiPolygon([[plot]], zone36, requireSystem('EPSG:4490'));
    expect(lonLat.computeSquareMeters(inDegrees)).toBeCloseTo(worked.plot.denseLimitSquareMeters, 3);
  });

  it('sums parts', () => {
    const sum = split70.computeSquareMeters([[plot]]) + split70.computeSquareMeters([[hole]]);
    expect(split70.computeSquareMeters([[plot], [hole]])).toBeCloseTo(sum, 9);
  });
});

describe('the trapezoid formula', () => {
  it('gives the printed area of a cell of a hundredth of a degree', () => {
    const { west, east, south, north, squareMeters } = worked.cell;
    const cell = toRing([
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ]);
    expect(measureBareRing(cell)).toBeCloseTo(squareMeters, 3);
  });

  it('gives the whole ellipsoid as two halves that wind around the poles', () => {
    const equator = toRing([
      [0, 0],
      [120, 0],
      [-120, 0],
    ]);
    expect(2 * measureBareRing(equator)).toBeCloseTo(worked.wholeEllipsoid.squareMeters, -1);
  });

  it('explains the planar error far from the central meridian', () => {
    for (const [kilometers = 0, ppm = 0] of worked.planarError.kilometersToPpm) {
      const x = 36_500_000 + kilometers * 1000;
      const square = toRing([
        [x - 50, 3_453_000],
        [x + 50, 3_453_000],
        [x + 50, 3_453_100],
        [x - 50, 3_453_100],
      ]);
      const error =
        (computePlanarSquareMeters([[square]], zone36) ?? 0) / split70.computeSquareMeters([[square]]);
      expect((error - 1) * 1e6).toBeCloseTo(ppm, -0.3);
    }
  });
});

describe('small plots far from Greenwich', () => {
  it.each(smallPlots.cases)('is exact to a millionth of a square metre: $description', (smallPlot) => {
    const meter = createAreaMeter(requireSystem(smallPlot.crs), { edgeSplitMeters: null });
    const area = meter.computeSquareMeters([[toRing(smallPlot.ringEastNorth)]]);
    expect(Math.abs(area - smallPlot.expectedSquareMeters)).toBeLessThan(1e-6);
  });
});

function shown(area: number) {
  return { squareMeters: formatSquareMeters(area), mu: formatAsMu(area), hectares: formatAsHectares(area) };
}
