import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { buildFlowoutSheet } from '../../../../../electron/backend/documents/workbook/flowoutSheet.ts';
import {
  expectWorkbook,
  readWorkbookParts,
} from '../../../../../electron/backend/documents/workbook/workbookParts.ts';
import { writeWorkbook } from '../../../../../electron/backend/documents/workbook/writeWorkbook.ts';
import type { FlowoutReport } from '../../../../../shared/contract/records/eligibilityRecords.ts';
import { hasProgram } from '../../../../support/availability.ts';

const area = (squareMeters: number, basicFarmlandSquareMeters = 0) => ({
  ...{ squareMeters, basicFarmlandSquareMeters },
});
const parcel = (fid: number, kind: 'nonAgricultural' | 'orchardForest', areaSquareMeters: number) => ({
  ...{ fid, kind, areaSquareMeters, isReasonable: false, isBasicFarmland: fid === 1, bounds: null },
});

/**
 * 336.67 m² are 0.505005 亩 and each of three such parts would print 0.51; together they are 1.515015, printed 1.52:
 * the parts of the balance are 0.51, 0.51 and 0.50.
 */
const part = 336.67;
const report: FlowoutReport = {
  ...{ year: 2025, policy: 'P32', zeroTolerance: 'all', table: null },
  summary: {
    lastYearSquareMeters: 20_000,
    outflow: area(3 * part, part),
    reasonable: area(0),
    unreasonable: area(3 * part, part),
    nonAgricultural: area(part, part),
    nonGrain: area(part),
    orchardForest: area(part),
    otherAgricultural: area(0),
    unused: area(part),
    idle: area(100),
    unclassified: area(0),
    ambiguousSquareMeters: 0,
    addedSquareMeters: 1_000,
    changeSquareMeters: 10.01,
    thisYearSquareMeters: 19_989.99,
  },
  parcels: [parcel(1, 'nonAgricultural', part), parcel(2, 'orchardForest', part)],
  skipped: [
    { layerId: 'a', fid: 7, code: '' },
    { layerId: 'a', fid: 8, code: '1799' },
  ],
  notComputed: [{ layerId: 'b', fid: 9, code: 'MEMORY' }],
};
const sheets = buildFlowoutSheet('示例县', report, new Map([['a', '地类图斑2024']]));

it('closes to 0.01 亩: parts make up their sum, and this year is last year less what is lost, as printed', () => {
  const [balance] = sheets;
  expect(balance?.title).toBe('示例县2025年度变更情况明细');
  const mu = new Map(balance?.rows.map(([item, , value]) => [String(item).trim(), value]));
  expect(mu.get('不合理流出')).toBe(1.52);
  const parts = ['其中：非农化', '其中：非粮化', '其中：转为未利用地'].map((item) => Number(mu.get(item)));
  expect(parts.map((value) => value.toFixed(2)).sort()).toEqual(['0.50', '0.51', '0.51']);
  // 20,000 and 1,000 m² are 30 and 1.5 亩
  expect(mu.get('上年度耕地')).toBe(30);
  expect(mu.get('耕地变化（不合理流出－新增）')).toBe(0.02);
  expect(mu.get('本年度耕地（上年度－耕地变化）')).toBe(29.98);
  const count = balance?.rows.map(([item, parcels, , farmland]) => [String(item).trim(), parcels, farmland]);
  expect(count).toContainEqual(['不合理流出', 2, 0.51]);
});

it('says in words which parcels took no part and why', () => {
  expect(sheets[2]?.rows).toEqual([
    ['地类图斑2024', '7', '没有地类编码'],
    ['地类图斑2024', '8', '地类编码“1799”不认识，或没有图形'],
    ['b', '9', '内存不足，计算此图斑的运算没有完成，请关闭其他程序后重新核算（MEMORY）'],
  ]);
});

it('has no total while a parcel is not computed', () => {
  const [balance] = buildFlowoutSheet('示例县', { ...report, summary: null }, new Map());
  expect(balance?.rows).toEqual([['有图斑未算出，不能汇总', null, null, null]]);
});

it('comes back from its workbook cell by cell', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'tianheng-flowout-')), '2025年度变更情况明细.xlsx');
  await writeWorkbook(sheets, path);
  expect(await readWorkbookParts(path)).toEqual(
    expectWorkbook(sheets).map((sheet) => ({ ...sheet, titles: [] })),
  );
});

const office = hasProgram('soffice', ['--version']);
if (!office) process.stdout.write('skipped: soffice is not installed (LibreOffice reads the balance)\n');
it.skipIf(!office)('is read by LibreOffice with its figures', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'tianheng-flowout-'));
  await writeWorkbook(sheets, join(directory, 'flowout.xlsx'));
  const profile = `-env:UserInstallation=file://${directory}/office`;
  // comma, quote, UTF-8
  const filter = 'csv:Text - txt - csv (StarCalc):44,34,76,1';
  const given = [
    '--headless',
    '--convert-to',
    filter,
    '--outdir',
    directory,
    join(directory, 'flowout.xlsx'),
  ];
  execFileSync('soffice', [profile, ...given], { stdio: 'ignore' });
  const lines = readFileSync(join(directory, 'flowout.csv'), 'utf8').split('\n');
  expect(lines.filter((line) => line.includes('不合理流出'))[0]).toBe('"不合理流出",2,1.52,0.51');
});
