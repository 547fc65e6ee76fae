import { describe, expect, it } from 'vitest';
import { openShapefile } from '../../../../../../electron/backend/vector/shapefile/openShapefile.ts';
import type { VectorSource } from '../../../../../../electron/backend/vector/source/VectorSource.ts';
import { temporaryFolder } from '../../../../../support/temporaryFolder.ts';
import {
  type ShapefileFixture,
  squareRing,
  writeShapefileFixture,
} from '../../../../../support/writeShapefileFixture.ts';

const square = [squareRing(500_000, 3_000_000, 20)];
const text = { name: 'ZLDWMC', type: 'C', width: 20 } as const;

function open(fixture: Omit<ShapefileFixture, 'folder'>, encoding?: string): VectorSource {
  const path = writeShapefileFixture({ folder: temporaryFolder(), ...fixture });
  return openShapefile(path, { shownFile: path, layerName: 'plots', encoding });
}

function readAll(source: VectorSource) {
  const features = [...source.readFeatures('plots')];
  source.close();
  return features;
}

describe('the encoding of a .dbf', () => {
  const names = ['李家村', '龘村'];
  const rows = names.map((name) => [name]);
  const base = { shapes: [square, square], columns: [text], rows };

  it('is guessed as GB18030 where nothing is declared and the bytes are not UTF-8', () => {
    const source = open({ ...base, encode: 'gbk' });
    expect(source.layers[0]).toMatchObject({ encoding: 'gb18030', encodingFrom: 'guess' });
    expect(readAll(source).map(({ values }) => values[0])).toEqual(['李家村', '龘村']);
  });

  it('is guessed as UTF-8 where the bytes are valid UTF-8', () => {
    const source = open({ ...base, encode: 'utf8' });
    expect(source.layers[0]).toMatchObject({ encoding: 'utf-8', encodingFrom: 'guess' });
    expect(readAll(source)[0]?.values[0]).toBe('李家村');
  });

  it.each(['GBK', '936', 'cp936', 'GB2312'])('is taken from a .cpg that says %s', (cpg) => {
    const source = open({ ...base, encode: 'gbk', cpg });
    expect(source.layers[0]).toMatchObject({ encoding: 'gb18030', encodingFrom: 'file' });
    expect(readAll(source)[0]?.values[0]).toBe('李家村');
  });

  it.each([0x4d, 0x7a])('is taken from language driver %i where there is no .cpg', (languageDriver) => {
    const source = open({ ...base, encode: 'gbk', languageDriver });
    expect(source.layers[0]).toMatchObject({ encoding: 'gb18030', encodingFrom: 'file' });
  });

  it('is not taken from a .cpg that the bytes contradict; the contradiction is reported', () => {
    const source = open({ ...base, encode: 'gbk', cpg: 'UTF-8' });
    expect(source.layers[0]).toMatchObject({ encoding: 'gb18030', encodingFrom: 'guess' });
    expect(source.layers[0]?.findings.map(({ code }) => code)).toContain('ENCODING_CONTRADICTED');
    expect(readAll(source)[0]?.values[0]).toBe('李家村');
  });

  it('is the one the user names, whatever the .cpg says', () => {
    const source = open({ ...base, encode: 'gbk', cpg: 'ISO-8859-1' }, 'gb18030');
    expect(source.layers[0]).toMatchObject({ encoding: 'gb18030', encodingFrom: 'user' });
    expect(readAll(source)[0]?.values[0]).toBe('李家村');
  });

  it('holds for field names too', () => {
    const columns = [{ name: '图斑编号', type: 'C', width: 20 } as const];
    const source = open({ shapes: [square], columns, rows: [['A1']], encode: 'gbk' });
    expect(source.layers[0]?.fields).toEqual([{ name: '图斑编号', type: 'text' }]);
  });

  it('forgives a character that the width of the field cut in two', () => {
    const columns = [{ name: 'MC', type: 'C', width: 7 } as const];
    const source = open({ shapes: [square], columns, rows: [['李家村']], encode: 'utf8' });
    expect(source.layers[0]).toMatchObject({ encoding: 'utf-8' });
    expect(readAll(source)[0]?.values[0]).toBe('李家');
  });
});

describe('the values of a .dbf', () => {
  it('keeps ids of 19 digits and leading zeros as text, and numbers as numbers', () => {
    const columns = [
      { name: 'BSM', type: 'N', width: 19 },
      { name: 'DLBM', type: 'C', width: 5 },
      { name: 'DM', type: 'N', width: 4 },
      { name: 'TBMJ', type: 'N', width: 15, decimals: 2 },
      { name: 'SL', type: 'N', width: 6 },
    ] as const;
    const rows = [['5117990101234567891', '0101', '0101', '350.74', '12']];
    const source = open({ shapes: [square], columns, rows });
    expect(source.layers[0]?.fields.map(({ type }) => type)).toEqual([
      'text',
      'text',
      'text',
      'real',
      'integer',
    ]);
    expect(readAll(source)[0]?.values).toEqual(['5117990101234567891', '0101', '0101', 350.74, 12]);
  });

  it('reads dates, empty cells and overflowed numbers', () => {
    const columns = [
      { name: 'RQ', type: 'D', width: 8 },
      { name: 'BZ', type: 'C', width: 5 },
      { name: 'MJ', type: 'N', width: 5, decimals: 1 },
    ] as const;
    const source = open({ shapes: [square], columns, rows: [['20230501', '', '*****']] });
    expect(readAll(source)[0]?.values).toEqual(['2023-05-01', null, null]);
  });
});

describe('the shapes of a .shp', () => {
  it('gives a hole to the outer ring around it and keeps two outer rings apart', () => {
    //  ┌──────┐  ┌──┐
    //  │ ┌──┐ │  └──┘
    //  │ └──┘ │
    //  └──────┘
    const outer = squareRing(0, 0, 100);
    const hole = [40, 40, 60, 40, 60, 60, 40, 60, 40, 40];
    const source = open({ shapes: [[outer, squareRing(200, 0, 10), hole]] });
    const [feature] = readAll(source);
    const polygons = feature?.geometry?.ok ? feature.geometry.value.polygons : [];
    expect(polygons.map((rings) => rings.length)).toEqual([2, 1]);
  });

  it('reads all records of a file whose .shx is missing, and says so', () => {
    const source = open({ shapes: [square, square, square], shx: false });
    expect(source.layers[0]?.findings.map(({ code }) => code)).toContain('SHX_REBUILT');
    expect(readAll(source)).toHaveLength(3);
  });

  it('gives a null shape as no geometry', () => {
    const source = open({ shapes: [null, square] });
    expect(readAll(source).map(({ geometry }) => geometry === null)).toEqual([true, false]);
  });
});
