import type { ListCell, ListColumn, ListTable } from '../listTable.ts';
import type { ReportTable } from './reportBlock.ts';
import { toReportTable } from './sheetTable.ts';
import { pickRows } from './townFigures.ts';

const shownColumns = [
  'plotNo',
  'villageName',
  'landClassCode',
  'grossMu',
  'deductions',
  'netMu',
  'eligibility',
];
const widths = [3.2, 1.7, 1.2, 1.4, 1.4, 1.4, 1.7];
const shortTitles: Readonly<Record<string, string>> = { netMu: '净面积', landClassCode: '地类' };

/** The plots of a town in the columns an upright page has room for; what the rules took is one sum. */
export function buildTownList(table: ListTable, indexes: readonly number[]): ReportTable {
  const { columns, rows } = pickRows(table, indexes);
  const placeOf = (key: string): number => columns.findIndex((column) => column.key === key);
  const deductions = columns.flatMap(({ key }, place) => (key.startsWith('deduction:') ? [place] : []));
  const gross = columns[placeOf('grossMu')] as ListColumn;
  const shown = shownColumns.map((key): ListColumn => {
    if (key === 'deductions') return { ...gross, key, title: '扣除面积' };
    const { group: _group, ...column } = columns[placeOf(key)] as ListColumn;
    return { ...column, title: shortTitles[key] ?? column.title };
  });
  return toReportTable(
    {
      columns: shown,
      rows: rows.map((row) =>
        shownColumns.map((key) =>
          key === 'deductions'
            ? sumOf(deductions.map((place) => row[place] ?? null))
            : (row[placeOf(key)] ?? null),
        ),
      ),
    },
    widths,
  );
}

/** Sum in hundredths, null where one is not known. */
function sumOf(cells: readonly ListCell[]): number | null {
  let hundredths = 0;
  for (const cell of cells) {
    if (typeof cell !== 'number') return null;
    hundredths += Math.round(cell * 100);
  }
  return hundredths / 100;
}
