import TileLayer from 'ol/layer/Tile.js';
import type ImageTileSource from 'ol/source/ImageTile.js';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';

/**
 * One image epoch. It has a className of its own and with it a canvas of its own: layers that share a canvas
 * can neither be clipped apart by the curtain nor be brightened apart.
 */
export function createImageryLayer(
  image: ImagerySummary,
  source: ImageTileSource,
): TileLayer<ImageTileSource> {
  const { minX, minY, maxX, maxY } = image.bounds;
  return new TileLayer({
    className: `epoch-${image.id}`,
    extent: [minX, minY, maxX, maxY],
    source,
  });
}
