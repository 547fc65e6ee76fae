import { closingWayTitles } from '../../../../shared/text/ledger.zh-CN.ts';
import { landClassText } from '../landClassText.ts';
import type { ListCell, ListColumn } from '../listTable.ts';
import type { PlotListRow, PlotListSnapshot } from '../plotListSnapshot.ts';
import {
  acceptanceChoices,
  type CaseCells,
  closedChoices,
  describeCase,
  progressChoices,
} from './caseCells.ts';
import type { WorkbookSheet } from './workbookSheet.ts';

interface LedgerColumn {
  readonly column: ListColumn;
  readonly cell: (row: PlotListRow, index: number, known: CaseCells | null) => ListCell;
}

/** Where the thumbnails stand. */
export const pictureKeys = ['before', 'after'] as const;
/** More pictures than these would make a file no office program opens gladly. */
export const mostPlotsWithPictures = 1_000;
const pictureCharacters = 14.5;

/**
 * 问题台账 (domain reference §7): what the project and its 台账 know of each plot, and shaded cells with drop-downs
 * for what towns report back.
 */
export function buildProblemSheet(
  { title, rows }: Pick<PlotListSnapshot, 'title' | 'rows'>,
  withPictures: boolean,
): WorkbookSheet {
  const columns = defineColumns(withPictures);
  return {
    name: '问题台账',
    title: `${title}问题台账`,
    unitLine: `单位：亩　　浅黄色单元格由乡镇填写${withPictures ? '' : `　　图斑超过 ${mostPlotsWithPictures} 块，不附缩略图`}`,
    frozenColumns: 4,
    columns: columns.map(({ column }) => column),
    rows: rows.map((row, index) => {
      const known = describeCase(row.ledgerCase);
      return columns.map(({ cell }) => cell(row, index, known));
    }),
  };
}

function defineColumns(withPictures: boolean): LedgerColumn[] {
  return [
    {
      column: { ...column('number', '序号', 6), kind: 'integer' },
      cell: (_row, index) => index + 1,
    },
    known('townName', '乡镇', 10, ({ townName }) => townName),
    known('villageName', '村（组）', 12, ({ villageName }) => villageName),
    known('plotNo', '图斑编号', 22, ({ plotNo }) => plotNo),
    ...(withPictures ? [picture('before', '前时相'), picture('after', '后时相')] : []),
    fromCase('state', '台账状态', 14),
    fromCase('source', '来源', 11, ['卫片执法', '督察', '审计', '信访', '巡查', '流出下发', '其他']),
    toFill('batch', '批次', 10),
    fromCase('problem', '问题类型', 11, [
      '非农化',
      '非粮化',
      '撂荒',
      '违法占用',
      '恢复潜力',
      '未变化',
      '其他',
    ]),
    area('grossMu', '图斑面积', ({ grossMu }) => grossMu),
    area('netMu', '可恢复净面积', ({ netMu }) => netMu),
    known('former', '变化前地类', 23, (row) => landClassText(row.formerLandClassCode)),
    known('present', '现状地类', 23, (row) => landClassText(row.landClassCode)),
    known('verdict', '判读结论', 11, ({ verdictTitle }) => verdictTitle ?? ''),
    toFill('occupant', '占用主体', 14),
    toFill('occupiedAt', '占用时间', 11),
    toFill('checked', '核实情况', 10, ['属实', '部分属实', '不属实']),
    fromCase('responsible', '责任主体', 17),
    toFill('person', '责任人', 10),
    fromCase('measure', '整改措施（一案一策）', 22),
    fromCase('deadline', '整改时限', 11),
    fromCase('progress', '整改进展', 11, progressChoices),
    fromCase('finishedAt', '完成时间', 11),
    fromCase('acceptance', '验收情况', 10, acceptanceChoices),
    fromCase('closed', '销号情况', 10, closedChoices),
    fromCase('way', '销号方式', 16, Object.values(closingWayTitles)),
    fromCase('reason', '退回、挂账等理由', 20),
    known('note', '备注', 20, ({ note }) => note),
  ];
}

function column(key: string, title: string, widthCharacters: number): ListColumn {
  return { key, title, fieldName: '', kind: 'text', decimals: 0, widthCharacters };
}

function known(key: string, title: string, width: number, read: (row: PlotListRow) => string): LedgerColumn {
  return { column: column(key, title, width), cell: (row) => read(row) || null };
}

function area(key: string, title: string, read: (row: PlotListRow) => number | null): LedgerColumn {
  return { column: { ...column(key, title, 11), kind: 'area', decimals: 2 }, cell: read };
}

function toFill(key: string, title: string, width: number, choices?: readonly string[]): LedgerColumn {
  const filled = { ...column(key, title, width), fillIn: true };
  return { column: choices === undefined ? filled : { ...filled, choices }, cell: () => null };
}

/** Filled in where the plot has a case that knows it; else left to the town. */
function fromCase(
  key: keyof CaseCells,
  title: string,
  width: number,
  choices?: readonly string[],
): LedgerColumn {
  return { ...toFill(key, title, width, choices), cell: (_row, _index, known) => known?.[key] ?? null };
}

function picture(key: (typeof pictureKeys)[number], title: string): LedgerColumn {
  // of a fixed width, as the pictures are: marked as one that is not narrowed to its (absent) text
  return { column: { ...column(key, title, pictureCharacters), kind: 'integer' }, cell: () => null };
}
