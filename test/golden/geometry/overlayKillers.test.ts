import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { computePlanarArea } from '../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine, Shape } from '../../../shared/domain/geometry/GeometryEngine.ts';
import { locatePoint } from '../../../shared/domain/geometry/locatePoint.ts';
import { computeBounds, type MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { tidyRings } from '../../../shared/domain/geometry/tidyRings.ts';
import { degreeTolerances } from '../../../shared/domain/geometry/tolerances.ts';
import { corpusPath, describeWhenAvailable } from '../../support/availability.ts';
import { checkOverlay } from '../../support/checkOverlay.ts';
import { createRandom } from '../../support/createRandom.ts';
import { unwrap } from '../../support/unwrap.ts';

/** Inputs that crashed, blew the stack of, or were silently mangled by other overlay libraries. */
const KILLERS = [
  'turf-union/test/in/maximum-callstack-size-exceeded-2317',
  'turf-union/test/in/unable-to-complete-output-ring-1983-1',
  'turf-union/test/in/unable-to-complete-output-ring-1983-2',
  'turf-union/test/in/unable-to-find-segment-2258-1',
  'turf-union/test/in/unable-to-find-segment-2258-2',
  'turf-difference/test/in/issue-#721',
  'turf-difference/test/in/issue-#721-inverse',
  'turf-difference/test/in/skip-martinez-issue-#35',
  'turf-difference/test/in/create-hole',
  'turf-difference/test/in/multi-polygon-target',
  'turf-intersect/test/in/missing-islands-2084',
  'turf-intersect/test/in/infinite-loop-2705',
  'turf-intersect/test/in/unable-to-complete-output-ring-2048-1',
  'turf-intersect/test/in/unable-to-complete-output-ring-2048-2',
  'turf-intersect/test/in/issue-1394',
  'turf-intersect/test/in/issue-820',
  'turf-intersect/test/in/armenia',
] as const;

const POINTS_PER_CASE = 300;

interface FeatureCollection {
  readonly features: readonly {
    readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
  }[];
}

const folder = corpusPath('01-overlay/turf');

describeWhenAvailable('famous overlay killers', { corpus: folder !== undefined }, () => {
  let engine: GeometryEngine;
  beforeAll(async () => {
    engine = await createGeometryEngine();
  });
  afterAll(() => engine.dispose());

  it.each(KILLERS)('%s: right by its invariants and by points chosen at random', (name) => {
    const geometries = readPolygons(join(folder ?? '', `${name}.geojson`));
    const [first = [], second = []] = geometries;
    engine.scope(() => {
      const a = repaired(engine, first);
      const b = repaired(engine, second);
      const options = { snapGrid: 1e-9 };
      const intersection = unwrap(engine.intersection(a, b, options)).shape;
      const difference = unwrap(engine.difference(a, b, options)).shape;
      const union = unwrap(engine.union(a, b, options)).shape;
      const latitude = computeBounds(first)?.minY ?? 0;
      unwrap(checkOverlay(engine, { a, b, intersection, difference }, degreeTolerances(latitude)));
      for (const shape of [intersection, difference, union]) {
        expect(unwrap(engine.validity(shape)).valid).toBe(true);
      }
      expectMembership(engine, { a, b, intersection, difference, union });
    });
  });

  it.each(['turf-difference', 'turf-intersect'])(
    '%s: as large as the answers kept with the inputs',
    (suite) => {
      const names = KILLERS.filter((name) => name.startsWith(`${suite}/`)).map((name) =>
        name.replace('/in/', '/out/'),
      );
      let compared = 0;
      for (const name of names) {
        const path = join(folder ?? '', `${name}.geojson`);
        if (!existsSync(path)) continue;
        const [first = [], second = [], answer = []] = readPolygons(path);
        engine.scope(() => {
          const operation = suite === 'turf-difference' ? engine.difference : engine.intersection;
          const { shape } = unwrap(operation(repaired(engine, first), repaired(engine, second)));
          const expected = computePlanarArea(answer);
          expect(Math.abs(engine.area(shape) - expected)).toBeLessThanOrEqual(
            1e-6 * Math.max(expected, 1e-9),
          );
        });
        compared += 1;
      }
      expect(compared).toBeGreaterThanOrEqual(3);
    },
  );
});

function repaired(engine: GeometryEngine, geometry: MultiPolygon): Shape {
  const tidy = tidyRings(geometry).geometry; // infinite-loop-2705 has a ring of one vertex
  return unwrap(engine.repair(unwrap(engine.fromMultiPolygon(tidy)))).shape;
}

/** Judges by our own exact point location, which shares no code with GEOS. */
function expectMembership(
  engine: GeometryEngine,
  shapes: Record<'a' | 'b' | 'intersection' | 'difference' | 'union', Shape>,
): void {
  const a = engine.toMultiPolygon(shapes.a);
  const b = engine.toMultiPolygon(shapes.b);
  const results = {
    intersection: engine.toMultiPolygon(shapes.intersection),
    difference: engine.toMultiPolygon(shapes.difference),
    union: engine.toMultiPolygon(shapes.union),
  };
  const bounds = engine.bounds(shapes.union);
  if (bounds === undefined) return;
  const random = createRandom(2317);
  let decided = 0;
  for (let i = 0; i < POINTS_PER_CASE; i++) {
    const x = bounds.minX + random() * (bounds.maxX - bounds.minX);
    const y = bounds.minY + random() * (bounds.maxY - bounds.minY);
    const [inA, inB] = [locatePoint(x, y, a), locatePoint(x, y, b)];
    if (inA === 'boundary' || inB === 'boundary') continue;
    decided += 1;
    const [isInA, isInB] = [inA === 'inside', inB === 'inside'];
    const found = {
      intersection: locatePoint(x, y, results.intersection) === 'inside',
      difference: locatePoint(x, y, results.difference) === 'inside',
      union: locatePoint(x, y, results.union) === 'inside',
    };
    expect({ x, y, ...found }).toEqual({
      x,
      y,
      intersection: isInA && isInB,
      difference: isInA && !isInB,
      union: isInA || isInB,
    });
  }
  expect(decided).toBeGreaterThan(POINTS_PER_CASE / 2);
}

function readPolygons(path: string): MultiPolygon[] {
  const collection = JSON.parse(readFileSync(path, 'utf8')) as FeatureCollection;
  return collection.features.flatMap(({ geometry }) => {
    if (geometry?.type === 'Polygon') return [[toRings(geometry.coordinates as number[][][])]];
    if (geometry?.type === 'MultiPolygon') return [(geometry.coordinates as number[][][][]).map(toRings)];
    return [];
  });
}

function toRings(rings: readonly (readonly (readonly number[])[])[]): Float64Array[] {
  return rings.map((ring) => Float64Array.from(ring.flatMap(([x = 0, y = 0]) => [x, y])));
}
