import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openGeoJson } from '../../../../../../electron/backend/vector/geojson/openGeoJson.ts';
import { temporaryFolder } from '../../../../../support/temporaryFolder.ts';

function open(content: string | Buffer) {
  const path = join(temporaryFolder(), 'source.json');
  writeFileSync(path, content);
  return openGeoJson(path, { shownFile: 'x.geojson', layerName: 'x', encoding: undefined });
}

const polygon = {
  type: 'Polygon',
  coordinates: [
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 0],
    ],
  ],
};
const feature = (properties: string) =>
  `{"type":"Feature","properties":${properties},"geometry":${JSON.stringify(polygon)}}`;
const collection = (...features: string[]) =>
  `{"type":"FeatureCollection","features":[${features.join(',')}]}`;

describe('GeoJSON', () => {
  it('keeps ids beyond 2^53 digit for digit as text', () => {
    const source = open(collection(feature('{"BSM":5117990101234567891,"n":12}')));
    expect(source.layers[0]?.fields).toEqual([
      { name: 'BSM', type: 'text' },
      { name: 'n', type: 'integer' },
    ]);
    expect([...source.readFeatures('x')][0]?.values).toEqual(['5117990101234567891', 12]);
  });

  it('is WGS 84 longitude and latitude without a crs member', () => {
    expect(open(collection(feature('{}'))).layers[0]?.crs).toEqual([{ kind: 'code', text: 'OGC:CRS84' }]);
  });

  it('is in the system its crs member names', () => {
    const crs = '"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4490"}}';
    const source = open(`{"type":"FeatureCollection",${crs},"features":[${feature('{}')}]}`);
    expect(source.layers[0]?.crs).toEqual([{ kind: 'code', text: 'urn:ogc:def:crs:EPSG::4490' }]);
  });

  it('unites the properties of all features and takes mixed types as text', () => {
    const source = open(collection(feature('{"a":1}'), feature('{"a":"x","b":1.5}')));
    expect(source.layers[0]?.fields).toEqual([
      { name: 'a', type: 'text' },
      { name: 'b', type: 'real' },
    ]);
    expect([...source.readFeatures('x')].map(({ values }) => values)).toEqual([
      ['1', null],
      ['x', 1.5],
    ]);
  });

  it('reads a file that starts with a byte order mark', () => {
    expect(open(`\uFEFF${collection(feature('{}'))}`).layers[0]?.features).toBe(1);
  });

  it.each([
    ['a text that ends early', '{"type":"FeatureCollection","features":[{"type":"Feature"'],
    ['100,000 opening brackets', '['.repeat(100_000)],
    [
      'brackets nested 100 deep',
      `{"type":"FeatureCollection","features":[${'['.repeat(100)}${']'.repeat(100)}]}`,
    ],
    ['JSON that is no GeoJSON', '{"a":1}'],
    ['text after the end', `${collection()} x`],
    ['a missing comma', '{"type":"FeatureCollection" "features":[]}'],
  ])('refuses %s with DATASET_UNRECOGNISED', (_name, content) => {
    expect(() => open(content)).toThrow(expect.objectContaining({ code: 'DATASET_UNRECOGNISED' }));
  });

  it('refuses bytes that are not UTF-8', () => {
    const bytes = Buffer.from(collection(feature('{"a":"xx"}')));
    bytes.set([0xc0, 0xee], bytes.indexOf('xx'));
    expect(() => open(bytes)).toThrow(expect.objectContaining({ code: 'DATASET_UNRECOGNISED' }));
  });

  it('does not let a __proto__ key change an object', () => {
    const source = open(collection(feature('{"__proto__":{"polluted":1}}')));
    expect([...source.readFeatures('x')]).toHaveLength(1);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
