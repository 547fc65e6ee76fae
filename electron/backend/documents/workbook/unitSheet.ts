import { roundHalfAwayFromZero } from '../../../../shared/domain/area/rounding.ts';
import { sumOfRounded } from '../../../../shared/domain/area/totals.ts';
import { AREA_DECIMALS, squareMetersToHectares } from '../../../../shared/domain/area/units.ts';
import type { ListCell, ListColumn, ListSheet } from '../listTable.ts';
import type { PlotListRow, PlotListSnapshot } from '../plotListSnapshot.ts';
import { groupByTown } from './townSheet.ts';

const units = [
  { key: 'squareMeters', title: '平方米', decimals: AREA_DECIMALS.squareMeters, width: 15 },
  { key: 'hectares', title: '公顷', decimals: AREA_DECIMALS.hectares, width: 13 },
  { key: 'mu', title: '亩', decimals: AREA_DECIMALS.mu, width: 13 },
] as const;
type Unit = (typeof units)[number]['key'];
type Amount = 'gross' | 'net';

/**
 * 三种单位: town × gross and net in m², 公顷 and 亩. The rule that is printed with it: every plot is rounded in each
 * unit by itself, every total is the sum of what is printed, so each unit closes by itself.
 */
export function buildUnitSheet(snapshot: Pick<PlotListSnapshot, 'title' | 'rows'>): ListSheet {
  const text = { fieldName: '', kind: 'text', decimals: 0 } as const;
  const count = { fieldName: '', kind: 'count', decimals: 0 } as const;
  const columns = (amount: Amount, group: string): ListColumn[] =>
    units.map(({ key, title, decimals, width }) => ({
      ...{
        key: `${amount}:${key}`,
        group,
        title,
        fieldName: '',
        kind: 'area',
        decimals,
        widthCharacters: width,
      },
    }));
  return {
    name: '三种单位',
    title: `${snapshot.title}面积单位对照`,
    unitLine: '平方米、亩保留两位小数，公顷保留四位小数；各图斑先取舍，合计为各图斑之和',
    columns: [
      { ...text, key: 'town', title: '乡镇', widthCharacters: 14 },
      { ...count, key: 'plots', title: '块数', widthCharacters: 8 },
      ...columns('gross', '图斑面积'),
      ...columns('net', '可恢复净面积'),
    ],
    rows: [...groupByTown(snapshot.rows)].map(([town, rows]) => [
      town,
      rows.length,
      ...(['gross', 'net'] as const).flatMap((amount) =>
        units.map(({ key, decimals }): ListCell => {
          const known = rows.map((row) => readAmount(row, amount, key)).filter((value) => value !== null);
          return sumOfRounded(known, decimals);
        }),
      ),
    ]),
  };
}

/** An area of a plot as printed in a unit; null where it was not computed. */
function readAmount(row: PlotListRow, amount: Amount, unit: Unit): number | null {
  if (unit === 'mu') return amount === 'gross' ? row.grossMu : row.netMu;
  const squareMeters = amount === 'gross' ? row.grossSquareMeters : row.netSquareMeters;
  if (squareMeters === null) return null;
  return unit === 'hectares'
    ? roundHalfAwayFromZero(squareMetersToHectares(squareMeters), AREA_DECIMALS.hectares)
    : roundHalfAwayFromZero(squareMeters, AREA_DECIMALS.squareMeters);
}
