import sharp from 'sharp';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PictureDisplay } from '../../../shared/domain/review/verdictView.ts';
import { applyDisplay } from './applyDisplay.ts';
import type { PackReader } from './createPackReader.ts';
import { type Paper, readGround } from './readGround.ts';
import { scaleGround } from './scaleGround.ts';

/** The longer side of a chip. */
const longestSidePixels = 512;
/** The stage under the images: .stage in renderer/app/styles/stage.css. */
const stage: Paper = [16, 20, 24];
/** Least that keeps the coding's own error, 0.4 to 0.7 parts in a hundred, well below what a replay may differ by. */
const quality = 92;

/**
 * A stretch of ground (project CRS) in one image as a small WebP picture without marks, as the screen showed it: in its
 * place to a fraction of a pixel, brightened and stretched alike, dark where the image ends. A replay of the view,
 * made as small, differs from it by less than one part in a hundred; where the colours were stretched to the full, by
 * as much more as the stretch enlarges what two decoders make of one JPEG. Without a display, the colours are those stored.
 */
export async function renderViewChip(
  packs: PackReader,
  image: ImagerySummary,
  extent: Bounds,
  display: PictureDisplay | null,
): Promise<Uint8Array> {
  const [spanX, spanY] = [extent.maxX - extent.minX, extent.maxY - extent.minY];
  const unitsPerPixel = Math.max(spanX, spanY) / longestSidePixels;
  const width = Math.max(1, Math.round(spanX / unitsPerPixel));
  const height = Math.max(1, Math.round(spanY / unitsPerPixel));
  const fitting = image.resolutions.findIndex((resolution) => resolution <= unitsPerPixel);
  const zoom = fitting < 0 ? image.resolutions.length - 1 : fitting;
  const resolution = image.resolutions[zoom] as number;
  const [originX, originY] = image.tileOrigin;
  const across = { from: (extent.minX - originX) / resolution, to: (extent.maxX - originX) / resolution };
  const down = { from: (originY - extent.maxY) / resolution, to: (originY - extent.minY) / resolution };
  const there = {
    left: (image.bounds.minX - originX) / resolution,
    right: (image.bounds.maxX - originX) / resolution,
    top: (originY - image.bounds.maxY) / resolution,
    bottom: (originY - image.bounds.minY) / resolution,
  };
  // what the image has of it, and what the pixels at its edge are made of
  const margin = unitsPerPixel / resolution + 1;
  const left = Math.floor(Math.max(there.left, across.from - margin));
  const top = Math.floor(Math.max(there.top, down.from - margin));
  const window = {
    ...{ left, top },
    width: Math.max(0, Math.ceil(Math.min(there.right, across.to + margin)) - left),
    height: Math.max(0, Math.ceil(Math.min(there.bottom, down.to + margin)) - top),
  };
  const pixels = await readGround(packs, image, zoom, window, stage);
  if (display !== null) applyDisplay(pixels, display);
  const shown = scaleGround(
    { pixels, width: window.width, height: window.height },
    { from: across.from - left, to: across.to - left },
    { from: down.from - top, to: down.to - top },
    { width, height },
    stage,
  );
  return sharp(shown, { raw: { width, height, channels: 3 } })
    .webp({ quality, smartSubsample: true })
    .toBuffer();
}
