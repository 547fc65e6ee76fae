import { sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import {
  type EligibilityVerdict,
  eligibilityVerdicts,
} from '../../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import type { ListCell, ListColumn, ListSheet } from '../listTable.ts';
import type { PlotListRow, PlotListSnapshot } from '../plotListSnapshot.ts';

const noTown = '（未填乡镇）';

/** Towns in the order they first come in the list, each with its rows. */
export function groupByTown(rows: readonly PlotListRow[]): Map<string, PlotListRow[]> {
  return Map.groupBy(rows, ({ townName }) => townName || noTown);
}

/** 分乡镇汇总: town × verdict with plots, gross and net 亩; sums of the printed values of the list. */
export function buildTownSheet(snapshot: Pick<PlotListSnapshot, 'title' | 'basis' | 'rows'>): ListSheet {
  return {
    name: '分乡镇汇总',
    title: `${snapshot.title}分乡镇汇总`,
    unitLine: `单位：块、亩　${snapshot.basis}`,
    columns: [
      { key: 'town', title: '乡镇', fieldName: 'XZ', kind: 'text', decimals: 0, widthCharacters: 14 },
      ...eligibilityVerdicts.flatMap((verdict) => groupColumns(verdict, eligibilityTitles[verdict])),
      ...groupColumns('all', '合计'),
    ],
    rows: [...groupByTown(snapshot.rows)].map(([town, rows]) => [
      town,
      ...eligibilityVerdicts.flatMap((verdict) => figures(rows.filter((row) => row.eligibility === verdict))),
      ...figures(rows),
    ]),
  };
}

/** Plots, gross and net 亩 of one verdict or of all. */
export function groupColumns(key: EligibilityVerdict | 'all', title: string): ListColumn[] {
  const column = (part: string, label: string, kind: 'count' | 'area', decimals: number): ListColumn => ({
    key: `${key}:${part}`,
    group: title,
    title: label,
    fieldName: '',
    kind,
    decimals,
    widthCharacters: part === 'plots' ? 8 : 12,
  });
  return [
    column('plots', '块数', 'count', 0),
    column('grossMu', '图斑面积', 'area', 2),
    column('netMu', '净面积', 'area', 2),
  ];
}

/** The values of `groupColumns` for some plots. */
export function figures(rows: readonly PlotListRow[]): ListCell[] {
  const sum = (read: (row: PlotListRow) => number | null): number =>
    sumOfRounded(
      rows.map(read).filter((value) => value !== null),
      2,
    );
  return [rows.length, sum(({ grossMu }) => grossMu), sum(({ netMu }) => netMu)];
}
