import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseListCsv, renderListCsv } from '../../../../../electron/backend/documents/csv.ts';
import { renderListGeoJson } from '../../../../../electron/backend/documents/listGeoJson.ts';
import { readDbf, writeListShapefile } from '../../../../../electron/backend/documents/listShapefile.ts';
import { computeTotals, type ListTable } from '../../../../../electron/backend/documents/listTable.ts';
import { readWorkbook } from '../../../../../electron/backend/documents/workbook/readWorkbook.ts';
import { writeWorkbook } from '../../../../../electron/backend/documents/workbook/writeWorkbook.ts';

const formulaLikeTexts = [
  '=1+1',
  '=cmd|calc!A0',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '＝1',
  '=HYPERLINK("http://x")',
  "'quoted",
  '"quoted"',
  'a,b',
  '两行\n文字',
  '320000000000000417',
  '0101',
];

/** One square of 10 m per text, ids as long as bureaus have them. */
const table: ListTable = {
  name: '清单',
  title: '耕地恢复清单',
  unitLine: '单位：亩',
  summaries: [],
  crsCode: 'EPSG:4545',
  columns: [
    { key: 'plotNo', title: '图斑编号', fieldName: 'TBBH', kind: 'text', decimals: 0, widthCharacters: 20 },
    { key: 'note', title: '备注', fieldName: 'BZ', kind: 'text', decimals: 0, widthCharacters: 20 },
    { key: 'year', title: '流出年份', fieldName: 'LCNF', kind: 'integer', decimals: 0, widthCharacters: 8 },
    { key: 'area', title: '面积', fieldName: 'MJ', kind: 'area', decimals: 2, widthCharacters: 10 },
  ],
  rows: formulaLikeTexts.map((text, index) => [
    `51179910120000${String(index).padStart(4, '0')}`,
    text,
    2021,
    index * 0.1 + 0.15,
  ]),
  geometryOf: (index) => {
    const x = 452_000 + index * 20;
    return [
      [Float64Array.of(x, 3_453_000, x + 10, 3_453_000, x + 10, 3_453_010, x, 3_453_010, x, 3_453_000)],
    ];
  },
};
const rounded: ListTable = {
  ...table,
  rows: table.rows.map((row) =>
    row.map((cell, index) => (index === 3 ? Number(Number(cell).toFixed(2)) : cell)),
  ),
};
const folder = () => mkdtempSync(join(tmpdir(), 'tianheng-list-'));

describe('a list that is handed up', () => {
  it('adds up the rounded cells of an area column', () => {
    expect(
      computeTotals({
        columns: table.columns,
        rows: [
          ['', '', 1, 0.1],
          ['', '', 1, 0.2],
          ['', '', 1, null],
        ],
      }),
    ).toEqual([null, null, null, 0.3]);
  });

  it('comes back from xlsx cell by cell, with text kept as text', async () => {
    const file = join(folder(), 'list.xlsx');
    await writeWorkbook([rounded], file);
    const read = await readWorkbook(file);
    const [, , titles, ...rows] = read[0]?.rows ?? [];
    expect(titles).toEqual(rounded.columns.map((column) => column.title));
    expect(rows.slice(0, -1)).toEqual(rounded.rows);
    expect(rows.at(-1)?.[3]).toBe(computeTotals(rounded)[3]);
  });

  it('gives the same xlsx bytes at another time', async () => {
    const first = join(folder(), 'list.xlsx');
    const second = join(folder(), 'list.xlsx');
    await writeWorkbook([rounded], first);
    // a zip keeps times in steps of two seconds
    await delay(2_100);
    await writeWorkbook([rounded], second);
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
  });

  it('comes back from csv, where no cell begins like a formula', () => {
    const text = renderListCsv(rounded);
    const read = parseListCsv(text);
    expect(read.slice(1, -1).map((row) => row[1])).toEqual(formulaLikeTexts);
    const firstCharacters = text
      .slice(1)
      .split('\r\n')
      .flatMap((line) => line.split(',').map((cell) => cell.at(0) ?? ''));
    expect(firstCharacters.filter((character) => '=+@\t＝'.includes(character) && character !== '')).toEqual(
      [],
    );
  });

  it('comes back from GeoJSON with counter-clockwise outer rings in degrees', () => {
    const text = [...renderListGeoJson(rounded)].join('');
    const { features } = JSON.parse(text);
    const names = rounded.columns.map(({ fieldName }) => fieldName);
    expect(
      features.map(({ properties }: { properties: Record<string, unknown> }) =>
        names.map((name) => properties[name] ?? null),
      ),
    ).toEqual(rounded.rows);
    const [longitude, latitude] = features[0].geometry.coordinates[0][0][0];
    expect(longitude).toBeGreaterThan(107.4);
    expect(longitude).toBeLessThan(107.6);
    expect(latitude).toBeGreaterThan(31.1);
    expect(latitude).toBeLessThan(31.3);
  });

  it.each(['gbk', 'utf8'] as const)('comes back from a Shapefile in %s', async (encoding) => {
    const path = join(folder(), 'list.shp');
    const plain: ListTable = {
      ...rounded,
      rows: rounded.rows.filter((row) => !String(row[1]).includes('\n') && !String(row[1]).startsWith('\t')),
    };
    writeListShapefile(plain, path, encoding);
    expect(await readDbf(path.replace('.shp', '.dbf'), encoding)).toEqual(plain.rows);
  });

  it('does not take a file that is no archive for a workbook', async () => {
    const file = join(folder(), 'list.xlsx');
    writeFileSync(file, 'not a zip');
    await expect(readWorkbook(file)).rejects.toThrow();
  });
});
