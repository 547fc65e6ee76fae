import { readFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import { createAreaMeter } from '../../../shared/domain/area/areaMeter.ts';
import { createTrapezoidMeasure } from '../../../shared/domain/area/edgeMeasure.ts';
import { computeRingSquareMeters } from '../../../shared/domain/area/ringArea.ts';
import { CGCS2000_ELLIPSOID, type Ellipsoid, WGS84_ELLIPSOID } from '../../../shared/domain/crs/ellipsoid.ts';
import type { MultiPolygon, Ring } from '../../../shared/domain/geometry/multiPolygon.ts';
import { corpusPath, describeWhenAvailable } from '../../support/availability.ts';
import { requireSystem } from '../../support/coordinates.ts';
import { densifyAlongGeodesics } from './geodesic.ts';
import { readGeoJsonGeometry, readTopoJsonGeometries } from './readGeoJson.ts';

/*
 * GeographicLib joins vertices by geodesics. The official formula's own edge is straight in (longitude,
 * equal-area latitude); it bends away from the geodesic by up to √2 tan φ / R, so one edge of length s encloses
 * up to
 *      √2 tan φ · s³ / (12 R)      square metres more or less      (0.9 cm² for 20 m at 31°, 0.09 m² for 200 m)
 *
 * That sum over the edges is the tolerance for the bare formula: physics, not error. Cutting every edge into k
 * pieces along its geodesic divides the difference by k²; Richardson's step removes what is left. The meter
 * for geographic systems subtracts each edge's sliver itself, so it must agree without any of that.
 */
const cgcs2000 = createAreaMeter(requireSystem('EPSG:4490'), { edgeSplitMeters: 70 });
const wgs84 = createAreaMeter(requireSystem('EPSG:4326'), { edgeSplitMeters: 70 });
// 190,000 vertices, cut finely: seconds on a quiet machine, more on a busy one.
vi.setConfig({ testTimeout: 60_000 });

const SMALLEST_RADIUS_METERS = 6_335_000;

const counties = corpusPath('06-area-oracle/cn-county-geodesic-area.tsv');
const fences = corpusPath('04-real/cn-county-fences');

describeWhenAvailable(
  '116 Chinese counties against GeographicLib',
  { corpus: counties !== undefined },
  () => {
    const rows = readTsv(counties as string).map((row) => ({
      file: row.file as string,
      wgs84SquareMeters: Number(row.wgs84_m2),
      cgcs2000SquareMeters: Number(row.cgcs2000_m2),
      geometry: readGeoJsonGeometry(`${fences}/${row.file}`),
    }));

    it('are all there', () => expect(rows).toHaveLength(116));

    it('are measured within 0.02 m² or 1e-10, on either ellipsoid', () => {
      for (const { file, geometry, ...expected } of rows) {
        const tolerance = Math.max(0.02, 1e-10 * expected.cgcs2000SquareMeters);
        const onCgcs2000 = cgcs2000.computeSquareMeters(geometry) - expected.cgcs2000SquareMeters;
        const onWgs84 = wgs84.computeSquareMeters(geometry) - expected.wgs84SquareMeters;
        expect(Math.abs(onCgcs2000), file).toBeLessThan(tolerance);
        expect(Math.abs(onWgs84), file).toBeLessThan(tolerance);
      }
    });

    it('differ from the bare formula by no more than the shape of their edges allows', () => {
      let worst = 0;
      for (const { file, cgcs2000SquareMeters, geometry } of rows) {
        const error = Math.abs(measureBare(geometry, CGCS2000_ELLIPSOID) - cgcs2000SquareMeters);
        expect(error, file).toBeLessThan(boundEdgeEffect(geometry) + 1e-11 * cgcs2000SquareMeters + 0.001);
        worst = Math.max(worst, error / cgcs2000SquareMeters);
      }
      expect(worst).toBeLessThan(3e-6);
      expect(worst).toBeGreaterThan(2.9e-6);
    });

    it('come within 1e-9 of the bare formula once edges follow their geodesics', () => {
      for (const { file, cgcs2000SquareMeters, geometry } of rows) {
        const { densified, limit } = measureAlongGeodesics(geometry, 4, CGCS2000_ELLIPSOID);
        expect(Math.abs(densified / cgcs2000SquareMeters - 1), file).toBeLessThan(2.1e-7);
        expect(Math.abs(limit / cgcs2000SquareMeters - 1), file).toBeLessThan(1e-9);
      }
    });
  },
);

const planimeter = corpusPath('06-area-oracle/planimeter-vectors.txt');

/*
 * Cut into 1000 pieces per edge and extrapolated; the tolerance is what remains of that, or the printed digits.
 * Not applicable: Planimeter18 (-s asks for the rest of the earth; a plot never is that). The sign of -r
 * (Planimeter17) is dropped: ring direction carries no meaning here. Degenerate rings (Planimeter19) are 0.
 */
const ELLIPSOID_SQUARE_METERS = 510_065_621_724_088;
const NOT_APPLICABLE = new Set(['Planimeter18']);

describeWhenAvailable('the Planimeter vectors', { corpus: planimeter !== undefined }, () => {
  const vectors = readVectors(planimeter as string);

  it('are the seventeen of the file', () => expect(vectors).toHaveLength(17));

  const applicable = vectors.filter(({ name }) => !NOT_APPLICABLE.has(name));
  it.each(applicable)('$name: $vertices', ({ isRhumb, ring, expected }) => {
    const area = isRhumb
      ? measureBare([[ring]], WGS84_ELLIPSOID)
      : measureAlongGeodesics([[ring]], 1000, WGS84_ELLIPSOID).limit;
    // The four empty rings run over the pole and back, where the cut edges meet at half a turn.
    const tolerance = expected.value === 0 ? 1e-11 * ELLIPSOID_SQUARE_METERS : 1.5e-10 * expected.value;
    expect(Math.abs(area - expected.value)).toBeLessThan(Math.max(expected.printedTo, tolerance));
  });
});

const parcels = corpusPath(
  '04-real/cambridge-ma/Assessing/FY2014/FY2014_Parcels/ASSESSING_ParcelsFY2014.topojson',
);
const parcelAreas = corpusPath('06-area-oracle/cambridge-parcels-minus-exclusions.tsv');

describeWhenAvailable('13,116 Cambridge parcels', { corpus: parcels !== undefined }, () => {
  it('have the gross areas of the oracle within max(0.01 m², 2 ppm), and their sum', () => {
    const geometries = readTopoJsonGeometries(parcels as string);
    const rows = readTsv(parcelAreas as string).filter(({ row }) => row !== 'TOTAL');
    expect(rows.length).toBe(geometries.length);
    let sum = 0;
    let expectedSum = 0;
    for (const [index, row] of rows.entries()) {
      if (row.valid !== 'True') continue;
      const expected = Number(row.gross_m2);
      const area = cgcs2000.computeSquareMeters(geometries[index] as MultiPolygon);
      expect(Math.abs(area - expected), row.id).toBeLessThanOrEqual(Math.max(0.01, 2e-6 * expected));
      sum += area;
      expectedSum += expected;
    }
    expect(Math.abs(sum / expectedSum - 1)).toBeLessThan(2e-6);
  });
});

/** The official formula as it stands, edges straight in (longitude, equal-area latitude). */
function measureBare(geometry: MultiPolygon, ellipsoid: Ellipsoid): number {
  const measureEdge = createTrapezoidMeasure(ellipsoid);
  const toRadians = (x: number, y: number, out: Float64Array) => {
    out[0] = (x * Math.PI) / 180;
    out[1] = (y * Math.PI) / 180;
  };
  let sum = 0;
  for (const [outer, ...holes] of geometry) {
    if (outer !== undefined) sum += computeRingSquareMeters(outer, toRadians, null, measureEdge);
    for (const hole of holes) sum -= computeRingSquareMeters(hole, toRadians, null, measureEdge);
  }
  return sum;
}

/** The bare formula with every edge cut along its geodesic, and Richardson's limit from half as many pieces. */
function measureAlongGeodesics(
  geometry: MultiPolygon,
  pieces: number,
  ellipsoid: Ellipsoid,
): { densified: number; limit: number } {
  const measure = (count: number) =>
    measureBare(
      geometry.map((polygon) => polygon.map((ring) => densifyAlongGeodesics(ring, count, ellipsoid))),
      ellipsoid,
    );
  const densified = measure(pieces);
  return { densified, limit: densified + (densified - measure(pieces / 2)) / 3 };
}

function boundEdgeEffect(geometry: MultiPolygon): number {
  let bound = 0;
  for (const ring of geometry.flat()) {
    for (let i = 2; i + 1 < ring.length; i += 2) {
      const [lon1 = 0, lat1 = 0, lon2 = 0, lat2 = 0] = ring.subarray(i - 2, i + 2);
      const latitude = (Math.max(lat1, lat2) * Math.PI) / 180;
      const east = (lon2 - lon1) * 111_412 * Math.cos((Math.min(lat1, lat2) * Math.PI) / 180);
      const north = (lat2 - lat1) * 111_700;
      bound +=
        (Math.SQRT2 * Math.tan(latitude) * Math.hypot(east, north) ** 3) / (12 * SMALLEST_RADIUS_METERS);
    }
  }
  return bound;
}

function readTsv(path: string): Record<string, string>[] {
  const [header = '', ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  const names = header.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((value, i) => [names[i] as string, value])),
  );
}

interface Vector {
  readonly name: string;
  readonly vertices: string;
  readonly isRhumb: boolean;
  readonly ring: Ring;
  readonly expected: { readonly value: number; readonly printedTo: number };
}

function readVectors(path: string): Vector[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', vertices = '', options = '', count = '', , area = ''] = line
        .split('|')
        .map((field) => field.trim());
      const points = vertices
        .replace(/ repeated \dx/, '')
        .split(';')
        .map((vertex) => vertex.split(' ').map(parseAngle));
      const circuits = Number(count) / points.length;
      const closed = [...Array.from({ length: circuits }, () => points).flat(), points[0] ?? []];
      const ring = new Float64Array(closed.flatMap(([latitude = 0, longitude = 0]) => [longitude, latitude]));
      return { name, vertices, isRhumb: options.includes('rhumb'), ring, expected: parseArea(area) };
    });
}

/** '41N', '111:3W' and plain degrees. */
function parseAngle(text: string): number {
  const [degrees = 0, minutes = 0] = text
    .replace(/[NSEW]$/, '')
    .split(':')
    .map(Number);
  const value = degrees + minutes / 60;
  return /[SW]$/.test(text) ? -value : value;
}

/** '24952305677 or 24952305678', '2535883763xx.': the printed digits and what they leave open. */
function parseArea(text: string): { value: number; printedTo: number } {
  const first = text.split(/ or |\//)[0] ?? '';
  const open = /x+/.exec(first)?.[0].length ?? 0;
  return { value: Math.abs(Number(first.replaceAll('x', '0'))), printedTo: Math.max(1, 10 ** open) };
}
