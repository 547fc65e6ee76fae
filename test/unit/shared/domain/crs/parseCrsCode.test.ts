import { expect, it } from 'vitest';
import { parseCrsCode } from '../../../../../shared/domain/crs/parseCrsCode.ts';

it.each([
  ['4545', 'EPSG:4545'],
  ['EPSG:4545', 'EPSG:4545'],
  [' epsg:4545 ', 'EPSG:4545'],
  ['EPSG::4545', 'EPSG:4545'],
  ['urn:ogc:def:crs:EPSG::4545', 'EPSG:4545'],
  ['urn:ogc:def:crs:EPSG:6.9:4490', 'EPSG:4490'],
  ['http://www.opengis.net/def/crs/EPSG/0/4490', 'EPSG:4490'],
  ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326'],
  ['OGC:CRS84', 'EPSG:4326'],
])('reads %s as %s', (text, code) => {
  expect(parseCrsCode(text)).toBe(code);
});

it.each(['', 'CGCS2000', 'EPSG:', 'EPSG:45', 'EPSG:4545;DROP', '4545.0', 'ESRI:102025'])(
  'refuses “%s”',
  (text) => {
    expect(parseCrsCode(text)).toBeUndefined();
  },
);
