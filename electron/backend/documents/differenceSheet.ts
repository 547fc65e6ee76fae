import type {
  PastMoment,
  PlotDifference,
  PlotState,
} from '../../../shared/contract/records/historyRecords.ts';
import type { VerdictScheme } from '../../../shared/domain/review/verdictScheme.ts';
import { formatLocalDateTime } from '../../../shared/text/dateTime.ts';
import { reviewStatusTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { ledgerStateLabels } from '../../../shared/text/ledger.zh-CN.ts';
import type { ListCell, ListColumn, ListSheet } from './listTable.ts';

/** Plots of which something else was said at a moment than is now, as a table to hand to an auditor. */
export function buildDifferenceSheet(
  projectName: string,
  moment: Pick<PastMoment, 'atUtc' | 'sequence'>,
  differences: readonly PlotDifference[],
  scheme: VerdictScheme,
): ListSheet {
  const when = formatLocalDateTime(moment.atUtc);
  const describe = (state: PlotState | null): ListCell[] => {
    if (state === null) return ['没有这块图斑', '', '', '', ''];
    const { status, verdictCode, reviewer, note, ledgerState } = state;
    const verdict = scheme.options.find(({ code }) => code === verdictCode)?.title ?? verdictCode ?? '';
    const ledger = ledgerState === null ? '' : ledgerStateLabels[ledgerState].title;
    return [reviewStatusTitles[status], verdict, reviewer ?? '', note, ledger];
  };
  return {
    name: '状态变化',
    title: `${projectName}${when} 与现在的状态变化`,
    unitLine: `单位：亩　截至第 ${moment.sequence} 条操作`,
    columns: [
      text('plotNo', '图斑编号', 22),
      text('town', '乡镇', 12),
      text('village', '村', 12),
      { ...text('area', '面积', 10), kind: 'area', decimals: 2 },
      ...stateColumns('then', when),
      ...stateColumns('now', '现在'),
      text('by', '最后改动人', 12),
      text('at', '最后改动时间', 18),
      text('sequence', '操作序号', 10),
    ],
    rows: differences.map((row) => [
      ...[row.plotNo, row.townName, row.villageName, row.areaMu],
      ...describe(row.past),
      ...describe(row.present),
      ...[row.by, formatLocalDateTime(row.atUtc), String(row.sequence)],
    ]),
  };
}

function stateColumns(key: string, group: string): ListColumn[] {
  return [
    { ...text(`${key}Status`, '状态', 12), group },
    { ...text(`${key}Verdict`, '结论', 12), group },
    { ...text(`${key}Reviewer`, '审核员', 10), group },
    { ...text(`${key}Note`, '备注', 20), group },
    { ...text(`${key}Ledger`, '台账', 10), group },
  ];
}

function text(key: string, title: string, widthCharacters: number): ListColumn {
  return { key, title, fieldName: '', kind: 'text', decimals: 0, widthCharacters };
}
