import { restorationAttributeTitles } from '../../../../shared/text/labels.zh-CN.ts';
import { landClassText } from '../landClassText.ts';
import type { ListCell, ListColumn } from '../listTable.ts';
import type { PlotListRow, PlotListSnapshot } from '../plotListSnapshot.ts';
import { selectRestorable } from '../selectRestorable.ts';
import type { WorkbookSheet } from './workbookSheet.ts';

interface RestorationColumn {
  readonly column: ListColumn;
  readonly cell: (row: PlotListRow, index: number) => ListCell;
}

/** Cultivated land a plot can become (GB/T 21010), the stages of a year, and who does the works (domain reference §1.2). */
const targetClasses = ['0101 水田', '0102 水浇地', '0103 旱地'] as const;
const stages = ['第一阶段', '第二阶段', '第三阶段', '第四阶段', '第五阶段'] as const;
const consents = ['同意', '不同意', '待征求'] as const;
const channels = ['农户自行恢复', '乡镇统一组织', '土地整治项目', '高标准农田项目', '其他'] as const;

/**
 * 耕地恢复清单 (domain reference §7): of the plots of which something may be restored what is known, every deduction
 * by its rule, and shaded cells for what is planned, paid, accepted and kept up.
 */
export function buildRestorationSheet(snapshot: PlotListSnapshot): WorkbookSheet {
  const title = `${snapshot.title.replace(/(可恢复)?图斑清单$/, '')}耕地恢复清单`;
  const { rules, rows } = selectRestorable(snapshot, title);
  const columns = defineColumns(rules, rows);
  return {
    name: '耕地恢复清单',
    title,
    unitLine: `单位：亩、元（测算面积，以年度国土变更调查结果为准）　浅黄色单元格由乡镇填写　${snapshot.basis}`,
    frozenColumns: 4,
    columns: columns.map(({ column }) => column),
    rows: rows.map((row, index) => columns.map(({ cell }) => cell(row, index))),
  };
}

function defineColumns(
  rules: PlotListSnapshot['rules'],
  rows: PlotListSnapshot['rows'],
): RestorationColumn[] {
  return [
    { column: { ...base('number', '序号', 6), kind: 'integer' }, cell: (_row, index) => index + 1 },
    text('townName', '乡镇', 10, ({ townName }) => townName),
    text('villageName', '村', 12, ({ villageName }) => villageName),
    text('plotNo', '图斑编号', 22, ({ plotNo }) => plotNo),
    text('present', '现状地类', 23, ({ landClassCode }) => landClassText(landClassCode)),
    text('attribute', '恢复属性', 10, ({ restorationAttribute }) => attributeText(restorationAttribute)),
    area('grossMu', '图斑面积', ({ grossMu }) => grossMu),
    ...rules.flatMap(({ code, title }, place): RestorationColumn[] => {
      // what took whole plots only has nothing to say of those that are left
      if (!rows.some(({ deductionsMu }) => (deductionsMu[place] ?? 0) > 0)) return [];
      const deduction = area(`deduction:${code}`, title, ({ deductionsMu }) => deductionsMu[place] ?? null);
      return [{ ...deduction, column: { ...deduction.column, group: '扣除面积' } }];
    }),
    area('netMu', '可恢复净面积', ({ netMu }) => netMu),
    toFill('target', '拟恢复地类', 11, targetClasses),
    toFill('stage', '阶段', 10, stages),
    toFill('consent', '群众意愿', 9, consents),
    toFill('channel', '实施方式', 14, channels),
    amount('money', '资金（元）'),
    amount('accepted', '验收面积'),
    amount('confirmed', '变更认定面积'),
    toFill('keeper', '管护责任人', 11),
  ];
}

function base(key: string, title: string, widthCharacters: number): ListColumn {
  return { key, title, fieldName: '', kind: 'text', decimals: 0, widthCharacters };
}

function text(
  key: string,
  title: string,
  width: number,
  read: (row: PlotListRow) => string,
): RestorationColumn {
  return { column: base(key, title, width), cell: (row) => read(row) || null };
}

function area(key: string, title: string, read: (row: PlotListRow) => number | null): RestorationColumn {
  return { column: { ...base(key, title, 11), kind: 'area', decimals: 2 }, cell: read };
}

function toFill(key: string, title: string, width: number, choices?: readonly string[]): RestorationColumn {
  const filled = { ...base(key, title, width), fillIn: true };
  return { column: choices === undefined ? filled : { ...filled, choices }, cell: () => null };
}

/** A number left to fill in, added up as soon as it is there. */
function amount(key: string, title: string): RestorationColumn {
  const column: ListColumn = { ...base(key, title, 12), kind: 'area', decimals: 2, fillIn: true };
  return { column, cell: () => null };
}

/** JKHF 即可恢复, GCHF 工程恢复 (domain reference §3); another code as it is. */
function attributeText(code: string): string {
  return restorationAttributeTitles[code] ?? code;
}
