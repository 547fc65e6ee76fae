import type { ListSheet } from '../listTable.ts';

/** A picture in the cell of a data row (both counted from 0). */
export interface SheetPicture {
  readonly row: number;
  readonly column: number;
  readonly jpeg: Buffer;
}

export interface WorkbookSheet extends ListSheet {
  /** Columns that stay when a reader scrolls right; 1 where not given. */
  readonly frozenColumns?: number;
  readonly pictures?: readonly SheetPicture[];
}

/** Sides of a picture in pixels; rows with pictures are as high. */
export const picturePixels = 96;
