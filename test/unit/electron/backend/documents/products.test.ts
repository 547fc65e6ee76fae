import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { compareParts } from '../../../../../electron/backend/documents/compareParts.ts';
import { parseCoordinateText } from '../../../../../electron/backend/documents/coordinateText/parseCoordinateText.ts';
import { listProducts } from '../../../../../electron/backend/documents/listProducts.ts';
import { readZipEntries } from '../../../../../electron/backend/documents/zipEntries.ts';
import { encodeGbk } from '../../../../../electron/backend/vector/encodeGbk.ts';
import type { ExportFormat } from '../../../../../shared/contract/records/documentRecords.ts';
import { sampleOptions, sampleSource } from './sampleSource.ts';

/** Texts a spreadsheet, a browser or an XML parser would take for something else. */
const formulaLikeTexts = [
  ...['=1+1', '+1', '-1', '@SUM(A1)', '=cmd|calc!A0', '＝1', '＋1', '－1', '＠A1', '=HYPERLINK("http://x")'],
  ...["'=1", "''1", '"=1"', '="1"', '=A1&B1', '{=1}', '==1', '=-1', '+A1', '-A1'],
  ...[
    '@A1',
    '=1,2',
    '=1;2',
    '=DDE("a";"b")',
    '=IMPORTXML(1)',
    '<f>1+1</f>',
    '</v><f>1</f>',
    '&lt;f&gt;',
    '&amp;',
    '%0',
  ],
  ...['1E+17', '0101', '320000000000000417', '1/2', '2026-11-22', 'TRUE', '#REF!', '_x0041_', 'a,b', '=1 '],
];
/** What a person reads; the other formats are fields for a program, and their release's manifest names the rules. */
const papers = [
  'xlsx',
  'docx',
  'pdf',
  'statistics',
  'restoration',
  'towns',
  'bulletin',
  'acceptance',
  'template',
  'wallmap',
] as const satisfies readonly ExportFormat[];
const formats = Object.keys(listProducts) as ExportFormat[];
/** A bureau's template with a value, a table and words of its own. */
const template = await Packer.toBuffer(
  new Document({
    sections: [
      {
        children: [
          new Paragraph('{{项目名称}}共{{图斑块数}}块，{{单位名称}}，{{日期}}。'),
          new Paragraph('{{图斑清单表}}'),
          new Paragraph('特此报告（{{核算口径}}）。{{没有的}}'),
        ],
      },
    ],
  }),
);
const options = { ...sampleOptions, template };
const folder = () => mkdtempSync(join(tmpdir(), 'tianheng-product-'));

async function writeProduct(format: ExportFormat, notes: readonly string[]) {
  const source = sampleSource(notes);
  const paths = await listProducts[format].write(source, folder(), '清单', options);
  return { source, paths };
}

describe('a product that is handed up', () => {
  it.each(formats)('says in %s what the list says, 40 formula-like texts included', async (format) => {
    expect(formulaLikeTexts).toHaveLength(40);
    // dBASE has no trailing blank
    const notes = format === 'shp' ? formulaLikeTexts.map((text) => text.trimEnd()) : formulaLikeTexts;
    const { source, paths } = await writeProduct(format, notes);
    const product = listProducts[format];
    for (const path of paths) {
      const found = await product.read(path, { encoding: 'utf8', columns: source.table.columns });
      expect(compareParts(product.expect(source, path, options), found)).toEqual([]);
    }
  });

  it.each(papers)(
    'says in %s by which rules its areas came about, the adopted scenario included',
    async (format) => {
      const { source, paths } = await writeProduct(format, ['x']);
      expect(paths).not.toEqual([]);
      for (const path of paths) {
        const found = await listProducts[format].read(path, {
          encoding: 'utf8',
          columns: source.table.columns,
        });
        // a line on paper is broken where it is full
        const text = found.flatMap(({ rows }) => rows.flat()).join('');
        expect(text).toContain('耕地恢复 2023.2，采用沙盘口径“试点”：停用 E07；最小净面积 250 平方米');
      }
    },
  );

  it.each(formats)('has the same bytes in %s when it is written again', async (format) => {
    const first = await writeProduct(format, formulaLikeTexts);
    const second = await writeProduct(format, formulaLikeTexts);
    for (const [index, path] of first.paths.entries()) {
      const again = second.paths[index] as string;
      expect(basename(again)).toBe(basename(path));
      expect(readFileSync(again).equals(readFileSync(path)), basename(path)).toBe(true);
    }
  });

  it('has formulas in the workbook only for its own sums, each with its value', async () => {
    const { paths } = await writeProduct('xlsx', formulaLikeTexts);
    const entries = readZipEntries(readFileSync(paths[0] as string));
    const sheets = [...entries].filter(([name]) => /worksheets\/sheet\d+\.xml$/.test(name));
    const formulas = sheets.flatMap(
      ([, xml]) => xml.toString('utf8').match(/<f>.*?<\/f><v>[^<]*<\/v>/g) ?? [],
    );
    expect(sheets).toHaveLength(3);
    expect(
      formulas.every((formula) => /^<f>ROUND\(SUM\([A-Z]+[45]:[A-Z]+\d+\),[02]\)<\/f>/.test(formula)),
    ).toBe(true);
    // 清单 台账, 图斑, 扣除, 净面积; 分乡镇 5 × 3; 规则 1
    expect(formulas).toHaveLength(4 + 15 + 1);
    const all = sheets.map(([, xml]) => xml.toString('utf8')).join('');
    expect(all.match(/<f[ >]/g)).toHaveLength(formulas.length);
    const workbook = entries.get('xl/workbook.xml')?.toString('utf8') ?? '';
    expect(workbook.match(/_xlnm\.Print_Titles/g)).toHaveLength(3);
  });

  it('writes no link to another file and no name of a user into documents', async () => {
    for (const format of ['xlsx', 'docx'] as const) {
      const { paths } = await writeProduct(format, ['x']);
      const text = [...readZipEntries(readFileSync(paths[0] as string)).values()].join('');
      expect(text).not.toContain('TargetMode="External"');
      expect(text).not.toMatch(/<dc:creator>[^<]+|<cp:lastModifiedBy>[^<]+/);
    }
    const { paths } = await writeProduct('pdf', ['x']);
    expect(readFileSync(paths[0] as string, 'latin1')).not.toMatch(/\/(URI|Launch|JS|JavaScript)\b/);
  });
});

it('lays the wall map on the imagery that covers it, and says which', async () => {
  const source = sampleSource(['甲', '乙']);
  const asked: unknown[] = [];
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#3a5' } })
    .jpeg()
    .toBuffer();
  const findGround: typeof sampleOptions.findGround = (area) => {
    asked.push(area);
    return { label: '2026年3月', draw: async () => jpeg };
  };
  const over = { ...sampleOptions, findGround };
  const [path = ''] = await listProducts.wallmap.write(source, folder(), '清单', over);
  // the town of the sample holds both plots
  expect(asked[0]).toEqual({ minX: 451_900, minY: 3_452_900, maxX: 452_900, maxY: 3_453_900 });
  const bytes = readFileSync(path);
  expect(bytes.includes(jpeg)).toBe(true);
  const found = await listProducts.wallmap.read(path, { encoding: 'utf8', columns: source.table.columns });
  expect(compareParts(listProducts.wallmap.expect(source, path, over), found)).toEqual([]);
  expect(
    found[0]?.rows.flat().filter((text) => /^坐标系：.+　　底图：2026年3月$/.test(String(text))),
  ).toHaveLength(1);
  const [bare = ''] = await listProducts.wallmap.write(source, folder(), '清单', sampleOptions);
  expect(readFileSync(bare, 'latin1')).not.toContain('/DCTDecode');
});

describe('a coordinate file', () => {
  const lines = [
    '[属性描述]',
    '坐标系=2000国家大地坐标系',
    '带号=36',
    '[地块坐标]',
    '10,4.9797,HF-0001,示例村恢复地块1,面,,耕地恢复,0103,@',
    'J1,1,3453100.00,36452300.00',
    'J2,1,3453250.00,36452480.00',
    'J3,1,3453080.00,36452610.00',
    'J4,1,3452930.00,36452400.00',
    'J1,1,3453100.00,36452300.00',
    'J5,2,3453090.00,36452430.00',
    'J6,2,3453110.00,36452430.00',
    'J7,2,3453110.00,36452460.00',
    'J8,2,3453090.00,36452460.00',
    'J5,2,3453090.00,36452430.00',
  ];

  it('reads the example of the domain reference, in GBK and UTF-8', () => {
    const text = lines.join('\r\n');
    for (const bytes of [encodeGbk(text).bytes, Buffer.from(`\uFEFF${text}`, 'utf8')]) {
      const { header, plots } = parseCoordinateText(bytes);
      expect(header.get('带号')).toBe('36');
      expect(plots[0]?.fields.slice(1, 3)).toEqual(['HF-0001', '示例村恢复地块1']);
      expect(plots[0]?.countMatches).toBe(true);
      // one polygon with a hole; x = east
      expect(plots[0]?.geometry.map((polygon) => polygon.length)).toEqual([2]);
      expect([...(plots[0]?.geometry[0]?.[0]?.subarray(0, 2) ?? [])]).toEqual([36452300, 3453100]);
    }
  });

  it('tells a second part from a hole by containment, open rings, swapped columns and full-width commas', () => {
    const text = [
      '8,1,A,B,面,,,0103,@',
      ...[
        '1，1，36452300，3453100',
        '2，1，36452300，3453200',
        '3，1，36452400，3453200',
        '4，1，36452400，3453100',
      ],
      ...[
        '5，2，36453300，3453100',
        '6，2，36453300，3453200',
        '7，2，36453400，3453200',
        '8，2，36453400，3453100',
      ],
    ].join('\n');
    const [plot] = parseCoordinateText(Buffer.from(text, 'utf8')).plots;
    expect(plot?.geometry.map((polygon) => polygon.length)).toEqual([1, 1]);
    expect(plot?.geometry[0]?.[0]).toHaveLength(10);
    expect(plot?.countMatches).toBe(true);
  });
});
