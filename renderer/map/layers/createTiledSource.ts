import MVT from 'ol/format/MVT.js';
import type { Projection } from 'ol/proj.js';
import type RenderFeature from 'ol/render/Feature.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import TileState from 'ol/TileState.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import type VectorTile from 'ol/VectorTile.js';
import type { LayerSummary } from '../../../shared/contract/records/projectRecords.ts';
import { vectorTileGrid } from '../../../shared/domain/geometry/tileGrid.ts';
import { vectorTile } from '../tiles/vectorTiles.ts';
import { coarsestMetersPerPixel, metersPerDegree } from './tileLimits.ts';

/** One stored layer as vector tiles that the backend cuts in the project's own grid. */
export function createTiledSource(layer: LayerSummary, projection: Projection): VectorTileSource {
  const degrees = projection.getUnits() === 'degrees';
  const grid = vectorTileGrid(degrees ? 'geographic' : 'projected');
  const { minX, minY, maxX, maxY } = layer.bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
  const coarsest = degrees ? coarsestMetersPerPixel / metersPerDegree : coarsestMetersPerPixel;
  return new VectorTileSource({
    projection,
    format: new MVT(),
    tileGrid: new TileGrid({
      origin: [...grid.origin],
      resolutions: [...grid.resolutions],
      tileSize: grid.tileSize,
      extent: [minX, minY, maxX, maxY],
      minZoom: grid.resolutions.findIndex((resolution) => resolution <= coarsest),
    }),
    wrapX: false,
    tileUrlFunction: ([z, x, y]) => `${z}/${x}/${y}`,
    tileLoadFunction: (tile, address) => loadTile(layer.id, tile as VectorTile<RenderFeature>, address),
  });
}

function loadTile(layerId: string, tile: VectorTile<RenderFeature>, address: string): void {
  const [z = 0, x = 0, y = 0] = address.split('/').map(Number);
  tile.setLoader((extent, _resolution, projection) => {
    vectorTile({ layerId, z, x, y }).then(
      (bytes) => {
        const features = tile.getFormat().readFeatures(new Uint8Array(bytes).buffer, {
          extent,
          featureProjection: projection,
        });
        tile.setFeatures(features as RenderFeature[]);
      },
      () => tile.setState(TileState.ERROR),
    );
  });
}
