import type { Projection } from 'ol/proj.js';
import ImageTileSource from 'ol/source/ImageTile.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import type { ImagerySummary } from '../../../shared/contract/records/imageryRecords.ts';
import { decodedTile } from '../tiles/decodedTiles.ts';

/** The tiles of one image epoch, decoded off the main thread and often before they are asked for. */
export function createImagerySource(image: ImagerySummary, projection: Projection): ImageTileSource {
  const { minX, minY, maxX, maxY } = image.bounds;
  return new ImageTileSource({
    projection,
    transition: 0,
    wrapX: false,
    tileGrid: new TileGrid({
      extent: [minX, minY, maxX, maxY],
      origin: [...image.tileOrigin],
      resolutions: [...image.resolutions],
      tileSize: image.tileSize,
    }),
    loader: (z, x, y) => decodedTile({ imageId: image.id, z, x, y }),
  });
}
