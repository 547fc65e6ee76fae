import type { PreviewTable } from '../../../shared/contract/records/documentRecords.ts';
import type { HandUpSettings } from '../../../shared/contract/records/handUpSettings.ts';
import type { HandUpSource, ListFormat } from './listProduct.ts';
import { fullTitle, type ListCell, type ListColumn, type ListSheet, type ListTable } from './listTable.ts';
import { pickColumnSet } from './pickColumnSet.ts';
import type { ProductPart } from './productPart.ts';
import { shapeTitle } from './shapeDigest.ts';
import { totalRow } from './workbook/layOutSheet.ts';

const areaDecimals = 2;

/** The first rows of every sheet of a list in the chosen columns, with its totals. */
export function shownSheets(table: ListTable, settings: HandUpSettings, rows: number): PreviewTable[] {
  return [pickColumnSet(table, settings), ...table.summaries].map((sheet) => ({
    name: sheet.name,
    unitLine: sheet.unitLine,
    rowCount: sheet.rows.length,
    titles: sheet.columns.map(fullTitle),
    rows: sheet.rows.slice(0, rows).map((row) => showRow(sheet, row)),
    totals: showRow(sheet, totalRow(sheet)),
  }));
}

/** The first rows of a list under the names its fields will have. */
export function shownFeatures(table: ListTable, rows: number): PreviewTable {
  return {
    ...{ name: table.name, unitLine: '', rowCount: table.rows.length, totals: [] },
    titles: table.columns.map(({ fieldName }) => fieldName),
    rows: table.rows.slice(0, rows).map((row) => showRow(table, row)),
  };
}

/**
 * The first rows of a part read back from a file. Features stand under their titles without the fingerprint of their
 * outline; cells stand as in the sheet, headings and all, and are not counted.
 */
export function shownPart(
  part: ProductPart,
  source: HandUpSource,
  format: ListFormat,
  rows: number,
): PreviewTable {
  const { columns } = source.table;
  const isList = part.name === '' || part.name === source.table.name;
  const name = part.name === '' ? source.table.name : part.name;
  if (part.kind === 'cell') {
    const texts = part.rows.slice(0, rows).map((row) => row.map((cell) => showCell(cell, undefined)));
    const rowCount = format === 'csv' ? source.table.rows.length : null;
    return { name, unitLine: '', rowCount, titles: [], rows: texts, totals: [] };
  }
  const places = part.titles.flatMap((title, place) => (title === shapeTitle ? [] : [place]));
  const layer = source.snapshot.layers.find(({ kind }) => kind.title === part.name);
  return {
    ...{ name, unitLine: '', totals: [] },
    rowCount: isList ? source.table.rows.length : (layer?.rows.length ?? part.rows.length),
    titles: places.map((place) => part.titles[place] as string),
    rows: part.rows
      .slice(0, rows)
      .map((row) => places.map((place) => showCell(row[place] ?? null, isList ? columns[place] : undefined))),
  };
}

function showRow({ columns }: ListSheet, row: ListSheet['rows'][number]): string[] {
  return row.map((cell, place) => showCell(cell, columns[place]));
}

/** A number whose column is not known is an area where it is not whole. */
function showCell(cell: ListCell, column: Pick<ListColumn, 'decimals'> | undefined): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (column !== undefined) return cell.toFixed(column.decimals);
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(areaDecimals);
}
