import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  computePieces,
  type ExclusionFeature,
  type PlotInput,
} from '../../../../../electron/backend/compute/computePieces.ts';
import type { PlotResult } from '../../../../../electron/backend/compute/messages.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { ring, square, star } from '../../../../support/buildPolygon.ts';
import { createRandom } from '../../../../support/createRandom.ts';

const X = 452_000;
const Y = 3_453_000;

/** A coast of 8,000 vertices through a field of 600 plots, and smaller exclusions over it. */
function buildScene(): { plots: PlotInput[]; exclusions: ExclusionFeature[] } {
  const random = createRandom(7);
  const coast = star(
    X + 500,
    Y + 500,
    Array.from({ length: 8000 }, (_, i) => 300 + 40 * Math.sin(i / 36) + random() * 5),
  );
  const small = Array.from({ length: 150 }, () =>
    star(X + random() * 1000, Y + random() * 1000, [20 + random() * 30, 15, 40, 10 + random() * 20]),
  );
  const exclusions = [coast, ...small].map((geometry, source) => ({
    wkb: writeWkb(geometry),
    ruleMask: source === 0 ? 1 : 1 << (1 + (source % 3)),
    source,
  }));
  const plots = Array.from({ length: 600 }, (_, i) => ({
    plotId: i + 1,
    wkb: writeWkb(square(X + (i % 25) * 40, Y + Math.floor(i / 25) * 40, 35)),
  }));
  return { plots, exclusions };
}

async function compute(
  plots: readonly PlotInput[],
  exclusions: readonly ExclusionFeature[],
  workers: number,
  signal: AbortSignal = new AbortController().signal,
  onPlot?: () => void,
): Promise<{ results: Map<number, PlotResult>; hash: string; parts: number; repaired: readonly number[] }> {
  const results = new Map<number, PlotResult>();
  const hash = createHash('sha256');
  const report = await computePieces(
    {
      crs: 'EPSG:4545',
      edgeSplitMeters: 70,
      latitude: 0,
      exclusions,
      exclusionCount: exclusions.length,
      plots,
      plotCount: plots.length,
    },
    {
      workers,
      signal,
      operation: '核算',
      onProgress: () => undefined,
      onPlot(plotId, result) {
        results.set(plotId, result);
        hash.update(`${plotId}`);
        if (result.ok) {
          const { grossSquareMeters, pieces, hits } = result.cut;
          hash.update(JSON.stringify([grossSquareMeters, hits]));
          for (const { mask, areaSquareMeters, widthMeters, wkb } of pieces) {
            hash.update(JSON.stringify([mask, areaSquareMeters, widthMeters]));
            if (wkb !== null) hash.update(wkb);
          }
        } else hash.update(result.code);
        onPlot?.();
      },
    },
  );
  const { parts, repairedExclusions: repaired } = report;
  return { results, hash: hash.digest('hex'), parts, repaired };
}

/** The bytes of a geometry with a coordinate that is no number, which our own writer never makes. */
function withNaN(geometry: MultiPolygon): Uint8Array {
  const wkb = writeWkb(geometry);
  new DataView(wkb.buffer).setFloat64(wkb.length - 40, Number.NaN, true);
  return wkb;
}

describe('computePieces', () => {
  it('gives the same bytes with 1 and 2 workers, in the same order', async () => {
    const { plots, exclusions } = buildScene();
    const one = await compute(plots, exclusions, 1);
    const two = await compute(plots, exclusions, 2);
    expect(two.hash).toBe(one.hash);
    expect([...two.results.keys()]).toEqual(plots.map(({ plotId }) => plotId));
    expect(one.parts).toBe(exclusions.length);
    const cut = [...one.results.values()].filter((result) => result.ok && result.cut.pieces.length > 1);
    expect(cut.length).toBeGreaterThan(100);
    expect([...one.results.values()].every(({ ok }) => ok)).toBe(true);
  });

  it('names the plot it cannot compute and computes the others', async () => {
    const plots = [
      { plotId: 1, wkb: withNaN(square(X, Y, 10)) },
      { plotId: 2, wkb: new Uint8Array(0) },
      { plotId: 3, wkb: writeWkb(square(X + 20, Y, 10)) },
    ];
    const { results } = await compute(plots, [], 1);
    expect(results.get(1)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    expect(results.get(2)).toMatchObject({ ok: false, code: 'INVALID_INPUT' });
    expect(results.get(3)).toMatchObject({ ok: true });
  });

  it('repairs a plot and an exclusion that cross themselves, and says so', async () => {
    // a bow tie of two triangles of 25 m² each
    const bowTie = (x: number): MultiPolygon => [[ring([x, Y], [x + 10, Y + 10], [x + 10, Y], [x, Y + 10])]];
    const exclusions = [{ wkb: writeWkb(bowTie(X + 100)), ruleMask: 1, source: 5 }];
    const plots = [
      { plotId: 1, wkb: writeWkb(bowTie(X)) },
      { plotId: 2, wkb: writeWkb(square(X + 100, Y, 10)) },
    ];
    const { results, repaired } = await compute(plots, exclusions, 1);
    expect(repaired).toEqual([5]);
    const first = results.get(1);
    expect(first?.ok && first.cut.repaired).toBe(true);
    expect(first?.ok && first.cut.grossSquareMeters).toBeCloseTo(50, 1);
    const second = results.get(2);
    const hit = second?.ok ? second.cut.pieces.find(({ mask }) => mask === 1) : undefined;
    expect(hit?.areaSquareMeters).toBeCloseTo(50, 1);
  });

  it('knows the holes of an exclusion and its several polygons', async () => {
    //  10 ┌──────┬─┬─┐     west of 6 with a hole of 2 × 2, and east of 8
    //     │ ┌┐   │ │ │
    //     │ └┘   │ │ │
    //   0 └──────┴─┴─┘
    const box = (x0: number, x1: number, y0: number, y1: number) =>
      ring([X + x0, Y + y0], [X + x1, Y + y0], [X + x1, Y + y1], [X + x0, Y + y1]);
    const geometry = [[box(-5, 6, -5, 20), box(2, 4, 2, 4)], [box(8, 20, -5, 20)]];
    const exclusions = [{ wkb: writeWkb(geometry), ruleMask: 1, source: 3 }];
    const plots = [{ plotId: 1, wkb: writeWkb(square(X, Y, 10)) }];
    const { results, parts } = await compute(plots, exclusions, 1);
    expect(parts).toBe(2);
    const only = results.get(1);
    const areas = only?.ok
      ? only.cut.pieces.map(({ mask, areaSquareMeters: m2 }) => [mask, Math.round(m2)])
      : [];
    expect(areas).toHaveLength(3);
    expect(areas).toEqual(
      expect.arrayContaining([
        [0, 4],
        [0, 20],
        [1, 76],
      ]),
    );
    expect(only?.ok && only.cut.hits).toEqual([{ rule: 0, source: 3 }]);
  });

  it('does not compute plots as if a ruined exclusion were not there', async () => {
    const exclusions = [{ wkb: withNaN(square(X, Y, 10)), ruleMask: 1, source: 9 }];
    const { results } = await compute([{ plotId: 1, wkb: writeWkb(square(X, Y, 10)) }], exclusions, 1);
    expect(results.get(1)).toMatchObject({ ok: false, code: 'EXCLUSION_INVALID' });
  });

  it('stops within a second of being cancelled', async () => {
    const { plots, exclusions } = buildScene();
    const many = Array.from({ length: 40 }, () => plots).flat();
    const controller = new AbortController();
    let cancelledAt = 0;
    const run = compute(many, exclusions, 2, controller.signal, () => {
      if (cancelledAt > 0) return;
      cancelledAt = performance.now();
      controller.abort();
    });
    await expect(run).rejects.toMatchObject({ code: 'OPERATION_CANCELLED' });
    expect(performance.now() - cancelledAt).toBeLessThan(1000);
  });
});
