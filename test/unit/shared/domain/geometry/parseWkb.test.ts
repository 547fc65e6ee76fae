import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWkb } from '../../../../../shared/domain/geometry/parseWkb.ts';
import { writeWkb } from '../../../../../shared/domain/geometry/writeWkb.ts';
import { square, squareRing } from '../../../../support/buildPolygon.ts';
import { wktToWkb } from '../../../../support/parseWkt.ts';
import { unwrap } from '../../../../support/unwrap.ts';

const fromHex = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

// Byte strings made by PostGIS: ST_AsBinary / ST_AsEWKB of the geometry named.
const POINT_Z_EWKB = '01 010000A0 E6100000 000000000000F03F 0000000000000040 0000000000000840';
const POLYGON_BIG_ENDIAN =
  '00 00000003 00000001 00000004 0000000000000000 0000000000000000 3FF0000000000000 0000000000000000' +
  ' 0000000000000000 3FF0000000000000 0000000000000000 0000000000000000';
const LINE_ZM_ISO =
  '01 BA0B0000 02000000 000000000000F03F 0000000000000040 0000000000000840 0000000000001040' +
  ' 0000000000001440 0000000000001840 0000000000001C40 0000000000002040';

describe('parseWkb', () => {
  it('reads polygons with holes back bit for bit', () => {
    const geometry = [[squareRing(0.1, 0.2, 10), squareRing(3, 3, 1 / 3)], ...square(1e7, -4e-320, 5)];
    expect(unwrap(parseWkb(writeWkb(geometry))).polygons).toEqual(geometry);
  });

  it('drops heights from EWKB, says so, and keeps the SRID', () => {
    const parsed = unwrap(parseWkb(fromHex(POINT_Z_EWKB)));
    expect(parsed).toMatchObject({ kind: 'points', droppedZ: true, droppedM: false, srid: 4326 });
    expect([...parsed.points]).toEqual([1, 2]);
  });

  it('reads big-endian bytes', () => {
    const parsed = unwrap(parseWkb(fromHex(POLYGON_BIG_ENDIAN)));
    expect(parsed.polygons).toEqual([[Float64Array.of(0, 0, 1, 0, 0, 1, 0, 0)]]);
  });

  it('drops heights and measures from ISO type 3002', () => {
    const parsed = unwrap(parseWkb(fromHex(LINE_ZM_ISO)));
    expect(parsed).toMatchObject({ kind: 'lines', droppedZ: true, droppedM: true });
    expect(parsed.lines).toEqual([Float64Array.of(1, 2, 5, 6)]);
  });

  it('gathers the polygons of nested collections and names mixed contents', () => {
    const bytes = wktToWkb(
      'GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POLYGON((0 0,1 0,1 1,0 0))),MULTIPOINT(5 5,6 6),POLYGON EMPTY)',
    );
    const parsed = unwrap(parseWkb(bytes));
    expect(parsed.kind).toBe('mixed');
    expect(parsed.polygons).toHaveLength(1);
    expect([...parsed.points]).toEqual([5, 5, 6, 6]);
  });

  it('reads empty geometries as empty', () => {
    for (const wkt of ['POINT EMPTY', 'POLYGON EMPTY', 'MULTIPOLYGON EMPTY', 'GEOMETRYCOLLECTION EMPTY']) {
      expect(unwrap(parseWkb(wktToWkb(wkt))).kind).toBe('empty');
    }
  });

  it('reads a view into a larger buffer', () => {
    const bytes = writeWkb(square(1, 2, 3));
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 3);
    expect(unwrap(parseWkb(larger.subarray(3, 3 + bytes.length))).polygons).toEqual(square(1, 2, 3));
  });

  it.each([
    ['no bytes', ''],
    ['a byte order that does not exist', '02 01000000'],
    ['a count of four thousand million rings', '01 03000000 FFFFFFFF'],
    ['a ring that claims more vertices than there are bytes', '01 03000000 01000000 FFFFFF0F 00000000'],
    ['a curve', '01 08000000 00000000'],
    ['an unknown type', '01 63000000 00000000'],
    [
      'a multipolygon that holds a point',
      '01 06000000 01000000 01 01000000 000000000000F03F 000000000000F03F',
    ],
    ['an infinite coordinate', '01 01000000 000000000000F07F 000000000000F03F'],
  ])('refuses %s with a typed failure', (_, hex) => {
    expect(parseWkb(fromHex(hex))).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
  });

  it('refuses every truncation', () => {
    const bytes = writeWkb([[squareRing(0, 0, 9), squareRing(1, 1, 1)]]);
    for (let length = 0; length < bytes.length; length++) {
      expect(parseWkb(bytes.subarray(0, length)).ok).toBe(false);
    }
  });

  it('refuses collections nested a thousand deep instead of using up the stack', () => {
    const levels = new Uint8Array(9 * 1000);
    for (let i = 0; i < 1000; i++) levels.set([1, 7, 0, 0, 0, 1, 0, 0, 0], 9 * i);
    expect(parseWkb(levels)).toMatchObject({ ok: false, failure: { code: 'INVALID_INPUT' } });
  });

  it('answers any damaged bytes without throwing', () => {
    const valid = writeWkb([[squareRing(0, 0, 9), squareRing(1, 1, 1)], ...square(20, 20, 5)]);
    const damaged = fc
      .array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = Uint8Array.from(valid);
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        expect(typeof parseWkb(bytes).ok).toBe('boolean');
      }),
      { numRuns: 3000 },
    );
  });
});
