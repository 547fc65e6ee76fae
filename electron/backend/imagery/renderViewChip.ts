import sharp, { type OverlayOptions } from 'sharp';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PackReader } from './createPackReader.ts';
import { readGround } from './readGround.ts';

/** The longer side of a chip. */
const longestSidePixels = 512;
const paper = '#dfe3e8';

/**
 * A stretch of ground (project CRS) in one image as a small WebP picture without marks, in the colours it is stored in;
 * where the image ends the paper is grey. Off by less than a pixel of the chip.
 */
export async function renderViewChip(
  packs: PackReader,
  image: ImagerySummary,
  extent: Bounds,
): Promise<Uint8Array> {
  const [spanX, spanY] = [extent.maxX - extent.minX, extent.maxY - extent.minY];
  const unitsPerPixel = Math.max(spanX, spanY) / longestSidePixels;
  const width = Math.max(1, Math.round(spanX / unitsPerPixel));
  const height = Math.max(1, Math.round(spanY / unitsPerPixel));
  const chip = sharp({ create: { width, height, channels: 3, background: paper } });
  const shown = await renderGround(packs, image, extent, { unitsPerPixel, width, height });
  return (shown === null ? chip : chip.composite([shown]))
    .webp({ quality: 85, smartSubsample: true })
    .toBuffer();
}

interface ChipSize {
  readonly unitsPerPixel: number;
  readonly width: number;
  readonly height: number;
}

/** What of the ground the image has, with its place on the chip; null where it has nothing. */
async function renderGround(
  packs: PackReader,
  image: ImagerySummary,
  extent: Bounds,
  { unitsPerPixel, width, height }: ChipSize,
): Promise<OverlayOptions | null> {
  const fitting = image.resolutions.findIndex((resolution) => resolution <= unitsPerPixel);
  const zoom = fitting < 0 ? image.resolutions.length - 1 : fitting;
  const resolution = image.resolutions[zoom] as number;
  const [originX, originY] = image.tileOrigin;
  const west = Math.max(extent.minX, image.bounds.minX);
  const east = Math.min(extent.maxX, image.bounds.maxX);
  const south = Math.max(extent.minY, image.bounds.minY);
  const north = Math.min(extent.maxY, image.bounds.maxY);
  if (west >= east || south >= north) return null;
  // whole pixels of the level around it; the chip takes its own part of them
  const left = Math.floor((west - originX) / resolution);
  const top = Math.floor((originY - north) / resolution);
  const window = {
    left,
    top,
    width: Math.ceil((east - originX) / resolution) - left,
    height: Math.ceil((originY - south) / resolution) - top,
  };
  const ground = await readGround(packs, image, zoom, window);
  const scale = resolution / unitsPerPixel;
  const drawn = {
    left: Math.round((originX + left * resolution - extent.minX) / unitsPerPixel),
    top: Math.round((extent.maxY - originY + top * resolution) / unitsPerPixel),
    width: Math.max(1, Math.round(window.width * scale)),
    height: Math.max(1, Math.round(window.height * scale)),
  };
  const place = { left: Math.max(0, drawn.left), top: Math.max(0, drawn.top) };
  const part = {
    left: place.left - drawn.left,
    top: place.top - drawn.top,
    width: Math.min(width, drawn.left + drawn.width) - place.left,
    height: Math.min(height, drawn.top + drawn.height) - place.top,
  };
  if (part.width <= 0 || part.height <= 0) return null;
  const { data, info } = await sharp(ground, {
    raw: { width: window.width, height: window.height, channels: 3 },
  })
    .resize(drawn.width, drawn.height, { fit: 'fill', kernel: 'linear' })
    .extract(part)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width: partWidth, height: partHeight, channels } = info;
  return { input: data, raw: { width: partWidth, height: partHeight, channels }, ...place };
}
