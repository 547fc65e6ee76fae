import { roundHalfAwayFromZero } from '../../../shared/domain/area/rounding.ts';
import { squareMetersToMu } from '../../../shared/domain/area/units.ts';
import { eligibilityTitles, reviewStatusTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import type { ListCell, ListColumn, ListTable } from './listTable.ts';
import type { PlotListRow, PlotListSnapshot } from './plotListSnapshot.ts';
import { buildRuleSheet } from './workbook/ruleSheet.ts';
import { buildTownSheet } from './workbook/townSheet.ts';

/** The list 耕地恢复清单 (domain reference §7) as one table for all formats. To add a column, add it here. */
export function buildPlotList(snapshot: PlotListSnapshot): ListTable {
  const columns = defineColumns(snapshot);
  return {
    name: '清单',
    title: snapshot.title,
    unitLine: `单位：亩（测算面积，以年度国土变更调查结果为准）　${snapshot.basis}`,
    summaries: [buildTownSheet(snapshot), buildRuleSheet(snapshot)],
    crsCode: snapshot.crsCode,
    columns: columns.map(({ column }) => column),
    rows: snapshot.rows.map((row, index) => columns.map(({ cell }) => cell(row, index))),
    geometryOf: (index) => snapshot.rows[index]?.geometry ?? [],
  };
}

interface ColumnDefinition {
  readonly column: ListColumn;
  readonly cell: (row: PlotListRow, index: number) => ListCell;
}

function defineColumns(snapshot: PlotListSnapshot): ColumnDefinition[] {
  const deductions = snapshot.rules.map(({ code, title }, place): ColumnDefinition => {
    const { column, cell } = area(
      `deduction:${code}`,
      title,
      deductionField(code),
      (row) => row.deductionsMu[place] ?? null,
    );
    return { column: { ...column, group: '扣除面积' }, cell };
  });
  return [
    integer('number', '序号', 'XH', 6, (_row, index) => index + 1),
    text('plotNo', '图斑编号', 'TBBH', 22, (row) => row.plotNo),
    text('townName', '乡镇', 'XZ', 10, (row) => row.townName),
    text('villageName', '村', 'CUN', 12, (row) => row.villageName),
    text('landClassCode', '现状地类', 'DLBM', 8, (row) => row.landClassCode),
    text('formerLandClassCode', '原地类', 'YDLBM', 8, (row) => row.formerLandClassCode),
    text('restorationAttribute', '恢复属性', 'HFSX', 9, (row) => row.restorationAttribute),
    integer('outflowYear', '流出年份', 'LCNF', 8, (row) => row.outflowYear),
    area('recordedMu', '台账面积', 'TZMJ', (row) => toMu(row.recordedSquareMeters)),
    area('grossMu', '图斑面积', 'TBMJ', (row) => row.grossMu),
    ...deductions,
    area('netMu', '可恢复净面积', 'KHFMJ', (row) => row.netMu),
    text('eligibility', '核算结论', 'HSJL', 12, (row) =>
      row.eligibility ? eligibilityTitles[row.eligibility] : '',
    ),
    text('verdict', '判读结论', 'PDJL', 10, (row) => row.verdictTitle ?? reviewStatusTitles[row.status]),
    text('answers', '判读补充', 'PDBC', 24, (row) => row.answers),
    text('note', '备注', 'BZ', 20, (row) => row.note),
    text('origin', '来源', 'LY', 10, (row) => (row.added ? '排查补充' : '导入清单')),
  ];
}

/** 'E05' → 'KC_E05', 'E99-2' → 'KC_E99_2': ASCII, at most 10 bytes. */
function deductionField(ruleCode: string): string {
  return `KC_${ruleCode.replaceAll('-', '_')}`.slice(0, 10);
}

function toMu(squareMeters: number | null): number | null {
  return squareMeters === null ? null : roundHalfAwayFromZero(squareMetersToMu(squareMeters), 2);
}

function text(
  key: string,
  title: string,
  fieldName: string,
  widthCharacters: number,
  cell: (row: PlotListRow) => string,
): ColumnDefinition {
  return {
    column: { key, title, fieldName, kind: 'text', decimals: 0, widthCharacters },
    // an empty text and no text are one thing in every format; null says so in all of them
    cell: (row) => cell(row) || null,
  };
}

function integer(
  key: string,
  title: string,
  fieldName: string,
  widthCharacters: number,
  cell: ColumnDefinition['cell'],
): ColumnDefinition {
  return { column: { key, title, fieldName, kind: 'integer', decimals: 0, widthCharacters }, cell };
}

function area(
  key: string,
  title: string,
  fieldName: string,
  cell: (row: PlotListRow) => number | null,
): ColumnDefinition {
  return { column: { key, title, fieldName, kind: 'area', decimals: 2, widthCharacters: 12 }, cell };
}
