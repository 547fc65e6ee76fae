import { describe, expect, it } from 'vitest';
import { createAreaMeter, DEFAULT_AREA_SETTINGS } from '../../../../../shared/domain/area/areaMeter.ts';
import { computePlanarSquareMeters } from '../../../../../shared/domain/area/planarArea.ts';
import { requireSystem, toRing } from '../../../../support/coordinates.ts';

const zone = requireSystem('EPSG:4545');
const lonLat = requireSystem('EPSG:4490');
const ring = toRing([
  [452_300, 3_453_100],
  [452_480, 3_453_250],
  [452_610, 3_453_080],
  [452_400, 3_452_930],
]);

describe('an area meter', () => {
  it('splits edges at 70 m unless told otherwise', () => {
    expect(DEFAULT_AREA_SETTINGS.edgeSplitMeters).toBe(70);
  });

  it('names ellipsoid, method and setting, because the figure cannot reveal a mix-up', () => {
    expect(createAreaMeter(zone, { edgeSplitMeters: 70 }).describe()).toBe(
      'CGCS2000 椭球面积，椭球面梯形公式（国土调查办发〔2008〕32号），投影平面上超过 70 m 的边均分后反算经纬度',
    );
    expect(createAreaMeter(zone, { edgeSplitMeters: null }).describe()).toContain('边不分段');
    expect(createAreaMeter(lonLat, { edgeSplitMeters: 70 }).describe()).toContain('边取大地线');
    for (const code of ['EPSG:4326', 'EPSG:32648']) {
      expect(createAreaMeter(requireSystem(code), { edgeSplitMeters: 70 }).describe()).toMatch(
        /^WGS 84 椭球面积/,
      );
    }
  });

  it('measures UTM on its own projection', () => {
    // The plot of the domain reference in UTM 48N (cs2cs from EPSG:4545), 50 397.19 m² on the ground.
    const utm = toRing([
      [738_157.574_095, 3_454_302.867_569],
      [738_333.486_11, 3_454_457.738_023],
      [738_468.087_243, 3_454_291.282_099],
      [738_262.177_752, 3_454_135.597_615],
    ]);
    const meter = createAreaMeter(requireSystem('EPSG:32648'), { edgeSplitMeters: 70 });
    expect(meter.computeSquareMeters([[utm]])).toBeCloseTo(50_397.19, 2);
  });

  it('gives 0 for an empty geometry and for a ring without an inside', () => {
    const meter = createAreaMeter(zone, DEFAULT_AREA_SETTINGS);
    expect(meter.computeSquareMeters([])).toBe(0);
    expect(meter.computeSquareMeters([[]])).toBe(0);
    expect(meter.computeSquareMeters([[toRing([[452_300, 3_453_100]])]])).toBe(0);
    const there = toRing([
      [452_300, 3_453_100],
      [452_480, 3_453_250],
    ]);
    expect(meter.computeSquareMeters([[there]])).toBe(0);
  });

  //   179.95°E  180°  179.95°W
  //      +-------|-------+
  it('measures a ring across the antimeridian like one beside it', () => {
    const meter = createAreaMeter(lonLat, DEFAULT_AREA_SETTINGS);
    const square = (west: number, east: number) =>
      toRing([
        [west, 30],
        [east, 30],
        [east, 30.1],
        [west, 30.1],
      ]);
    const across = meter.computeSquareMeters([[square(179.95, -179.95)]]);
    expect(across).toBeCloseTo(meter.computeSquareMeters([[square(107.5, 107.6)]]), 2);
  });

  it('refuses a legacy datum and a split that would never end', () => {
    expect(() => createAreaMeter(requireSystem('EPSG:2360'), DEFAULT_AREA_SETTINGS)).toThrow(RangeError);
    for (const edgeSplitMeters of [0, -70, 0.5, Number.NaN]) {
      expect(() => createAreaMeter(zone, { edgeSplitMeters })).toThrow(RangeError);
    }
  });
});

describe('the planar area', () => {
  it('is not computed, rather than zero, for degrees', () => {
    expect(computePlanarSquareMeters([[ring]], zone)).toBe(50_400);
    expect(computePlanarSquareMeters([[ring]], lonLat)).toBeUndefined();
  });
});
