import type { CoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { Sheet } from './openSheet.ts';
import { createSheetPlace, type SheetPlace } from './placeSheet.ts';

/** The common pixel grid of an epoch, in the project's CRS: square pixels, rows from the north. */
export interface PixelGrid {
  readonly originX: number;
  readonly originY: number;
  readonly pixelSize: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedSheet {
  readonly sheet: Sheet;
  readonly place: SheetPlace;
}

/**
 * One grid for all sheets: pixel size and phase of the first, extent of all together. Throws RASTER_NO_GEOREFERENCE,
 * CRS_MISSING, CRS_UNSUPPORTED, CRS_DATUM_SHIFT_REFUSED.
 */
export function planGrid(
  sheets: readonly Sheet[],
  projectCrs: CoordinateSystem,
  fallbackCrs: string | undefined,
): { grid: PixelGrid; placed: readonly PlacedSheet[] } {
  const placed = sheets.map((sheet) => ({ sheet, place: createSheetPlace(sheet, projectCrs, fallbackCrs) }));
  const [first] = placed;
  if (first === undefined) throw new Error('an epoch has at least one sheet');
  const { pixelSize, bounds: phase } = first.place;
  const all = placed.map(({ place }) => place.bounds).reduce(joinBounds);
  // the tolerance keeps rounding noise of the sheet's own corner from adding a row of empty pixels
  const slack = 1e-3;
  const left = Math.floor((all.minX - phase.minX) / pixelSize + slack);
  const right = Math.ceil((all.maxX - phase.minX) / pixelSize - slack);
  const top = Math.floor((phase.maxY - all.maxY) / pixelSize + slack);
  const bottom = Math.ceil((phase.maxY - all.minY) / pixelSize - slack);
  return {
    grid: {
      originX: phase.minX + left * pixelSize,
      originY: phase.maxY - top * pixelSize,
      pixelSize,
      width: right - left,
      height: bottom - top,
    },
    placed,
  };
}

function joinBounds(one: Bounds, other: Bounds): Bounds {
  return {
    minX: Math.min(one.minX, other.minX),
    minY: Math.min(one.minY, other.minY),
    maxX: Math.max(one.maxX, other.maxX),
    maxY: Math.max(one.maxY, other.maxY),
  };
}
