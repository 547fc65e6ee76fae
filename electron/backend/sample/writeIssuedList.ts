import { writeFile } from 'node:fs/promises';
import writeExcelFile from 'write-excel-file/node';
import { freezeZipTimes } from '../documents/freezeZipTimes.ts';
import { COUNTY_NAME } from './administrativeUnits.ts';
import { landClassName, type PlotRecord } from './plotRecords.ts';

const SQUARE_METERS_TO_MU = 0.0015;

const COLUMNS = [
  '序号',
  '乡镇',
  '村',
  '图斑编号',
  '变化前地类',
  '现状地类',
  '恢复属性',
  '流出年份',
  '是否涉及永农',
  '图斑面积（亩）',
  '备注',
];

/** Writes the list as issued: title, unit line, header, one row a plot (numbers of plots as text), the sum last. */
export async function writeIssuedList(path: string, records: readonly PlotRecord[]): Promise<void> {
  const text = (value: string) => ({ value, type: String }) as const;
  const mu = (value: number) => ({ value, type: Number, format: '0.00' }) as const;
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' }) as const;
  let hundredths = 0;
  const rows = records.map((record, index) => {
    const rounded = Math.round(record.MJ * SQUARE_METERS_TO_MU * 100);
    hundredths += rounded;
    return [
      { value: index + 1, type: Number },
      text(record.townName),
      text(record.villageName),
      text(record.JCBH),
      text(`${record.YDLBM} ${landClassName(record.YDLBM)}`),
      text(`${record.DLBM} ${landClassName(record.DLBM)}`),
      text(record.ZZSXDM === 'JKHF' ? '即可恢复' : record.ZZSXDM === 'GCHF' ? '工程恢复' : ''),
      { value: record.LCNF, type: Number },
      text(record.SFYN),
      mu(rounded / 100),
      text(record.BZ),
    ];
  });
  const title = {
    ...bold(`${COUNTY_NAME}2026年耕地流出图斑下发清单`),
    columnSpan: COLUMNS.length,
    align: 'center',
  } as const;
  const workbook = await writeExcelFile(
    [
      [title],
      [...COLUMNS.slice(1).map(() => null), text('单位：亩')],
      COLUMNS.map(bold),
      ...rows,
      [bold('合计'), ...COLUMNS.slice(1, 9).map(() => null), mu(hundredths / 100), null],
    ],
    {
      sheet: '流出图斑',
      columns: [6, 10, 12, 20, 14, 18, 12, 10, 13, 15, 20].map((width) => ({ width })),
      stickyRowsCount: 3,
    },
  ).toBuffer();
  await writeFile(path, freezeZipTimes(workbook));
}
