import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOfSheet } from './contentOfSheet.ts';
import type { ListProduct } from './listProduct.ts';
import { fullTitle, type ListCell, type ListSheet } from './listTable.ts';
import { pickColumnSet } from './pickColumnSet.ts';
import type { ProductPart } from './productPart.ts';
import { totalRow } from './workbook/layOutSheet.ts';

const byteOrderMark = '\uFEFF';

export const csvProduct: ListProduct = {
  async write({ table }, directory, name, { settings }) {
    const path = join(directory, `${name}.csv`);
    await writeFile(path, renderListCsv(pickColumnSet(table, settings)));
    return [path];
  },
  expect: ({ table }, _path, { settings }) => [
    toPart(layOut(pickColumnSet(table, settings)).map((row) => row.map((text) => text || null))),
  ],
  count: ({ table }, _path, { settings }) => [contentOfSheet(pickColumnSet(table, settings))],
  read: async (path) => [
    toPart(parseListCsv(await readFile(path, 'utf8')).map((row) => row.map((text) => text || null))),
  ],
};

function toPart(rows: (string | null)[][]): ProductPart {
  return { name: '表', kind: 'cell', titles: (rows[0] ?? []).map((title) => title ?? ''), rows };
}

/** CSV as WPS and Excel open it: UTF-8 with byte order mark, CRLF. Cells that look like a formula get a leading quote. */
export function renderListCsv(table: Pick<ListSheet, 'columns' | 'rows'>): string {
  const numeric = table.columns.map(({ kind }) => kind !== 'text');
  const lines = layOut(table).map((row, line) =>
    row.map((text, place) => (line > 0 && numeric[place] && place > 0 ? text : quote(text))),
  );
  return `${byteOrderMark}${lines.map((line) => line.join(',')).join('\r\n')}\r\n`;
}

/** All cells as texts: header, rows, total row. */
function layOut(table: Pick<ListSheet, 'columns' | 'rows'>): string[][] {
  return [
    table.columns.map(fullTitle),
    ...[...table.rows, totalRow(table)].map((row) =>
      row.map((cell, place) => renderCell(cell, table.columns[place]?.decimals ?? 0)),
    ),
  ];
}

function renderCell(cell: ListCell, decimals: number): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? cell.toFixed(decimals) : cell;
}

/** A spreadsheet would run text that begins with one of these; the quote keeps it text and is taken off on reading. */
const formulaStart = /^[=+\-@\t\r\0＝＋－＠']/;

function quote(text: string): string {
  if (text === '') return '';
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
