import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  type CoordinateSystem,
  listCoordinateSystems,
} from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { canTransform, createTransform } from '../../../../../shared/domain/crs/createTransform.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';
import { requireSystem } from '../../../../support/coordinates.ts';

const lonLat = requireSystem('EPSG:4490');
const wgs84 = requireSystem('EPSG:4326');
const zones = listCoordinateSystems().filter((system) => system.kind === 'projected' && system.convertible);

describe('converting positions', () => {
  it('returns to where it started, in every zone and out to its edge', () => {
    expect(zones).toHaveLength(42 + 22 + 120);
    for (const zone of zones) {
      const base = zone.datum === 'WGS84' ? wgs84 : lonLat;
      const meridian = zone.centralMeridianDegrees ?? 0;
      const half = (zone.zoneWidthDegrees ?? 0) / 2;
      const south = zone.falseNorthingMeters === 0 ? 1 : -1;
      for (const longitude of [meridian - half, meridian, meridian + half]) {
        for (const latitude of [4, 20, 31.2, 45, 53.5]) {
          const [x, y] = convert(base, zone, longitude, latitude * south);
          const [backLongitude, backLatitude] = convert(zone, base, x, y);
          expect(Math.abs(fold(backLongitude - longitude)), zone.code).toBeLessThan(1e-11);
          expect(Math.abs(backLatitude - latitude * south), zone.code).toBeLessThan(1e-11);
        }
      }
    }
  });

  it('shifts between zone-prefixed and plain eastings without touching a digit', () => {
    expect(
      convert(requireSystem('EPSG:4524'), requireSystem('EPSG:4545'), 36_452_300.25, 3_453_100.75),
    ).toEqual([452_300.25, 3_453_100.75]);
    expect(convert(requireSystem('EPSG:4545'), requireSystem('EPSG:4524'), 452_300.25, 3_453_100.75)).toEqual(
      [36_452_300.25, 3_453_100.75],
    );
  });

  it('treats CGCS2000 and WGS84 as coincident', () => {
    expect(convert(lonLat, wgs84, 107.5, 31.2)).toEqual([107.5, 31.2]);
    expect(convert(wgs84, lonLat, 107.5, 31.2)).toEqual([107.5, 31.2]);
  });

  it('goes from one zone into the next', () => {
    const [x, y] = convert(lonLat, requireSystem('EPSG:4545'), 109.4, 30);
    const [nextX, nextY] = convert(lonLat, requireSystem('EPSG:4546'), 109.4, 30);
    const [acrossX, acrossY] = convert(requireSystem('EPSG:4545'), requireSystem('EPSG:4546'), x, y);
    expect(acrossX).toBeCloseTo(nextX, 6);
    expect(acrossY).toBeCloseTo(nextY, 6);
  });

  it('never shifts a legacy datum, but converts within one', () => {
    const xian = requireSystem('EPSG:2360');
    expect(canTransform(xian, requireSystem('EPSG:4524'))).toBe(false);
    expect(canTransform(lonLat, xian)).toBe(false);
    expect(canTransform(xian, requireSystem('EPSG:2412'))).toBe(false);
    expect(() => createTransform(xian, lonLat)).toThrow(RangeError);
    expect(canTransform(xian, requireSystem('EPSG:2381'))).toBe(true);
    expect(convert(xian, requireSystem('EPSG:2381'), 36_452_300, 3_453_100)).toEqual([452_300, 3_453_100]);
  });

  it('writes where it is told to', () => {
    const out = new Float64Array(6);
    createTransform(lonLat, requireSystem('EPSG:4545'))(108, 0, out, 2);
    expect([...out].map(Math.round)).toEqual([0, 0, 500_000, 0, 0, 0]);
  });

  it('converts a million vertices in about a second', () => {
    const inverse = createTransform(requireSystem('EPSG:4545'), lonLat);
    const out = new Float64Array(2);
    const start = performance.now();
    for (let i = 0; i < 1_000_000; i++) inverse(452_300 + (i % 1000), 3_453_100, out, 0);
    expect(performance.now() - start).toBeLessThan(4000);
  });
});

describeWhenAvailable('beside PROJ', { cs2cs: hasProgram('cs2cs', []) }, () => {
  // -f asks for ten decimals; +axis order of the registry is latitude, longitude and north, east.
  it.each(['EPSG:4545', 'EPSG:4524', 'EPSG:4507', 'EPSG:4533'])(
    'lands on the same micrometre in %s',
    (code) => {
      const zone = requireSystem(code);
      const longitude = (zone.centralMeridianDegrees ?? 0) + 1.45;
      for (const latitude of [18.5, 31.2, 53]) {
        const { stdout } = spawnSync('cs2cs', ['-f', '%.7f', 'EPSG:4490', code], {
          input: `${latitude} ${longitude}\n`,
          encoding: 'utf8',
        });
        const [north = Number.NaN, east = Number.NaN] = stdout.trim().split(/\s+/).map(Number);
        const [x, y] = convert(lonLat, zone, longitude, latitude);
        expect(x).toBeCloseTo(east, 5.5);
        expect(y).toBeCloseTo(north, 5.5);
      }
    },
  );
});

function convert(from: CoordinateSystem, to: CoordinateSystem, x: number, y: number): [number, number] {
  const out = new Float64Array(2);
  createTransform(from, to)(x, y, out, 0);
  return [out[0] as number, out[1] as number];
}

/** UTM zones 1 and 60 answer on the other side of the antimeridian. */
function fold(degrees: number): number {
  return degrees - 360 * Math.round(degrees / 360);
}
