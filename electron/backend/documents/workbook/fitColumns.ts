import { textWidth } from './textWidth.ts';
import type { WorkbookSheet } from './workbookSheet.ts';

const smallest = 7;

/** Narrows text columns to their longest value; none gets wider than it is given, and none to fill in changes. */
export function fitColumns(sheet: WorkbookSheet): WorkbookSheet {
  const columns = sheet.columns.map((column, place) => {
    if (column.kind !== 'text' || column.fillIn === true) return column;
    let longest = Math.max(smallest, textWidth(column.title) + 2);
    for (const row of sheet.rows) {
      const cell = row[place];
      if (typeof cell === 'string') longest = Math.max(longest, textWidth(cell) + 2);
      if (longest >= column.widthCharacters) return column;
    }
    return { ...column, widthCharacters: longest };
  });
  return { ...sheet, columns };
}
