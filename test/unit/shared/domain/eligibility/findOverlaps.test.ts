import { beforeAll, describe, expect, it } from 'vitest';
import { createAreaMeter, DEFAULT_AREA_SETTINGS } from '../../../../../shared/domain/area/areaMeter.ts';
import {
  type CoordinateSystem,
  findCoordinateSystem,
} from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { findOverlaps } from '../../../../../shared/domain/eligibility/findOverlaps.ts';
import { createFrame } from '../../../../../shared/domain/eligibility/frame.ts';
import { createGeometryEngine } from '../../../../../shared/domain/geometry/createGeometryEngine.ts';
import type { GeometryEngine } from '../../../../../shared/domain/geometry/GeometryEngine.ts';
import type { MultiPolygon, Polygon } from '../../../../../shared/domain/geometry/multiPolygon.ts';
import { ring } from '../../../../support/buildPolygon.ts';

let engine: GeometryEngine;
beforeAll(async () => {
  engine = await createGeometryEngine();
});

function box(minX: number, minY: number, maxX: number, maxY: number): Polygon {
  return [ring([minX, minY], [maxX, minY], [maxX, maxY], [minX, maxY])];
}

function systemOf(code: string): CoordinateSystem {
  const system = findCoordinateSystem(code);
  if (system === undefined) throw new Error(code);
  return system;
}

function compare(code: string, latitude: number, drawn: MultiPolygon, others: readonly MultiPolygon[]) {
  const system = systemOf(code);
  const { computeSquareMeters: measure } = createAreaMeter(system, DEFAULT_AREA_SETTINGS);
  const tools = { engine, frame: createFrame(system, latitude), measure };
  const found = findOverlaps(
    tools,
    drawn,
    others.map((polygons, index) => ({ polygons, index })),
    0.01,
  );
  if (!found.ok) throw new Error(found.failure.message);
  return { ...found.value, measure };
}

describe('a drawn polygon over plots', () => {
  it('names each that it lies on, and takes what two of them share away once', () => {
    const [x, y] = [500_000, 3_000_000];
    const drawn = [box(x, y, x + 20, y + 20)];
    const { overlaps, remainder, measure } = compare('EPSG:4545', 0, drawn, [
      [box(x - 10, y, x + 10, y + 20)],
      // shares an edge only
      [box(x + 20, y, x + 40, y + 20)],
      [box(x + 5, y, x + 15, y + 20)],
      // deeper than rounding, less than is tolerated
      [box(x, y - 1, x + 20, y + 0.0004)],
    ]);
    expect(overlaps.map(({ other }) => other.index)).toEqual([0, 2]);
    for (const { squareMeters } of overlaps) expect(squareMeters).toBeCloseTo(200, 4);
    expect(measure(remainder)).toBeCloseTo(100, 4);
  });

  it('does so in degrees too, where all of the plane is less than a square unit', () => {
    const drawn = [box(113, 24, 113.002, 24.001)];
    const half = [box(113.001, 23.9, 113.003, 24.1)];
    const { overlaps, remainder, measure } = compare('EPSG:4490', 24, drawn, [half]);
    // equal widths between the same parallels are equal areas
    const whole = measure(drawn);
    expect(overlaps[0]?.squareMeters).toBeCloseTo(whole / 2, 4);
    expect(measure(remainder)).toBeCloseTo(whole / 2, 4);
  });

  it('leaves nothing where it is covered', () => {
    const drawn = [box(500_000, 3_000_000, 500_020, 3_000_020)];
    const { overlaps, remainder } = compare('EPSG:4545', 0, drawn, [
      [box(499_990, 2_999_990, 500_030, 3_000_030)],
    ]);
    expect(overlaps).toHaveLength(1);
    expect(remainder).toEqual([]);
  });
});
