import { describe, expect, it } from 'vitest';
import {
  readGeometryBlob,
  writeGeometryBlob,
} from '../../../../../electron/backend/storage/geopackage/geometryBlob.ts';
import {
  computeWkbBounds,
  promoteToMultiPolygon,
  readWkbType,
} from '../../../../../electron/backend/storage/geopackage/wkbBounds.ts';
import { squareWkb } from '../../../../support/buildProject.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

describe('geometry blobs', () => {
  it('gives back the reference system, bounds and WKB that were written', () => {
    const wkb = squareWkb(500_000, 3_000_000, 20);
    const bounds = { minX: 500_000, minY: 3_000_000, maxX: 500_020, maxY: 3_000_020 };
    const blob = readGeometryBlob(writeGeometryBlob(4545, wkb, bounds));
    expect(blob).toEqual({ srsId: 4545, wkb, bounds, empty: false });
  });

  it('has the bytes of GeoPackage 1.3 §2.1.3', () => {
    const blob = writeGeometryBlob(4545, bytes('0101'), { minX: 1, minY: 2, maxX: 3, maxY: 4 });
    expect(Buffer.from(blob).toString('hex')).toBe(
      '47500003' +
        'c1110000' +
        '000000000000f03f' +
        '0000000000000840' +
        '0000000000000040' +
        '0000000000001040' +
        '0101',
    );
  });

  it('marks an empty geometry and gives it no envelope', () => {
    const empty = bytes('01 06000000 00000000');
    expect(readGeometryBlob(writeGeometryBlob(4490, empty, null))).toEqual({
      srsId: 4490,
      wkb: empty,
      bounds: null,
      empty: true,
    });
  });

  it('reads big-endian headers and longer envelopes', () => {
    // flags: envelope code 2 (xyz), big endian; x 1..3, y 2..4, z 5..6
    const header = '4750 00 04 000011c1 3ff0000000000000 4008000000000000 4000000000000000 4010000000000000';
    const blob = readGeometryBlob(bytes(`${header} 4014000000000000 4018000000000000 aabb`));
    expect(blob).toEqual({
      srsId: 4545,
      wkb: bytes('aabb'),
      bounds: { minX: 1, minY: 2, maxX: 3, maxY: 4 },
      empty: false,
    });
  });

  it.each(['', '4750', '4d5000010000000000', '4750010100000000', '47500003c1110000', '4750000bc1110000'])(
    'takes “%s” for what it is: no geometry blob',
    (hex) => {
      expect(readGeometryBlob(bytes(hex))).toBeUndefined();
    },
  );
});

describe('computeWkbBounds', () => {
  it('covers polygons in both byte orders', () => {
    const little = squareWkb(10, 20, 5);
    expect(computeWkbBounds(little)).toEqual({ minX: 10, minY: 20, maxX: 15, maxY: 25 });
    // POINT (1 2), big endian
    expect(computeWkbBounds(bytes('00 00000001 3ff0000000000000 4000000000000000'))).toEqual({
      minX: 1,
      minY: 2,
      maxX: 1,
      maxY: 2,
    });
  });

  it('passes over Z and M, in ISO and EWKB spelling', () => {
    const vertex = '000000000000f03f 0000000000000040 00000000 00805940';
    const expected = { minX: 1, minY: 2, maxX: 1, maxY: 2 };
    for (const type of ['e9030000', '01000080']) {
      expect(computeWkbBounds(bytes(`01 02000000 00000000`))).toBeNull();
      expect(computeWkbBounds(bytes(`01 ${type} ${vertex}`))).toEqual(expected);
    }
  });

  it('is null for empty geometries, the NaN point among them', () => {
    expect(computeWkbBounds(bytes('01 06000000 00000000'))).toBeNull();
    expect(computeWkbBounds(bytes('01 01000000 000000000000f87f 000000000000f87f'))).toBeNull();
  });

  it('makes a polygon the only member of a multipolygon', () => {
    const promoted = promoteToMultiPolygon(squareWkb(0, 0, 1));
    expect(readWkbType(promoted)).toBe(6);
    expect(computeWkbBounds(promoted)).toEqual({ minX: 0, minY: 0, maxX: 1, maxY: 1 });
    expect(promoteToMultiPolygon(promoted)).toBe(promoted);
  });
});
