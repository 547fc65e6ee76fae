import { beforeAll, describe, expect, it } from 'vitest';
import { isSameRemainder } from '../../../../../shared/domain/eligibility/checkCut.ts';
import { cutPlot } from '../../../../../shared/domain/eligibility/cutPlot.ts';
import type { CutTools } from '../../../../../shared/domain/eligibility/cutTools.ts';
import { createRegion } from '../../../../../shared/domain/eligibility/region.ts';
import { computePlanarArea } from '../../../../../shared/domain/geometry/computePlanarArea.ts';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import { fail, succeed } from '../../../../../shared/domain/geometry/geometryResult.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { metreTolerances } from '../../../../../shared/domain/geometry/tolerances.ts';
import { ring, square } from '../../../../support/buildPolygon.ts';
import { unwrap } from '../../../../support/unwrap.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});

/** Areas in the plane, so that expected values are those of squared paper. */
function toolsWith(changed: Partial<GeometryEngine> = {}): CutTools {
  const frame = {
    tolerances: metreTolerances(),
    metersPerUnitX: 1,
    metersPerUnitY: 1,
    ellipsoidalBalance: 1e-4,
  };
  return { engine: { ...engine, ...changed }, frame, measure: computePlanarArea };
}

function cut(tools: CutTools, plot: MultiPolygon, exclusions: readonly [number, MultiPolygon][]) {
  const candidates = exclusions.map(([ruleMask, geometry], source) => ({
    ...{ region: createRegion(tools.engine, geometry), ruleMask, source },
  }));
  return cutPlot(tools, plot, candidates);
}

describe('cutPlot', () => {
  it('leaves a plot whole where nothing meets it, or only touches it', () => {
    const { pieces, hits } = unwrap(cut(toolsWith(), square(0, 0, 10), [[1, square(10, 0, 10)]]));
    expect(pieces).toEqual([{ mask: 0, areaSquareMeters: 100, widthMeters: 5, wkb: null }]);
    expect(hits).toEqual([]);
  });

  it('needs no overlay where one exclusion covers the plot', () => {
    const noOverlay = { difference: () => fail('TOPOLOGY', 'not expected') };
    const tools = toolsWith(noOverlay);
    const { pieces, hits } = unwrap(cut(tools, square(2, 2, 5), [[0b10, square(0, 0, 10)]]));
    expect(pieces).toEqual([{ mask: 0b10, areaSquareMeters: 25, widthMeters: 2.5, wkb: null }]);
    expect(hits).toEqual([{ rule: 1, source: 0 }]);
  });

  it('gives one piece per set of rules, and the remainder polygon by polygon', () => {
    //   10 ┌────┬──┬────┐      rule 0: a bar x 4…6 through the plot
    //      │    │ ┌┼─┐  │      rule 1: a square 5…8 × 3…6
    //      │    │ └┼─┘  │      common 1 × 3
    //    0 └────┴──┴────┘      remainder: 40 left, 40 − 2 × 3 = 34 right
    const bar: MultiPolygon = [[ring([4, -1], [6, -1], [6, 11], [4, 11])]];
    const { pieces } = unwrap(
      cut(toolsWith(), square(0, 0, 10), [
        [0b01, bar],
        [0b10, square(5, 3, 3)],
      ]),
    );
    const areas = pieces.map(({ mask, areaSquareMeters }) => [
      mask,
      Math.round(areaSquareMeters * 1e6) / 1e6,
    ]);
    expect(areas).toHaveLength(5);
    expect(areas).toEqual(
      expect.arrayContaining([
        [0, 40],
        [0, 34],
        [1, 17],
        [2, 6],
        [3, 3],
      ]),
    );
  });

  it('cuts where rings cross in plain sight without the engine, and as the engine does', () => {
    const refused = () => fail('TOPOLOGY', 'not expected');
    const tools = toolsWith({ difference: refused, intersection: refused });
    const { pieces } = unwrap(cut(tools, square(0, 0, 10), [[1, square(5, 5, 10)]]));
    expect(pieces.map(({ mask, areaSquareMeters }) => [mask, areaSquareMeters])).toEqual([
      [0, 75],
      [1, 25],
    ]);
  });

  it('cuts by exclusions that overlap each other at once, without the engine', () => {
    //  10 ┌──────┬─┬───┐     first: x up to 6.1, y from 4.2: 6.1 × 5.8
    //     │ 1    │2│   │     second: from (5.5, 5.5): 4.5 × 4.5, of which 0.6 × 4.5 lie in the first
    //     │      └─┼───┤
    //     ├────────┘   │
    //   0 └────────────┘
    const refused = () => fail('TOPOLOGY', 'not expected');
    const tools = toolsWith({ difference: refused, intersection: refused, unionAll: refused });
    const { pieces } = unwrap(
      cut(tools, square(0, 0, 10), [
        [1, square(-3, 4.2, 9.1)],
        [1, square(5.5, 5.5, 10)],
      ]),
    );
    expect(pieces.map(({ mask }) => mask)).toEqual([0, 1]);
    expect(pieces[1]?.areaSquareMeters).toBeCloseTo(6.1 * 5.8 + 4.5 * 4.5 - 0.6 * 4.5, 9);
    expect(pieces[0]?.areaSquareMeters).toBeCloseTo(100 - 52.93, 9);
  });
});

describe('isSameRemainder', () => {
  //  10 ┌────┬────┐     the left half is taken away, the right one is left
  //   0 └────┴────┘
  const upright = (low: number, high: number): MultiPolygon => [
    [ring([low, 0], [high, 0], [high, 10], [low, 10])],
  ];
  const holds = (inside: MultiPolygon, outside: MultiPolygon): boolean => {
    const region = (geometry: MultiPolygon) => createRegion(engine, geometry);
    const halves = { inside: region(inside), outside: region(outside) };
    return isSameRemainder(toolsWith().frame, region(square(0, 0, 10)), region(upright(5, 10)), halves);
  };

  it('holds for the cut that was made one by one', () => {
    expect(holds(upright(0, 5), upright(5, 10))).toBe(true);
  });

  it.each([
    ['areas that do not add up', upright(0, 4), upright(5, 10)],
    ['a remainder of another size', upright(0, 4), upright(4, 10)],
    ['a remainder elsewhere', upright(5, 10), upright(0, 5)],
    ['a hit outside the plot', upright(-5, 0), upright(5, 10)],
    ['a hit on what is left', upright(4, 9), upright(5, 10)],
  ])('sees %s', (_, inside, outside) => {
    expect(holds(inside, outside)).toBe(false);
  });
});

describe('the ladder of a cut', () => {
  //   10 ┌────┬────┐      the lower edges coincide, which is for the engine
  //      │    │    │
  //    0 └────┴────┴────┐
  //      0    5   10
  const plot = square(0, 0, 10);
  const besideIt: [number, MultiPolygon][] = [[1, square(5, 0, 10)]];
  const halves = [
    [0, 50],
    [1, 50],
  ];
  const areasOf = (tools: CutTools) =>
    unwrap(cut(tools, plot, besideIt)).pieces.map(({ mask, areaSquareMeters }) => [mask, areaSquareMeters]);
  const onlyOnGrid =
    (real: GeometryEngine['difference'], otherwise: GeometryEngine['difference']) =>
    (...[first, second, options]: Parameters<GeometryEngine['difference']>) =>
      (options?.fixedGrid === undefined ? otherwise : real)(first, second, options);

  it('has no answer, rather than a wrong one, when every overlay is refused', () => {
    const tools = toolsWith({ difference: () => fail('TOPOLOGY', 'side location conflict') });
    expect(cut(tools, plot, besideIt)).toMatchObject({ ok: false, failure: { code: 'TOPOLOGY' } });
  });

  it('goes on to the grid of the tolerances when the overlay is refused', () => {
    const refused = () => fail('TOPOLOGY', 'side location conflict');
    const tools = toolsWith({
      difference: onlyOnGrid(engine.difference, refused),
      intersection: onlyOnGrid(engine.intersection, refused),
    });
    expect(areasOf(tools)).toEqual(halves);
  });

  it('goes on to the grid when an overlay is wrong without an exception', () => {
    const whole: GeometryEngine['difference'] = (first) => succeed({ shape: first, rung: 'direct' });
    const tools = toolsWith({ difference: onlyOnGrid(engine.difference, whole) });
    expect(areasOf(tools)).toEqual(halves);
  });

  it('sees an area that does not add up', () => {
    // the whole plot as remainder, as if the exclusion were not there
    const tools = toolsWith({ difference: (first) => succeed({ shape: first, rung: 'direct' }) });
    expect(cut(tools, plot, besideIt)).toMatchObject({ ok: false, failure: { code: 'INVARIANT' } });
  });

  it.each([
    ['leaves the plot', square(20, 0, 7)],
    ['overlaps what was taken away', square(4, 1, 7)],
  ])('sees a remainder that %s though its area is right', (_, place) => {
    // 50 m², as it should be, but elsewhere
    const [[outline = new Float64Array()] = []] = place;
    const scaled = outline.map((value, i) => (i % 2 === 0 ? value : (value * 50) / 49));
    const tools = toolsWith({
      difference: () => succeed({ shape: unwrap(engine.fromMultiPolygon([[scaled]])), rung: 'direct' }),
    });
    const result = cut(tools, plot, besideIt);
    expect(result).toMatchObject({ ok: false, failure: { code: 'INVARIANT' } });
  });

  it('sees a common part of another area', () => {
    const tools = toolsWith({
      difference: (first) => succeed({ shape: first, rung: 'direct' }),
      intersection: () => succeed({ shape: unwrap(engine.fromMultiPolygon([])), rung: 'direct' }),
    });
    expect(cut(tools, plot, besideIt)).toMatchObject({ ok: false, failure: { code: 'INVARIANT' } });
  });

  describe('with several exclusions at once', () => {
    const bar = (from: number, to: number): MultiPolygon => [
      [ring([from, 0], [to, 0], [to, 10], [from, 10])],
    ];
    const twoBars: [number, MultiPolygon][] = [
      [1, bar(5, 7)],
      [1, bar(7, 10)],
    ];

    it.each([
      ['lost one', bar(5, 7)],
      ['took more', bar(4, 10)],
    ])('sees a union that %s, and goes on to the grid', (_, wrong) => {
      const claim: GeometryEngine['unionAll'] = () =>
        succeed({ shape: unwrap(engine.fromMultiPolygon(wrong)), rung: 'direct' });
      const once = toolsWith({
        unionAll: (shapes, options) =>
          (options?.fixedGrid === undefined ? claim : engine.unionAll)(shapes, options),
      });
      const { pieces } = unwrap(cut(once, plot, twoBars));
      expect(pieces.map(({ mask, areaSquareMeters }) => [mask, areaSquareMeters])).toEqual(halves);
      const always = toolsWith({ unionAll: claim });
      expect(cut(always, plot, twoBars)).toMatchObject({ ok: false, failure: { code: 'INVARIANT' } });
    });

    it('has the area of both where GEOS drops a triangle of their union without a word', () => {
      // in a zone with its number in front; the first is another shape without the second, so they share nothing
      const at = (...corners: [number, number][]) => [
        ring(...corners.map(([x, y]): [number, number] => [40_500_000 + x, 3_000_000 + y])),
      ];
      const second: MultiPolygon = [
        at([1, 6], [1.71428572, 5.4285714286], [2, 6], [2, 5.2], [6, 2], [0, 2], [1.4, 4.8]),
      ];
      const first: MultiPolygon = [
        at([1, 5], [1.4, 4.8000000003], [1.4, 4.8], [1.25, 4.5000000014]),
        at([4.333333336, 3.3333333335], [4.333333336, 3.3333333326], [4.33333333, 3.3333333367]),
        at([1, 0], [1.666666664, 2], [3, 2]),
        at([5, 3], [4.333333336, 3.3333333335], [5, 4]),
      ];
      const { pieces } = unwrap(
        cut(toolsWith(), square(40_499_999, 2_999_999, 8), [
          [1, first],
          [1, second],
        ]),
      );
      const taken = pieces.filter(({ mask }) => mask === 1).map(({ areaSquareMeters }) => areaSquareMeters);
      expect(taken).toHaveLength(1);
      expect(taken[0]).toBeCloseTo(computePlanarArea(first) + computePlanarArea(second), 2);
    });
  });

  it('does not try again what another rung cannot mend', () => {
    let calls = 0;
    const tools = toolsWith({
      intersection: () => {
        calls += 1;
        return fail('MEMORY', 'bad_alloc');
      },
    });
    expect(cut(tools, plot, besideIt)).toMatchObject({ ok: false, failure: { code: 'MEMORY' } });
    expect(calls).toBe(1);
  });
});
