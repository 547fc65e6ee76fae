import { join } from 'node:path';
import { contentOfSheet } from '../contentOfSheet.ts';
import type { HandUpSource, ListProduct, ProductOptions } from '../listProduct.ts';
import { mapAhead } from '../mapAhead.ts';
import { throwIfCancelled } from '../throwIfCancelled.ts';
import { buildProblemSheet, mostPlotsWithPictures, pictureKeys } from './problemSheet.ts';
import { buildStageSheet } from './stageSheet.ts';
import { expectWorkbook, readWorkbookParts } from './workbookParts.ts';
import type { SheetPicture, WorkbookSheet } from './workbookSheet.ts';
import { writeWorkbook } from './writeWorkbook.ts';

const thumbnailPixels = 128;
const plotsAhead = 4;

/** 台账 for towns to fill in: 问题台账 with thumbnails and drop-downs, 阶段进度表. */
export const ledgerProduct: ListProduct = {
  async write(source, directory, name, options) {
    const withPictures = source.snapshot.rows.length <= mostPlotsWithPictures;
    const [problems, stages] = sheetsOf(source) as [WorkbookSheet, WorkbookSheet];
    const pictures = withPictures ? await drawPictures(source, problems, options) : [];
    const path = join(directory, `${name}_台账.xlsx`);
    await writeWorkbook([pictures.length === 0 ? problems : { ...problems, pictures }, stages], path);
    return [path];
  },
  expect: (source) => expectWorkbook(sheetsOf(source)),
  count: (source) => sheetsOf(source).map(contentOfSheet),
  read: readWorkbookParts,
};

function sheetsOf({ snapshot }: HandUpSource): WorkbookSheet[] {
  const withPictures = snapshot.rows.length <= mostPlotsWithPictures;
  return [buildProblemSheet(snapshot, withPictures), buildStageSheet(snapshot)];
}

async function drawPictures(
  { snapshot, table }: HandUpSource,
  sheet: WorkbookSheet,
  { drawChips, signal, onProgress }: ProductOptions,
): Promise<SheetPicture[]> {
  const places = pictureKeys.map((key) => sheet.columns.findIndex((column) => column.key === key));
  const pictures: SheetPicture[] = [];
  const total = snapshot.rows.length;
  let row = 0;
  for await (const chips of mapAhead(total, plotsAhead, (index) =>
    drawChips(table.geometryOf(index), thumbnailPixels, true),
  )) {
    throwIfCancelled(signal);
    for (const [place, chip] of chips.entries()) {
      const column = places[place];
      if (column !== undefined) pictures.push({ row, column, jpeg: chip.jpeg });
    }
    onProgress(++row, total);
  }
  return pictures;
}
