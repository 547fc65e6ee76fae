import { computeTotals, type ListCell, type ListTable } from './listTable.ts';

const byteOrderMark = '\uFEFF';

/** CSV as WPS and Excel open it: UTF-8 with byte order mark, CRLF. Cells that look like a formula get a leading quote. */
export function renderListCsv(table: ListTable): string {
  const totals = computeTotals(table).map((total, index) => (index === 0 ? '合计' : total));
  const lines = [
    table.columns.map((column) => quote(column.title)),
    ...table.rows.map((row) =>
      row.map((cell, index) => renderCell(cell, table.columns[index]?.decimals ?? 0)),
    ),
    totals.map((cell, index) => renderCell(cell, table.columns[index]?.decimals ?? 0)),
  ];
  return `${byteOrderMark}${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

function renderCell(cell: ListCell, decimals: number): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(decimals) : quote(cell);
}

/** A spreadsheet would run text that begins with one of these; the quote keeps it text and is taken off on reading. */
const formulaStart = /^[=+\-@\t\r\0＝＋－＠']/;

function quote(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text cells of a CSV this program wrote, byte order mark and formula quotes removed. */
export function parseListCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const body = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  const endCell = () => {
    row.push(cell.startsWith("'") ? cell.slice(1) : cell);
    cell = '';
  };
  for (let index = 0; index < body.length; index++) {
    const character = body[index] as string;
    if (quoted) {
      if (character !== '"') cell += character;
      else if (body[index + 1] === '"') {
        cell += '"';
        index++;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ',') endCell();
    else if (character === '\n') {
      endCell();
      rows.push(row);
      row = [];
    } else if (character !== '\r') cell += character;
  }
  return rows;
}
