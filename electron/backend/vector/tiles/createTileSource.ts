import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { type TileGrid, vectorTileGrid } from '../../../../shared/domain/geometry/tileGrid.ts';
import { readLastSequence } from '../../storage/project/commandLog.ts';
import { getLayer, type StoredLayer } from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import { readFeatureWkb, readTileRows } from '../../storage/project/readTileRows.ts';
import { collectFeatures } from './collectFeatures.ts';
import { createOverviewStore } from './createOverviewStore.ts';
import { describeFeatures } from './describeFeatures.ts';
import { drawPolygon, TILE_BUFFER, type TileFrame } from './drawPolygon.ts';
import { encodeTile, TILE_EXTENT, type TileFeature } from './encodeTile.ts';
import { LeastRecentlyUsed } from './LeastRecentlyUsed.ts';
import { candidatesOfBoxes, candidatesOfOverview, candidatesOfRows, viewBytes } from './tileCandidates.ts';

/** Vector tiles of the layers of one open project. */
export interface TileSource {
  /** A Mapbox vector tile in the grid of the project's system; empty where nothing lies there. Throws LAYER_NOT_FOUND. */
  readTile(layerId: string, z: number, x: number, y: number): Uint8Array;
  /** Resolves when no overview is being made any more. */
  settled(): Promise<void>;
}

const METERS_PER_DEGREE = 111_320;
/** At this scale and coarser no name is readable; the map shows them from nearer only. */
const SMALL_SCALE_METERS_PER_PIXEL = 3;
const DRAWN_CACHE_BYTES = 64 * 1024 * 1024;
const TILE_CACHE_BYTES = 32 * 1024 * 1024;

/**
 * Cuts tiles: close up from the R-tree and the stored outlines, at small scales from an overview of the layer held in
 * memory, which is made in the background when a large layer is first shown. The drawn geometry of a tile is kept
 * apart from its attributes: it holds as long as the layer's content is the same, while a verdict only changes what is
 * said of a plot. Tiles that say nothing of verdicts are kept as they are.
 */
export function createTileSource(project: OpenProject): TileSource {
  const db = project.database;
  const grid = vectorTileGrid(project.crs.kind);
  const unitMeters = project.crs.kind === 'geographic' ? METERS_PER_DEGREE : 1;
  const overviews = createOverviewStore(project, unitMeters);
  const layers = new Map<string, StoredLayer>();
  const drawn = new LeastRecentlyUsed<readonly TileFeature[]>(DRAWN_CACHE_BYTES);
  const finished = new LeastRecentlyUsed<Uint8Array>(TILE_CACHE_BYTES);
  const lasting = new LeastRecentlyUsed<Uint8Array>(TILE_CACHE_BYTES * 2);
  let sequence = -1;

  const draw = (layer: StoredLayer, resolution: number, x: number, y: number): readonly TileFeature[] => {
    const { frame, bounds } = placeTile(grid, resolution, x, y);
    const smallScale = overviews.find(layer, resolution * unitMeters);
    if (smallScale === undefined) {
      return collectFeatures(candidatesOfRows(readTileRows(db, layer, bounds, resolution), frame), frame);
    }
    if (smallScale.kind === 'overview') {
      return collectFeatures(candidatesOfOverview(smallScale.overview, bounds, frame), frame);
    }
    const { boxes } = smallScale;
    const drawOutline = (place: number) => {
      const wkb = readFeatureWkb(db, layer, boxes.fids[place] as number);
      return wkb === null ? null : drawPolygon(viewBytes(wkb), 0, frame);
    };
    return collectFeatures(candidatesOfBoxes(boxes, bounds, frame, drawOutline), frame);
  };

  return {
    readTile(layerId, z, x, y) {
      const current = readLastSequence(db);
      if (current !== sequence) {
        // any command may have removed the layer or changed a plot
        layers.clear();
        finished.clear();
        sequence = current;
      }
      const layer = layers.get(layerId) ?? getLayer(db, layerId);
      layers.set(layerId, layer);
      const resolution = grid.resolutions[z];
      if (resolution === undefined) return new Uint8Array(0);
      const key = `${layerId}/${layer.contentSha256}/${z}/${x}/${y}`;
      const known = lasting.get(key) ?? finished.get(key);
      if (known !== undefined) return known;
      const features = drawn.get(key) ?? draw(layer, resolution, x, y);
      const isSmallScale = resolution * unitMeters >= SMALL_SCALE_METERS_PER_PIXEL;
      const words = describeFeatures(db, layer, features, isSmallScale);
      const tile = encodeTile(layer.role, features, words.of);
      if (words.isLasting) {
        lasting.set(key, tile, tile.length + 64);
      } else {
        finished.set(key, tile, tile.length + 64);
        const size = features.reduce((sum, { commands }) => sum + commands.length * 4 + 64, 64);
        drawn.set(key, features, size);
      }
      return tile;
    },
    settled: () => overviews.settled(),
  };
}

function placeTile(
  grid: TileGrid,
  resolution: number,
  x: number,
  y: number,
): { readonly frame: TileFrame; readonly bounds: Bounds } {
  const side = resolution * grid.tileSize;
  const left = grid.origin[0] + x * side;
  const top = grid.origin[1] - y * side;
  const margin = (TILE_BUFFER / TILE_EXTENT) * side;
  return {
    frame: { left, top, scale: TILE_EXTENT / side },
    bounds: {
      minX: left - margin,
      minY: top - side - margin,
      maxX: left + side + margin,
      maxY: top + margin,
    },
  };
}
