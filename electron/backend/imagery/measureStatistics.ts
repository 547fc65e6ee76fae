import sharp from 'sharp';
import type { BandStatistics, ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import type { PackReader } from './createPackReader.ts';

const lowerShare = 0.02;
const upperShare = 0.98;
/** Pixels along the longer side that are enough for a stretch: four tiles at most are decoded either way. */
const longestSide = 1024;
const channels = 4;

/**
 * Red, green and blue of a picture as it is stored, within `bounds` (project CRS) or all of it, from the coarsest
 * level that still has about a thousand pixels across. Empty pixels do not count; no bands where none is left.
 */
export async function measureStatistics(
  packs: PackReader,
  image: ImagerySummary,
  bounds: Bounds = image.bounds,
): Promise<readonly BandStatistics[]> {
  const { tileSize, tileOrigin, resolutions } = image;
  const area = intersect(bounds, image.bounds);
  if (area === null) return [];
  const side = Math.max(area.maxX - area.minX, area.maxY - area.minY);
  const fine = resolutions.findIndex((resolution) => side / resolution >= longestSide);
  const zoom = fine < 0 ? resolutions.length - 1 : Math.max(0, fine - 1);
  const resolution = resolutions[zoom] as number;
  // at least one pixel, however small the view
  const left = Math.floor((area.minX - tileOrigin[0]) / resolution);
  const top = Math.floor((tileOrigin[1] - area.maxY) / resolution);
  const right = Math.max(left + 1, Math.ceil((area.maxX - tileOrigin[0]) / resolution));
  const bottom = Math.max(top + 1, Math.ceil((tileOrigin[1] - area.minY) / resolution));

  const histograms = [0, 1, 2].map(() => new Array<number>(256).fill(0));
  for (let row = Math.floor(top / tileSize); row * tileSize < bottom; row++) {
    for (let column = Math.floor(left / tileSize); column * tileSize < right; column++) {
      const tile = packs.read(image.id, zoom, column, row);
      if (tile === null) continue;
      const pixels = await sharp(tile).toColourspace('srgb').ensureAlpha().raw().toBuffer();
      const lastY = Math.min(tileSize, bottom - row * tileSize);
      const lastX = Math.min(tileSize, right - column * tileSize);
      for (let y = Math.max(0, top - row * tileSize); y < lastY; y++) {
        for (let x = Math.max(0, left - column * tileSize); x < lastX; x++) {
          const at = (y * tileSize + x) * channels;
          if (pixels[at + 3] !== 255) continue;
          for (const [channel, histogram] of histograms.entries()) {
            const value = pixels[at + channel] as number;
            histogram[value] = (histogram[value] as number) + 1;
          }
        }
      }
    }
  }
  const counted = histograms[0]?.reduce((sum, count) => sum + count, 0) ?? 0;
  if (counted === 0) return [];
  return histograms.map((histogram) => ({
    low: findShare(histogram, counted * lowerShare),
    high: findShare(histogram, counted * upperShare),
    histogram,
  }));
}

/** The first value at or below which that many pixels lie. */
function findShare(histogram: readonly number[], wanted: number): number {
  let sum = 0;
  for (const [value, count] of histogram.entries()) {
    sum += count;
    if (sum >= wanted && sum > 0) return value;
  }
  return histogram.length - 1;
}

function intersect(one: Bounds, other: Bounds): Bounds | null {
  const bounds = {
    minX: Math.max(one.minX, other.minX),
    minY: Math.max(one.minY, other.minY),
    maxX: Math.min(one.maxX, other.maxX),
    maxY: Math.min(one.maxY, other.maxY),
  };
  return bounds.minX < bounds.maxX && bounds.minY < bounds.maxY ? bounds : null;
}
