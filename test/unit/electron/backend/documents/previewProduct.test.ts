import { Document, Packer, Paragraph } from 'docx';
import { describe, expect, it } from 'vitest';
import type { ListFormat } from '../../../../../electron/backend/documents/listProduct.ts';
import { previewProduct } from '../../../../../electron/backend/documents/previewProduct.ts';
import type { ProductPreview } from '../../../../../shared/contract/records/documentRecords.ts';
import { sampleOptions, sampleSource } from './sampleSource.ts';

const notes = Array.from({ length: 70 }, (_, index) => `备注 ${index + 1}`);

async function preview<K extends ProductPreview['kind']>(
  format: ListFormat,
  kind: K,
  options: Partial<typeof sampleOptions> = {},
) {
  const made = await previewProduct(
    sampleSource(notes),
    format,
    { ...sampleOptions, ...options },
    '图斑清单',
  );
  expect(made.kind).toBe(kind);
  return made as Extract<ProductPreview, { kind: K }>;
}

describe('the preview of a product', () => {
  it.each(['csv', 'gpkg', 'geojson', 'shp', 'kml'] as const)(
    'shows the first 30 rows of %s and counts all of them',
    async (format) => {
      const { tables } = await preview(format, 'tables');
      const [list] = tables;
      expect(list?.rowCount).toBe(70);
      expect(list?.rows).toHaveLength(30);
      expect(list?.rows.flat()).toContain('320000000000000003');
      // the outline's fingerprint says nothing to a reader
      expect(list?.titles).not.toContain('图形');
    },
  );

  it('shows the list in the chosen columns, with the sums of all rows', async () => {
    const settings = {
      ...sampleOptions.settings,
      columnSet: '上报版',
      columnSets: [{ name: '上报版', keys: ['townName', 'plotNo', 'netMu'] }],
    };
    const { tables } = await preview('xlsx', 'tables', { settings });
    expect(tables[0]).toMatchObject({ name: '清单', titles: ['乡镇', '图斑编号', '可恢复净面积'] });
    // 35 plots of 0.58 mu and 35 of 0.47
    expect(tables[0]?.totals.at(-1)).toBe('36.75');
    expect(tables.map(({ name }) => name)).toEqual(['清单', '分乡镇汇总', '规则说明']);
  });

  it('names the fields of a Shapefile and what does not fit in them', async () => {
    const source = sampleSource(['𠮷', '长'.repeat(200)]);
    const problemOf = async (encoding: 'gbk' | 'utf8') => {
      const made = await previewProduct(source, 'shp', { ...sampleOptions, encoding }, '图斑清单');
      if (made.kind !== 'tables') throw new Error(made.kind);
      expect(made.fields.every(({ name }) => /^[A-Z0-9_]{1,10}$/.test(name))).toBe(true);
      expect(made.tables[0]?.titles).toEqual(made.fields.map(({ name }) => name));
      return made.fields.find(({ name }) => name === 'BZ')?.problem;
    };
    expect(await problemOf('gbk')).toBe('1 个值超过 254 字节，1 个字在 GBK 中没有');
    expect(await problemOf('utf8')).toBe('1 个值超过 254 字节');
  });

  it('shows coordinate files in the forms that are set', async () => {
    const { files } = await preview('txt', 'texts');
    expect(files.map(({ name }) => name)).toEqual(['图斑清单_坐标.txt', '图斑清单_坐标_补充耕地.txt']);
    const coordinateText = {
      ...sampleOptions.settings.coordinateText,
      forms: [12] as const,
      decimals: 2 as const,
    };
    const one = await preview('txt', 'texts', { settings: { ...sampleOptions.settings, coordinateText } });
    expect(one.files).toHaveLength(1);
    expect(one.files[0]?.lines).toContain('精度=0.01');
    // point count, 11 attributes and the closing @
    expect(one.files[0]?.lines.find((line) => line.endsWith('@'))?.split(',')).toHaveLength(13);
  });

  it('shows about the first page of a report, its sums over all plots', async () => {
    const { page } = await preview('docx', 'paper');
    const texts = page.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
    expect(texts.slice(0, 2)).toEqual(['示例县', '耕地恢复潜力核算报告']);
    expect(texts.join('')).toContain('图斑共70块，图斑面积40.60亩，可恢复净面积36.75亩');
    // the annex begins a page of its own
    expect(texts.join('')).not.toContain('附件');
    expect(page.blocks.some(({ kind }) => kind === 'figure')).toBe(true);
    expect(page.width / page.height).toBeCloseTo(210 / 297, 3);
  });

  it('sets figures of a paper right, as the paper does', async () => {
    const { page } = await preview('acceptance', 'paper');
    const table = page.blocks.find((block) => block.kind === 'table');
    if (table?.kind !== 'table') throw new Error('no table');
    expect(table.rows[0]?.slice(3, 6)).toEqual(['现状地类', '净面积', '验收面积']);
    expect(table.right.slice(3, 6)).toEqual([false, true, true]);
  });

  it('ends the first page where the paper begins another', async () => {
    // two plots for each of three towns: far from a full page each
    const made = await previewProduct(
      sampleSource(notes.slice(0, 6)),
      'acceptance',
      sampleOptions,
      '图斑清单',
    );
    if (made.kind !== 'paper') throw new Error(made.kind);
    const texts = made.page.blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
    expect(texts.filter((text) => text.endsWith('验收表'))).toEqual(['张家镇耕地恢复验收表']);
    expect(texts).toContain('验收意见');
  });

  it('ends the first page of the bureau’s own report where its template breaks', async () => {
    const children = [
      new Paragraph('{{项目名称}}共{{图斑块数}}块。'),
      new Paragraph({ text: '附件', pageBreakBefore: true }),
    ];
    const template = await Packer.toBuffer(new Document({ sections: [{ children }] }));
    const { page } = await preview('template', 'paper', { template });
    expect(page.blocks).toMatchObject([{ kind: 'text', text: '示例县共70块。' }]);
  });

  it.each(['pdf', 'contact', 'wallmap'] as const)('draws the first page of %s', async (format) => {
    const { picture } = await preview(format, 'picture');
    expect([...picture.subarray(1, 4)]).toEqual([...'PNG'].map((letter) => letter.charCodeAt(0)));
  });

  it('is empty where the list is', async () => {
    expect(await previewProduct(sampleSource([]), 'docx', sampleOptions, '图斑清单')).toEqual({
      kind: 'empty',
    });
  });
});
