import { getCellAddress } from 'write-excel-file/utility';
import type { ListColumn, ListSheet } from '../listTable.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import { figures, groupByTown } from './townSheet.ts';

/** Title, unit line and a header of two rows stand above. */
const firstRow = 5;

/**
 * 阶段进度表: what may be restored by town, cells for plan and progress, and the rest as formulas: due = plan + carry
 * (a surplus is entered as a negative carry), rate = done ÷ due, rank by rate.
 */
export function buildStageSheet({ title, rows }: Pick<PlotListSnapshot, 'title' | 'rows'>): ListSheet {
  const towns = groupByTown(rows);
  const rates = `$I$${firstRow}:$I$${firstRow + towns.size - 1}`;
  const columns: ListColumn[] = [
    { ...base('town', '乡镇', 14), kind: 'text', decimals: 0 },
    { ...base('plots', '块数', 8, '可恢复潜力'), kind: 'count', decimals: 0 },
    { ...base('netMu', '净面积', 12, '可恢复潜力'), kind: 'area', decimals: 2 },
    entry('year', '年度任务'),
    entry('planned', '本阶段计划'),
    entry('carried', '上阶段结转（超额为负）'),
    { ...sum('due', '本阶段应完成'), formula: (row) => `ROUND(${at(row, 4)}+${at(row, 5)},2)` },
    entry('done', '本阶段已完成'),
    {
      ...base('rate', '完成率', 10),
      ...{ kind: 'rate', decimals: 2 },
      formula: (row) => `IF(${at(row, 6)}<=0,"",${at(row, 7)}/${at(row, 6)})`,
    },
    { ...sum('left', '结转下阶段'), formula: (row) => `ROUND(${at(row, 6)}-${at(row, 7)},2)` },
    entry('total', '累计完成'),
    {
      ...{ ...base('rank', '排名', 8), kind: 'integer', decimals: 0 },
      // of towns that had something to do; equal rates share a place
      formula: (row) => `IF(${at(row, 8)}="","",RANK(${at(row, 8)},${rates}))`,
    },
    { ...base('missed', '连续未达标次数', 11), kind: 'text', decimals: 0, fillIn: true },
  ];
  return {
    name: '阶段进度表',
    title: `${title}阶段进度表`,
    unitLine: '单位：亩　　浅黄色单元格由乡镇填写，其余自动计算',
    columns,
    rows: [...towns].map(([town, members]) => {
      const [, , netMu = null] = figures(members);
      const plots = members.filter(({ netMu: net }) => (net ?? 0) > 0).length;
      return [town, plots, netMu, null, null, null, 0, null, null, 0, null, null, null];
    }),
  };
}

function base(key: string, title: string, widthCharacters: number, group?: string) {
  return { key, title, fieldName: '', widthCharacters, ...(group === undefined ? {} : { group }) };
}

function entry(key: string, title: string): ListColumn {
  return { ...base(key, title, 12), kind: 'area', decimals: 2, fillIn: true };
}

function sum(key: string, title: string): ListColumn {
  return { ...base(key, title, 12), kind: 'area', decimals: 2 };
}

/** Address of a cell of a spreadsheet row (from 1) by its column (from 0). */
function at(row: number, column: number): string {
  return getCellAddress(row - 1, column);
}
