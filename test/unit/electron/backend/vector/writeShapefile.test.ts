import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeGbk } from '../../../../../electron/backend/vector/encodeGbk.ts';
import { openShapefile } from '../../../../../electron/backend/vector/writeShapefile.ts';
import { describeWhenAvailable, hasProgram } from '../../../../support/availability.ts';

const folders: string[] = [];

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'shapefile-'));
  folders.push(path);
  return path;
}

afterEach(() => {
  for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
});

const FIELDS = [
  { name: 'JCBH', kind: 'text', length: 19 },
  { name: 'DLMC', kind: 'text', length: 10 },
  { name: 'MJ', kind: 'number', length: 15, decimals: 2 },
] as const;

// A square with a hole; both rings counter-clockwise on purpose.
const SHELL = Float64Array.of(0, 0, 10, 0, 10, 10, 0, 10, 0, 0);
const HOLE = Float64Array.of(2, 2, 4, 2, 4, 4, 2, 4, 2, 2);

describe('encodeGbk', () => {
  it('gives bytes that decode to the same text', () => {
    const text = '示例县 张家镇 0201K 可调整果园 ①Ⅱ〔2023〕，＋é';
    const { bytes, replaced } = encodeGbk(text.replace('é', ''));
    expect(new TextDecoder('gbk').decode(bytes)).toBe(text.replace('é', ''));
    expect(replaced).toBe(0);
  });

  it('counts characters GBK does not have instead of losing them in silence', () => {
    const { bytes, replaced } = encodeGbk('𠮷村');
    expect(replaced).toBe(1);
    expect(new TextDecoder('gbk').decode(bytes)).toBe('?村');
  });
});

describe('openShapefile', () => {
  it('stores shells clockwise and holes counter-clockwise', () => {
    const path = join(folder(), 'plots.shp');
    const writer = openShapefile({ path, fields: FIELDS, encoding: 'gbk' });
    writer.add([[SHELL, HOLE]], ['1', null, 96]);
    writer.finish();
    const shp = readFileSync(path);
    const point = (k: number): [number, number] => {
      const offset = 100 + 8 + 44 + 8 + 16 * k;
      return [shp.readDoubleLE(offset), shp.readDoubleLE(offset + 8)];
    };
    expect([point(0), point(1), point(2)]).toEqual([
      [0, 0],
      [0, 10],
      [10, 10],
    ]);
    expect([point(5), point(6), point(7)]).toEqual([
      [2, 2],
      [4, 2],
      [4, 4],
    ]);
  });

  it('cuts a text at a whole character and says so', () => {
    const path = join(folder(), 'plots.shp');
    const writer = openShapefile({ path, fields: FIELDS, encoding: 'utf8' });
    writer.add([[SHELL]], ['1', '可调整果园', 100]);
    expect(writer.finish().cutTexts).toBe(1);
    const record = readFileSync(path.replace('.shp', '.dbf')).subarray(33 + 32 * 3);
    expect(record.subarray(20, 30).toString('utf8').trimEnd()).toBe('可调整');
  });

  it('leaves out .prj and .cpg where told to', () => {
    const directory = folder();
    const writer = openShapefile({
      path: join(directory, 'a.shp'),
      fields: FIELDS,
      encoding: 'utf8',
      writeCpg: false,
    });
    writer.finish();
    expect(readdirSync(directory).sort()).toEqual(['a.dbf', 'a.shp', 'a.shx']);
  });
});

describeWhenAvailable('Shapefiles as GDAL reads them', { ogrinfo: hasProgram('ogrinfo') }, () => {
  it('has the same rows, texts, numbers and null shapes', () => {
    const path = join(folder(), '图斑.shp');
    const writer = openShapefile({ path, fields: FIELDS, encoding: 'gbk' });
    writer.add([[SHELL, HOLE]], ['5117990010000000417', '水田', 1195.4]);
    writer.add(null, ['2', null, null]);
    writer.finish();
    const { stdout } = spawnSync('ogrinfo', ['-ro', '-al', path], { encoding: 'utf8' });
    expect(stdout).toContain('Feature Count: 2');
    expect(stdout).toContain('JCBH (String) = 5117990010000000417');
    expect(stdout).toContain('DLMC (String) = 水田');
    expect(stdout).toContain('MJ (Real) = 1195.40');
    expect(stdout).toContain('POLYGON ((0 0,0 10,10 10,10 0,0 0),(2 2,4 2,4 4,2 4,2 2))');
    expect(stdout).toContain('MJ (Real) = (null)');
  });
});
