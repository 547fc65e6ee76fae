import { describe, expect, it } from 'vitest';
import { cutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import { createRegion } from '../../../shared/domain/eligibility/region.ts';
import { computePlanarArea } from '../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import { locatePoint } from '../../../shared/domain/geometry/locatePoint.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { reverseRing } from '../../../shared/domain/geometry/orientRings.ts';
import { parseWkb } from '../../../shared/domain/geometry/parseWkb.ts';
import { metreTolerances } from '../../../shared/domain/geometry/tolerances.ts';
import { square, star } from '../../support/buildPolygon.ts';
import { createRandom } from '../../support/createRandom.ts';
import { unwrap } from '../../support/unwrap.ts';

const X = 452_000;
const Y = 3_453_000;
const SCENES = 2_000;
const POINTS_PER_SCENE = 500;
const RULES = 3;
/** A point nearer to an edge than this may fall on either side of it by rounding, and is not asked. */
const NEAR_METERS = 1e-6;
/** What a remainder or a hit may be too small for (cutTools): then a whole piece of it may be missing. */
const NOISE_SQUARE_METERS = 0.001;

const random = createRandom(41);

function drawShape(): MultiPolygon {
  const x = X + (random() - 0.5) * 140;
  const y = Y + (random() - 0.5) * 140;
  // whole metres, so that edges and corners are shared as in a real survey
  if (random() < 0.4) return square(Math.round(x), Math.round(y), 10 + Math.round(random() * 90));
  const radii = Array.from({ length: 4 + Math.floor(random() * 40) }, () => 10 + random() * 80);
  const outline = star(x, y, radii);
  const [ring] = outline[0] ?? [];
  // a hole where there is room for one
  const hasHole = ring !== undefined && random() < 0.3;
  return hasHole ? [[ring, reverseRing(star(x, y, [4, 5, 6, 5])[0]?.[0] ?? ring)]] : outline;
}

/** True inside, false outside, undefined too near to an edge to be sure. */
function isIn(geometry: MultiPolygon, x: number, y: number): boolean | undefined {
  const answers = [
    [0, 0],
    [NEAR_METERS, 0],
    [-NEAR_METERS, 0],
    [0, NEAR_METERS],
    [0, -NEAR_METERS],
  ].map(([dx = 0, dy = 0]) => locatePoint(x + dx, y + dy, geometry));
  return answers.every((answer) => answer === answers[0]) && answers[0] !== 'boundary'
    ? answers[0] === 'inside'
    : undefined;
}

function decode(wkb: Uint8Array): MultiPolygon {
  return unwrap(parseWkb(wkb)).polygons;
}

describe('the pieces of a plot, point by point', () => {
  it('hold exactly the points that plot and exclusions say, for 1,000,000 random points', async () => {
    const engine = await createGeometryEngine();
    const frame = {
      ...{ tolerances: metreTolerances(), metersPerUnitX: 1, metersPerUnitY: 1 },
      ellipsoidalBalance: 1e-4,
    };
    const wrong: unknown[] = [];
    let asked = 0;
    let hits = 0;
    for (let scene = 0; scene < SCENES; scene++) {
      const plot = drawShape();
      const exclusions = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, source) => ({
        ...{ geometry: drawShape(), source },
        ruleMask: 1 << Math.floor(random() * RULES),
      }));
      const parts = exclusions.map(({ geometry, ruleMask, source }) => ({
        ...{ region: createRegion(engine, geometry), ruleMask, source },
      }));
      const cut = unwrap(cutPlot({ engine, frame, measure: computePlanarArea }, plot, parts));
      const pieces = cut.pieces.map(({ mask, wkb }) => ({
        mask,
        geometry: wkb === null ? plot : decode(wkb),
      }));
      for (let k = 0; k < POINTS_PER_SCENE; k++) {
        const x = X + (random() - 0.5) * 220;
        const y = Y + (random() - 0.5) * 220;
        asked += 1;
        const inPlot = isIn(plot, x, y);
        const inExclusions = exclusions.map(({ geometry }) => isIn(geometry, x, y));
        if (inPlot === undefined || inExclusions.includes(undefined)) continue;
        const mask = exclusions.reduce(
          (bits, { ruleMask }, index) => (inExclusions[index] === true ? bits | ruleMask : bits),
          0,
        );
        const found = pieces.filter(({ geometry }) => locatePoint(x, y, geometry) !== 'outside');
        const isRight = inPlot ? found.length === 1 && found[0]?.mask === mask : found.length === 0;
        if (inPlot && mask !== 0) hits += 1;
        if (!isRight) wrong.push({ scene, x, y, inPlot, mask, found: found.map((piece) => piece.mask) });
      }
    }
    engine.dispose();
    expect(wrong).toEqual([]);
    expect(asked).toBe(1_000_000);
    expect(hits).toBeGreaterThan(20_000);
  });

  it('does not depend on where rings start or which way they run', async () => {
    const engine = await createGeometryEngine();
    const frame = {
      ...{ tolerances: metreTolerances(), metersPerUnitX: 1, metersPerUnitY: 1 },
      ellipsoidalBalance: 1e-4,
    };
    const turn = (geometry: MultiPolygon): MultiPolygon =>
      geometry.map((polygon) =>
        polygon.map((ring) => {
          const count = ring.length / 2 - 1;
          const start = Math.floor(random() * count);
          const turned = new Float64Array(ring.length);
          for (let i = 0; i <= count; i++) {
            const from = 2 * ((start + i) % count);
            turned[2 * i] = ring[from] as number;
            turned[2 * i + 1] = ring[from + 1] as number;
          }
          return random() < 0.5 ? turned : reverseRing(turned);
        }),
      );
    const areasOf = (plot: MultiPolygon, exclusions: readonly MultiPolygon[]): Map<number, number> => {
      const parts = exclusions.map((geometry, source) => ({
        ...{ region: createRegion(engine, geometry), ruleMask: 1 << (source % RULES), source },
      }));
      const { pieces } = unwrap(cutPlot({ engine, frame, measure: computePlanarArea }, plot, parts));
      const areas = new Map<number, number>();
      for (const { mask, areaSquareMeters } of pieces)
        areas.set(mask, (areas.get(mask) ?? 0) + areaSquareMeters);
      return areas;
    };
    for (let scene = 0; scene < 500; scene++) {
      const plot = drawShape();
      const exclusions = Array.from({ length: 3 }, drawShape);
      const before = areasOf(plot, exclusions);
      const after = areasOf(turn(plot), exclusions.map(turn));
      for (const mask of new Set([...before.keys(), ...after.keys()])) {
        const difference = Math.abs((before.get(mask) ?? 0) - (after.get(mask) ?? 0));
        expect(difference).toBeLessThan(2 * NOISE_SQUARE_METERS);
      }
    }
    engine.dispose();
  });
});
