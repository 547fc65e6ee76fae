import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { compareParts } from '../../../../../electron/backend/documents/compareParts.ts';
import { assertLayersAddUp } from '../../../../../electron/backend/documents/layers/assertLayersAddUp.ts';
import type { ListLayer } from '../../../../../electron/backend/documents/layers/listLayer.ts';
import { listProducts } from '../../../../../electron/backend/documents/listProducts.ts';
import { selectRestorable } from '../../../../../electron/backend/documents/selectRestorable.ts';
import { withSampleLayers } from './sampleLayers.ts';
import { sampleOptions, sampleSource } from './sampleSource.ts';

const source = withSampleLayers(sampleSource(['甲', '乙', '丙']));
const { gpkg } = listProducts;

async function write(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tianheng-layers-'));
  const [path = ''] = await gpkg.write(source, folder, '清单', sampleOptions);
  return path;
}

const compare = async (path: string) =>
  compareParts(
    gpkg.expect(source, path, sampleOptions),
    await gpkg.read(path, { encoding: 'utf8', columns: source.table.columns }),
  );

describe('layers beside the list', () => {
  it('come back as they were written, after the list', async () => {
    const path = await write();
    expect(await compare(path)).toEqual([]);
    const parts = await gpkg.read(path, { encoding: 'utf8', columns: source.table.columns });
    expect(parts.map(({ name }) => name)).toEqual([
      ...['', '分割地块', '核算碎片'],
      ...['标注面', '标注线', '标注点'],
    ]);
    expect(parts[2]?.rows.map((row) => row.slice(1, 7))).toEqual([
      [1, '未命中规则', null, null, 310.66, 0.47],
      [2, '命中规则', 'E02', '生态保护红线 自然资发〔2022〕142号 第二条', 73.34, 0.11],
    ]);
    expect(parts[3]?.rows[0]?.slice(1, 3)).toEqual(['云线', '=疑似建房 㐂']);
  });

  it.each([
    ['a verdict', `UPDATE parts SET PDJL = '另判' WHERE fid = 1`, '分割地块第 1 个要素“判读结论”'],
    [
      'an area',
      'UPDATE pieces SET MJM = MJM + 0.01 WHERE fid = 2',
      '核算碎片第 2 个要素“面积（亩，平差后）”',
    ],
    ['a text', `UPDATE markup_points SET BZWZ = '未复绿'`, '标注点第 1 个要素“标注文字”'],
    ['a shape', 'UPDATE markup_lines SET geom = (SELECT geom FROM markup_points)', '标注线第 1 个要素“图形”'],
  ])('show %s that was changed', async (_what, statement, where) => {
    const path = await write();
    const database = new Database(path);
    database.pragma('journal_mode = DELETE');
    // the index triggers name functions only spatial programs have
    for (const name of ['ST_IsEmpty', 'ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'])
      database.function(name, (_geometry: unknown) => 0);
    database.exec(statement);
    database.close();
    expect((await compare(path)).map((difference) => difference.where)).toEqual([where]);
  });

  it('are not sealed where parts or pieces of a plot are not the plot', () => {
    const { snapshot } = source;
    expect(() => assertLayersAddUp(snapshot)).not.toThrow();
    const change = (table: string, field: string, by: number) =>
      snapshot.layers.map((layer): ListLayer => {
        if (layer.kind.table !== table) return layer;
        const place = layer.kind.columns.findIndex(({ fieldName }) => fieldName === field);
        const [first = [], ...rest] = layer.rows;
        return { ...layer, rows: [first.with(place, Number(first[place]) + by), ...rest] };
      });
    for (const [table, field, by] of [
      ['parts', 'MJM', 0.01],
      ['parts', 'TQMJ', 0.02],
      ['pieces', 'MJM', -0.01],
      ['pieces', 'TQMJ', -0.02],
    ] as const) {
      const layers = change(table, field, by);
      expect(() => assertLayersAddUp({ ...snapshot, layers }), `${table} ${field}`).toThrow(
        expect.objectContaining({ code: 'RELEASE_MISMATCH' }),
      );
    }
  });

  it.each(['geojson', 'kml'] as const)(
    'stand in %s without the pieces, and show what was changed',
    async (format) => {
      const product = listProducts[format];
      const folder = mkdtempSync(join(tmpdir(), 'tianheng-layers-'));
      const options = { encoding: 'utf8', columns: source.table.columns } as const;
      const paths = await product.write(source, folder, '清单', sampleOptions);
      const places: string[] = [];
      for (const path of paths) {
        const expected = product.expect(source, path, sampleOptions);
        expect(compareParts(expected, await product.read(path, options))).toEqual([]);
        const changed = readFileSync(path, 'utf8').replaceAll('已复绿', '未复绿').replace('箭头', '直线');
        writeFileSync(path, changed);
        places.push(...compareParts(expected, await product.read(path, options)).map(({ where }) => where));
      }
      const shown = format === 'kml' ? ['标注点第 1 个要素“显示名称”'] : [];
      expect(places.sort()).toEqual(
        ['标注点第 1 个要素“标注文字”', '标注线第 1 个要素“标注类型”', ...shown].sort(),
      );
      const all = paths.map((path) => readFileSync(path, 'utf8')).join('');
      expect(all).toContain('分割地块');
      expect(all).not.toContain('核算碎片');
    },
  );

  it('follow the plots when of all plots the restorable ones are chosen', () => {
    const [first, ...others] = source.snapshot.rows;
    if (first === undefined) throw new Error('no row');
    const whole = { ...source.snapshot, rows: [{ ...first, eligibility: 'ineligible' as const }, ...others] };
    const chosen = selectRestorable(whole, '示例县可恢复图斑清单');
    expect(chosen.title).toBe('示例县可恢复图斑清单');
    expect(chosen.rows).toEqual(others);
    // the first plot had the parts, the area and the arrow
    expect(chosen.layers.map(({ kind, rows }) => `${kind.title} ${rows.length}`)).toEqual([
      '核算碎片 2',
      '标注点 1',
    ]);
    expect(chosen.layers[1]?.shapes).toEqual(source.snapshot.layers.at(-1)?.shapes);
  });

  it('are left out where there is nothing in them', async () => {
    const bare = sampleSource(['甲']);
    const folder = mkdtempSync(join(tmpdir(), 'tianheng-layers-'));
    const [path = ''] = await gpkg.write(bare, folder, '清单', sampleOptions);
    expect(await gpkg.read(path, { encoding: 'utf8', columns: bare.table.columns })).toHaveLength(1);
  });
});
