import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { ChipFrame } from './drawChipMarks.ts';

/** Pixels of one level of a pyramid, counted from its north-west corner. */
export interface ChipWindow {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Ground around the plot, as a share of its larger side. */
const marginShare = 0.3;
const smallestSideMeters = 40;

/** Chooses the coarsest level that still has a pixel for each of the chip's, and a window of whole pixels on it. */
export function frameChip(
  image: ImagerySummary,
  bounds: Bounds,
  width: number,
  height: number,
): { zoom: number; window: ChipWindow; frame: ChipFrame } {
  const finest = image.resolutions.at(-1) as number;
  const isGeographic = finest < 0.01;
  const smallestSide = isGeographic ? smallestSideMeters / 111_320 : smallestSideMeters;
  const spanX = bounds.maxX - bounds.minX;
  const spanY = bounds.maxY - bounds.minY;
  const margin = Math.max(spanX, spanY) * marginShare;
  const unitsPerPixel = Math.max(
    (spanX + 2 * margin) / width,
    (spanY + 2 * margin) / height,
    smallestSide / Math.min(width, height),
  );
  const fitting = image.resolutions.findIndex((resolution) => resolution <= unitsPerPixel);
  const zoom = fitting < 0 ? image.resolutions.length - 1 : fitting;
  const resolution = image.resolutions[zoom] as number;
  const windowWidth = Math.max(1, Math.round((unitsPerPixel * width) / resolution));
  const windowHeight = Math.max(1, Math.round((windowWidth * height) / width));
  const [originX, originY] = image.tileOrigin;
  const window = {
    left: Math.round(((bounds.minX + bounds.maxX) / 2 - originX) / resolution - windowWidth / 2),
    top: Math.round((originY - (bounds.minY + bounds.maxY) / 2) / resolution - windowHeight / 2),
    width: windowWidth,
    height: windowHeight,
  };
  return {
    zoom,
    window,
    frame: {
      width,
      height,
      minX: originX + window.left * resolution,
      maxY: originY - window.top * resolution,
      unitsPerPixelX: (windowWidth * resolution) / width,
      unitsPerPixelY: (windowHeight * resolution) / height,
    },
  };
}
