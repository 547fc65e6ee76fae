import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cutPlot } from '../../../shared/domain/eligibility/cutPlot.ts';
import type { CutTools } from '../../../shared/domain/eligibility/cutTools.ts';
import { createRegion } from '../../../shared/domain/eligibility/region.ts';
import { computePlanarArea } from '../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../shared/domain/geometry/createGeometryEngine.ts';
import type { MultiPolygon } from '../../../shared/domain/geometry/multiPolygon.ts';
import { metreTolerances } from '../../../shared/domain/geometry/tolerances.ts';
import { writeWkb } from '../../../shared/domain/geometry/writeWkb.ts';
import { describeWhenAvailable, hasProgram } from '../../support/availability.ts';
import { square, star } from '../../support/buildPolygon.ts';
import { createRandom } from '../../support/createRandom.ts';
import { unwrap } from '../../support/unwrap.ts';

const python = '/usr/bin/python3';
const PAIRS = 10_000;

/** Reads lines of hexadecimal WKB "plot exclusion exclusion …", prints the area of plot minus all exclusions. */
const judge = `
import sys
from shapely import wkb
from shapely.ops import unary_union
for line in sys.stdin:
    plot, *exclusions = [wkb.loads(text, hex=True) for text in line.split()]
    print(repr(plot.difference(unary_union(exclusions)).area))
`;

const needs = { 'python3-shapely': hasProgram(python, ['-c', 'import shapely']) };
describeWhenAvailable('10,000 plots minus 1 to 4 exclusions, judged by Shapely', needs, () => {
  it('have the same net area', async () => {
    const random = createRandom(20_231_122);
    const place = (centre: number): number => centre + (random() - 0.5) * 160;
    const shape = (): MultiPolygon => {
      const [x, y] = [place(452_000), place(3_453_000)];
      // whole metres, so that edges and corners are shared as in a real survey
      if (random() < 0.4) return square(Math.round(x), Math.round(y), 5 + Math.round(random() * 90));
      return star(
        x,
        y,
        Array.from({ length: 4 + Math.floor(random() * 40) }, () => 5 + random() * 80),
      );
    };
    const cases = Array.from({ length: PAIRS }, () => ({
      plot: shape(),
      exclusions: Array.from({ length: 1 + Math.floor(random() * 4) }, shape),
    }));
    const hex = (geometry: MultiPolygon): string => Buffer.from(writeWkb(geometry)).toString('hex');
    const input = cases.map(({ plot, exclusions }) => [plot, ...exclusions].map(hex).join(' ')).join('\n');
    const judged = spawnSync(python, ['-c', judge], { input, encoding: 'utf8', maxBuffer: 2 ** 26 });
    expect(judged.stderr).toBe('');
    const expected = judged.stdout.trim().split('\n').map(Number);
    expect(expected).toHaveLength(PAIRS);

    const engine = await createGeometryEngine();
    const frame = {
      tolerances: metreTolerances(),
      metersPerUnitX: 1,
      metersPerUnitY: 1,
      ellipsoidalBalance: 1e-4,
    };
    const tools: CutTools = { engine, frame, measure: computePlanarArea };
    const wrong = cases.flatMap(({ plot, exclusions }, index) => {
      const candidates = exclusions.map((geometry, source) => ({
        ...{ region: createRegion(engine, geometry), ruleMask: 1 << source, source },
      }));
      const { pieces } = unwrap(cutPlot(tools, plot, candidates));
      const net = pieces
        .filter(({ mask }) => mask === 0)
        .reduce((sum, piece) => sum + piece.areaSquareMeters, 0);
      // a remainder below 0.001 m² is not kept
      const isRight = Math.abs(net - (expected[index] as number)) <= 0.0011;
      return isRight ? [] : [{ index, net, expected: expected[index] }];
    });
    engine.dispose();
    expect(wrong).toEqual([]);
  });
});
