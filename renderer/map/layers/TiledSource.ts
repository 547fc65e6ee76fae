import MVT from 'ol/format/MVT.js';
import type { Projection } from 'ol/proj.js';
import type RenderFeature from 'ol/render/Feature.js';
import VectorTileSource from 'ol/source/VectorTile.js';
import TileState from 'ol/TileState.js';
import TileGrid from 'ol/tilegrid/TileGrid.js';
import type VectorRenderTile from 'ol/VectorRenderTile.js';
import type VectorTile from 'ol/VectorTile.js';
import type { LayerSummary } from '../../../shared/contract/records/projectRecords.ts';
import { vectorTileGrid } from '../../../shared/domain/geometry/tileGrid.ts';
import { keptFeatures, type ReadFeatures, vectorTile } from '../tiles/vectorTiles.ts';
import { coarsestMetersPerPixel, metersPerDegree } from './tileLimits.ts';

/** One stored layer as vector tiles that the backend cuts in the project's own grid. */
export class TiledSource extends VectorTileSource {
  readonly #layerId: string;
  readonly #read: ReadFeatures;

  constructor(layer: LayerSummary, projection: Projection) {
    const degrees = projection.getUnits() === 'degrees';
    const grid = vectorTileGrid(degrees ? 'geographic' : 'projected');
    const { minX, minY, maxX, maxY } = layer.bounds ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 };
    const coarsest = degrees ? coarsestMetersPerPixel / metersPerDegree : coarsestMetersPerPixel;
    const format = new MVT();
    const tileGrid = new TileGrid({
      origin: [...grid.origin],
      resolutions: [...grid.resolutions],
      tileSize: grid.tileSize,
      extent: [minX, minY, maxX, maxY],
      minZoom: grid.resolutions.findIndex((resolution) => resolution <= coarsest),
    });
    const read: ReadFeatures = (bytes, { z, x, y }) =>
      format.readFeatures(bytes.buffer, {
        extent: tileGrid.getTileCoordExtent([z, x, y]),
        featureProjection: projection,
      }) as RenderFeature[];
    super({
      projection,
      format,
      tileGrid,
      wrapX: false,
      tileUrlFunction: ([z, x, y]) => `${z}/${x}/${y}`,
      tileLoadFunction: (tile, address) =>
        loadTile(layer.id, tile as VectorTile<RenderFeature>, address, read),
    });
    this.#layerId = layer.id;
    this.#read = read;
  }

  /** Fetches and reads a tile ahead of its being shown. */
  fetchTile(z: number, x: number, y: number): Promise<unknown> {
    return vectorTile({ layerId: this.#layerId, z, x, y }, this.#read);
  }

  /** True where a tile can be drawn at once. */
  hasTile(z: number, x: number, y: number): boolean {
    return keptFeatures({ layerId: this.#layerId, z, x, y }) !== null;
  }

  /** A tile that was fetched ahead is ready at once: it is drawn in the first frame and not in the one after. */
  override getTile(
    z: number,
    x: number,
    y: number,
    pixelRatio: number,
    projection: Projection,
  ): VectorRenderTile {
    const tile = super.getTile(z, x, y, pixelRatio, projection);
    if (tile.getState() === TileState.IDLE && this.hasTile(z, x, y))
      this.getSourceTiles(pixelRatio, projection, tile);
    return tile;
  }
}

function loadTile(
  layerId: string,
  tile: VectorTile<RenderFeature>,
  address: string,
  read: ReadFeatures,
): void {
  const [z = 0, x = 0, y = 0] = address.split('/').map(Number);
  const kept = keptFeatures({ layerId, z, x, y });
  if (kept !== null) {
    tile.setFeatures(kept);
    return;
  }
  vectorTile({ layerId, z, x, y }, read).then(
    (features) => tile.setFeatures(features),
    () => tile.setState(TileState.ERROR),
  );
}
