import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { ring, square, squareRing } from '../../../../support/buildPolygon.ts';
import { unwrap } from '../../../../support/unwrap.ts';
import { writeLineWkb } from '../../../../support/writeLineWkb.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});
afterAll(() => engine.dispose());

/** Planar areas of the pieces, smallest first. */
function areasOfPieces(shape: MultiPolygon, ...line: (readonly [number, number])[]): number[] {
  return engine.scope(() => {
    const pieces = unwrap(
      engine.splitByLine(
        unwrap(engine.fromMultiPolygon(shape)),
        unwrap(engine.fromWkb(writeLineWkb(...line))),
      ),
    );
    return pieces.map((piece) => engine.area(piece)).sort((a, b) => a - b);
  });
}

describe('splitting by a line', () => {
  // Expected areas: shapely 2.0 / GEOS, shapely.ops.split on the same shapes.
  it('cuts through a hole into two pieces', () => {
    const plot = [
      [
        ring([500_000, 3_000_000], [500_100, 3_000_000], [500_100, 3_000_080], [500_000, 3_000_080]),
        squareRing(500_020, 3_000_020, 20),
      ],
    ];
    const areas = areasOfPieces(plot, [499_990, 3_000_010], [500_050, 3_000_050], [500_110, 3_000_030]);
    expect(areas).toHaveLength(2);
    expect(areas[0]).toBeCloseTo(3_425, 6);
    expect(areas[1]).toBeCloseTo(4_175, 6);
  });

  //   ┌──┐    ┌──┐
  // ──┼──┼────┼──┼──   both arms of the U come off
  //   │  └────┘  │
  //   └──────────┘
  it('takes both arms off a U with one line', () => {
    const u = [[ring([0, 0], [100, 0], [100, 100], [70, 100], [70, 30], [30, 30], [30, 100], [0, 100])]];
    expect(areasOfPieces(u, [-10, 60], [110, 60])).toEqual([1_200, 1_200, 4_800]);
  });

  it('leaves a shape whole where the line ends inside it', () => {
    expect(areasOfPieces(square(0, 0, 10), [-5, 5], [5, 5])).toEqual([100]);
  });

  it('leaves a shape whole where the line passes by', () => {
    expect(areasOfPieces(square(0, 0, 10), [-5, 15], [15, 15])).toEqual([100]);
  });

  it('cuts out what a closed line encloses', () => {
    expect(areasOfPieces(square(0, 0, 10), [4, 4], [6, 4], [6, 6], [4, 6], [4, 4])).toEqual([4, 96]);
  });

  it('frees what it made', () => {
    areasOfPieces(square(0, 0, 10), [-5, 5], [15, 5]);
    expect(engine.statistics().liveShapes).toBe(0);
  });
});
