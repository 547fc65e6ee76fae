import { describe, expect, it } from 'vitest';
import {
  findCoordinateSystem,
  listCoordinateSystems,
} from '../../../../../shared/domain/crs/coordinateSystem.ts';
import { DATUMS } from '../../../../../shared/domain/crs/datum.ts';
import { requireSystem } from '../../../../support/coordinates.ts';
import registry from './epsg-registry.json' with { type: 'json' };

describe('the coordinate systems we know', () => {
  it('are the ones of the EPSG registry, parameter by parameter', () => {
    const ours = listCoordinateSystems()
      .filter((system) => system.kind === 'projected')
      .map((system) => [
        system.epsg,
        system.epsgName,
        DATUMS[system.datum].geographicEpsg,
        system.centralMeridianDegrees,
        system.falseEastingMeters,
        system.falseNorthingMeters,
        system.scaleFactor,
      ]);
    expect(ours).toEqual(registry.rows);
  });

  it('include the geographic system of each datum', () => {
    const geographic = listCoordinateSystems().filter(({ kind }) => kind === 'geographic');
    expect(geographic.map(({ code }) => code)).toEqual(['EPSG:4214', 'EPSG:4326', 'EPSG:4490', 'EPSG:4610']);
  });

  it.each([
    ['EPSG:4522', 34, 102, 34_500_000],
    ['EPSG:4543', 34, 102, 500_000],
    ['EPSG:4524', 36, 108, 36_500_000],
    ['EPSG:4545', 36, 108, 500_000],
  ])(
    'match the pairs of the domain reference: %s is zone %i, central meridian %i',
    (code, zone, meridian, easting) => {
      expect(findCoordinateSystem(code)).toMatchObject({
        zoneNumber: zone,
        zoneWidthDegrees: 3,
        centralMeridianDegrees: meridian,
        falseEastingMeters: easting,
      });
    },
  );

  it('have names that people know', () => {
    expect(requireSystem('EPSG:4545').name).toBe('CGCS2000 3° 带 108E');
    expect(requireSystem('EPSG:4524').name).toBe('CGCS2000 3° 带 36 带（108E）');
    expect(requireSystem('EPSG:4490').name).toBe('CGCS2000 经纬度');
    expect(requireSystem('EPSG:2360').name).toBe('西安80 3° 带 36 带（108E）');
    expect(requireSystem('EPSG:32648').name).toBe('WGS84 UTM 48N');
  });

  it('mark Xi’an 80 and Beijing 54, and nothing else, as not convertible', () => {
    for (const { datum, convertible } of listCoordinateSystems()) {
      expect(convertible).toBe(datum === 'CGCS2000' || datum === 'WGS84');
    }
  });

  it('do not include anything else', () => {
    expect(findCoordinateSystem('EPSG:3857')).toBeUndefined();
    expect(findCoordinateSystem('4545')).toBeUndefined();
  });
});
