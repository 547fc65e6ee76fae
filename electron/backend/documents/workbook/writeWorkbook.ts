import { writeFile } from 'node:fs/promises';
import writeXlsxFile from 'write-excel-file/node';
import { freezeZipTimes } from '../freezeZipTimes.ts';
import { computeTotals, type ListSheet } from '../listTable.ts';
import { drawSheet } from './drawSheet.ts';
import { fitColumns } from './fitColumns.ts';
import { headerRowsOf } from './layOutSheet.ts';
import { type SheetSetup, sheetFeature } from './sheetFeature.ts';
import { picturePixels, type SheetPicture, type WorkbookSheet } from './workbookSheet.ts';

/** Wider tables than this go on A3. */
const widestA4Characters = 130;

/**
 * A workbook in the form bureaus hand up: per sheet a merged title, unit line, bordered grid, header and first
 * columns frozen, header repeated on each printed page, total row with sums that are formulas and values both,
 * drop-downs where a column has choices. Text stays text (18-digit numbers, leading '='), no formula is ever
 * made from data.
 */
export async function writeWorkbook(given: readonly WorkbookSheet[], file: string): Promise<void> {
  const sheets = given.map(fitColumns);
  const workbook = await writeXlsxFile(
    sheets.map((sheet) => ({
      data: drawSheet(sheet),
      sheet: sheet.name,
      columns: sheet.columns.map((column) => ({ width: column.widthCharacters })),
      stickyRowsCount: headerRowsOf(sheet),
      stickyColumnsCount: sheet.frozenColumns ?? 1,
      orientation: 'landscape' as const,
      ...(sheet.pictures === undefined ? {} : { images: sheet.pictures.map(placePicture(sheet)) }),
    })),
    { fontFamily: '宋体', fontSize: 10, features: [sheetFeature(sheets.map(toSetup))] },
  ).toBuffer();
  await writeFile(file, freezeZipTimes(workbook));
}

function placePicture(sheet: ListSheet) {
  return ({ row, column, jpeg }: SheetPicture) => ({
    content: jpeg,
    contentType: 'image/jpeg',
    width: picturePixels,
    height: picturePixels,
    dpi: 96,
    anchor: { row: headerRowsOf(sheet) + row + 1, column: column + 1 },
    offsetX: 4,
    offsetY: 4,
  });
}

function toSetup(sheet: WorkbookSheet): SheetSetup {
  const { columns, rows } = sheet;
  const width = columns.reduce((sum, column) => sum + column.widthCharacters, 0);
  const firstRow = headerRowsOf(sheet) + 1;
  const formulas = columns.map(({ formula }) => formula !== undefined);
  return {
    sheetName: sheet.name,
    paper: width > widestA4Characters ? 'A3' : 'A4',
    titleRows: headerRowsOf(sheet),
    formulaValues: [
      ...rows.flatMap((row) => row.filter((_cell, place) => formulas[place])),
      ...(rows.length === 0 ? [] : computeTotals(sheet).filter((total) => total !== null)),
    ],
    choices: columns.flatMap(({ choices }, column) =>
      choices === undefined ? [] : [{ column, firstRow, lastRow: firstRow + rows.length - 1, choices }],
    ),
  };
}
