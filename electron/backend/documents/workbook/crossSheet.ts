import { eligibilityVerdicts } from '../../../../shared/domain/eligibility/verdict.ts';
import { eligibilityTitles } from '../../../../shared/text/eligibility.zh-CN.ts';
import { landClassText } from '../landClassText.ts';
import type { ListSheet } from '../listTable.ts';
import type { PlotListSnapshot } from '../plotListSnapshot.ts';
import { figures, groupByTown, groupColumns } from './townSheet.ts';

/** 乡镇地类汇总: town × 现状地类 × verdict with plots, gross and net 亩; sums of the printed values of the list. */
export function buildCrossSheet(snapshot: Pick<PlotListSnapshot, 'title' | 'basis' | 'rows'>): ListSheet {
  const text = { fieldName: '', kind: 'text', decimals: 0 } as const;
  return {
    name: '乡镇地类汇总',
    title: `${snapshot.title}分乡镇分地类汇总`,
    unitLine: `单位：块、亩　${snapshot.basis}`,
    columns: [
      { ...text, key: 'town', title: '乡镇', widthCharacters: 12, mergesRepeats: true },
      { ...text, key: 'landClass', title: '现状地类', widthCharacters: 25 },
      ...eligibilityVerdicts.flatMap((verdict) => groupColumns(verdict, eligibilityTitles[verdict])),
      ...groupColumns('all', '合计'),
    ],
    rows: [...groupByTown(snapshot.rows)].flatMap(([town, members]) =>
      [...Map.groupBy(members, ({ landClassCode }) => landClassCode)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([code, rows]) => [
          town,
          landClassText(code) || '（未填地类）',
          ...eligibilityVerdicts.flatMap((verdict) =>
            figures(rows.filter((row) => row.eligibility === verdict)),
          ),
          ...figures(rows),
        ]),
    ),
  };
}
