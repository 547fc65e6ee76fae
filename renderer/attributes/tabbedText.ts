import type { PlotRow } from '../../shared/contract/records/plotRecords.ts';
import type { TableColumn } from './tableColumns.ts';

type Column = Pick<TableColumn, 'title' | 'text'>;

/** Rows as tab-separated text with a head, as editors and spreadsheets paste it. */
export function toTabbedText(columns: readonly Column[], rows: readonly PlotRow[]): string {
  return toLines(columns, rows)
    .map((cells) => `${cells.map((cell) => cell.replaceAll(/[\t\r\n]+/g, ' ')).join('\t')}\r\n`)
    .join('');
}

/**
 * The same as a table for spreadsheets, which take it before the text: every cell is marked as text, so that a plot
 * number of 18 digits or with leading zeros stays what it is. Numbers alone stay numbers, to be added up.
 */
export function toTable(columns: readonly Column[], rows: readonly PlotRow[]): string {
  const lines = toLines(columns, rows).map(
    (cells) =>
      `<tr>${cells.map((cell) => `<td${isQuantity(cell) ? '' : asText}>${escapeMarkup(cell)}</td>`).join('')}</tr>`,
  );
  return `<table>${lines.join('')}</table>`;
}

const asText = ' style="mso-number-format:\'\\@\'"';

function toLines(columns: readonly Column[], rows: readonly PlotRow[]): readonly (readonly string[])[] {
  return [columns.map(({ title }) => title), ...rows.map((row) => columns.map((column) => column.text(row)))];
}

/** An area or a year, not an id: a spreadsheet keeps 15 digits and drops leading zeros. */
function isQuantity(cell: string): boolean {
  return /^-?(0|[1-9]\d{0,10})(\.\d+)?$/.test(cell);
}

function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
