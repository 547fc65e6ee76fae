import TileLayer from 'ol/layer/Tile.js';
import type { Projection } from 'ol/proj.js';
import ImageTileSource from 'ol/source/ImageTile.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import type { ImagerySummary } from '../../../shared/contract/records.ts';
import { backend } from '../../backend/backend.ts';

/**
 * One image epoch. It has a className of its own and with it a canvas of its own: layers that share a canvas
 * cannot be clipped apart by the curtain. Tiles are decoded off the main thread.
 */
export function createImageryLayer(
  image: ImagerySummary,
  projection: Projection,
): TileLayer<ImageTileSource> {
  const { minX, minY, maxX, maxY } = image.bounds;
  const extent = [minX, minY, maxX, maxY];
  return new TileLayer({
    className: `epoch-${image.id}`,
    extent,
    preload: 1,
    source: new ImageTileSource({
      projection,
      transition: 0,
      wrapX: false,
      tileGrid: new TileGrid({
        extent,
        origin: [...image.tileOrigin],
        resolutions: [...image.resolutions],
        tileSize: image.tileSize,
      }),
      loader: (z, x, y) => loadTile(image, z, x, y),
    }),
  });
}

async function loadTile(image: ImagerySummary, z: number, x: number, y: number): Promise<ImageBitmap> {
  const bytes = await backend.call('imagery.tile', { imageId: image.id, z, x, y });
  if (bytes === null) return createImageBitmap(new ImageData(1, 1));
  return createImageBitmap(new Blob([new Uint8Array(bytes)]));
}
