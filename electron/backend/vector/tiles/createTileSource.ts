import type { Bounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { type TileGrid, vectorTileGrid } from '../../../../shared/domain/geometry/tileGrid.ts';
import { readLastSequence } from '../../storage/project/commandLog.ts';
import { getLayer, type StoredLayer } from '../../storage/project/layers.ts';
import type { OpenProject } from '../../storage/project/openProject.ts';
import {
  readTileLabels,
  readTilePlots,
  readTileRows,
  type TileRow,
} from '../../storage/project/readTileRows.ts';
import { collectFeatures, type TileCandidates } from './collectFeatures.ts';
import { createOverviewStore } from './createOverviewStore.ts';
import { drawBox, drawPolygon, TILE_BUFFER, type TileFrame } from './drawPolygon.ts';
import { encodeTile, TILE_EXTENT, type TileFeature, type TileValue } from './encodeTile.ts';
import { LeastRecentlyUsed } from './LeastRecentlyUsed.ts';
import type { LayerOverview } from './layerOverview.ts';

/** Vector tiles of the layers of one open project. */
export interface TileSource {
  /** A Mapbox vector tile in the grid of the project's system; empty where nothing lies there. Throws LAYER_NOT_FOUND. */
  readTile(layerId: string, z: number, x: number, y: number): Uint8Array;
  /** Resolves when no overview is being made any more. */
  settled(): Promise<void>;
}

/** At this scale and coarser tiles come from the overview: its outlines are good to half a pixel there. */
const OVERVIEW_METERS_PER_PIXEL = 3;
const OVERVIEW_TOLERANCE_METERS = 2;
const METERS_PER_DEGREE = 111_320;
/** Without an overview, features of a large layer smaller than this in pixels are only counted at small scales. */
const COUNTED_PIXELS = 8;
const LARGE_LAYER = 20_000;
const DRAWN_CACHE_BYTES = 128 * 1024 * 1024;
const TILE_CACHE_BYTES = 32 * 1024 * 1024;

/** Fields whose value names a feature on the map, best first. */
const LABEL_FIELDS: readonly string[] = [
  'XZQMC',
  'XZMC',
  'HXMC',
  'BHDMC',
  'SYDMC',
  'HLMC',
  'GHFQMC',
  'MC',
  '名称',
  'NAME',
  'TBBH',
  'YJJBNTTBBH',
  'DLMC',
  'DLBM',
  'PDJB',
  'DI_LEI',
];

/**
 * Cuts tiles: close up from the R-tree and the stored outlines, at small scales from an overview of the layer held in
 * memory, which is made in the background when a large layer is first shown. The drawn geometry of a tile is kept
 * apart from its attributes: it holds as long as the layer's content is the same, while a verdict only changes what is
 * said of a plot.
 */
export function createTileSource(project: OpenProject): TileSource {
  const db = project.database;
  const grid = vectorTileGrid(project.crs.kind);
  const unitMeters = project.crs.kind === 'geographic' ? METERS_PER_DEGREE : 1;
  const overviews = createOverviewStore(project, OVERVIEW_TOLERANCE_METERS / unitMeters);
  const layers = new Map<string, StoredLayer>();
  const drawn = new LeastRecentlyUsed<readonly TileFeature[]>(DRAWN_CACHE_BYTES);
  const finished = new LeastRecentlyUsed<Uint8Array>(TILE_CACHE_BYTES);
  let sequence = -1;

  const draw = (layer: StoredLayer, z: number, x: number, y: number): readonly TileFeature[] => {
    const resolution = grid.resolutions[z];
    if (resolution === undefined) return [];
    const { frame, bounds } = placeTile(grid, resolution, x, y);
    const overview = overviews.find(layer);
    const isSmallScale = resolution * unitMeters >= OVERVIEW_METERS_PER_PIXEL;
    if (isSmallScale && overview !== undefined) {
      return collectFeatures(candidatesOfOverview(overview, bounds, frame), frame);
    }
    const speck = isSmallScale && layer.features > LARGE_LAYER ? COUNTED_PIXELS : 1;
    const rows = readTileRows(db, layer, bounds, speck * resolution);
    return collectFeatures(candidatesOfRows(rows, frame), frame);
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
      const key = `${layerId}/${z}/${x}/${y}`;
      const known = finished.get(key);
      if (known !== undefined) return known;
      const drawnKey = `${layer.contentSha256} ${key}`;
      let features = drawn.get(drawnKey);
      if (features === undefined) {
        features = draw(layer, z, x, y);
        const size = features.reduce((sum, { commands }) => sum + commands.length * 4 + 64, 64);
        drawn.set(drawnKey, features, size);
      }
      const tile = encodeTile(layer.role, features, describeFeatures(project, layer, features));
      finished.set(key, tile, tile.length + 64);
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

/** Taken again for every tile: what is found on one is drawn before the next is asked for. */
let scratch = new Uint32Array(0);

function candidatesOfOverview(
  { fids, plotIds, boxes, starts, wkb }: LayerOverview,
  { minX, minY, maxX, maxY }: Bounds,
  frame: TileFrame,
): TileCandidates {
  if (scratch.length < fids.length) scratch = new Uint32Array(fids.length);
  const found = scratch;
  let count = 0;
  // a million boxes are passed in a few milliseconds: no index is worth its upkeep
  for (let i = 0, at = 0; i < fids.length; i++, at += 4) {
    if (
      (boxes[at] as number) <= maxX &&
      (boxes[at + 2] as number) >= minX &&
      (boxes[at + 1] as number) <= maxY &&
      (boxes[at + 3] as number) >= minY
    ) {
      found[count++] = i;
    }
  }
  return {
    count,
    boxes,
    fid: (index) => fids[found[index] as number] as number,
    plotId: (index) => plotIds[found[index] as number] || undefined,
    boxAt: (index) => (found[index] as number) * 4,
    draw(index) {
      const i = found[index] as number;
      const [start, end] = [starts[i] as number, starts[i + 1] as number];
      return end > start ? drawPolygon(wkb.subarray(start, end), frame) : drawBoxOf(boxes, i * 4, frame);
    },
  };
}

function candidatesOfRows(rows: readonly TileRow[], frame: TileFrame): TileCandidates {
  const boxes = new Float64Array(rows.length * 4);
  for (const [i, { bounds }] of rows.entries()) {
    boxes[i * 4] = bounds.minX;
    boxes[i * 4 + 1] = bounds.minY;
    boxes[i * 4 + 2] = bounds.maxX;
    boxes[i * 4 + 3] = bounds.maxY;
  }
  return {
    count: rows.length,
    boxes,
    fid: (index) => (rows[index] as TileRow).fid,
    plotId: () => undefined,
    boxAt: (index) => index * 4,
    draw(index) {
      const { wkb } = rows[index] as TileRow;
      return wkb === null ? drawBoxOf(boxes, index * 4, frame) : drawPolygon(wkb, frame);
    },
  };
}

function drawBoxOf(boxes: Float64Array, at: number, { left, top, scale }: TileFrame): number[] {
  return drawBox(
    ((boxes[at] as number) - left) * scale,
    (top - (boxes[at + 3] as number)) * scale,
    ((boxes[at + 2] as number) - left) * scale,
    (top - (boxes[at + 1] as number)) * scale,
  );
}

/** A tile of so many features is too crowded for labels: of each it says only what it takes to find it. */
const CROWDED = 1_500;

/**
 * fid for every feature; for plots what the map shows of them, for other layers a label and the rule they serve. A
 * cell has its count instead.
 */
function describeFeatures(
  project: OpenProject,
  layer: StoredLayer,
  features: readonly TileFeature[],
): (feature: TileFeature) => (readonly [string, TileValue])[] {
  const isCrowded = features.length > CROWDED;
  const fids = features.flatMap(({ fid }) => (fid === null ? [] : [fid]));
  const rule = layer.rule === null ? [] : [['rule', layer.rule] as const];
  if (isCrowded) {
    return ({ fid, plotId, count = 1 }) => {
      if (fid === null) return [['count', count], ...rule];
      return plotId === undefined ? [['fid', fid], ...rule] : [['plotId', plotId], ...rule];
    };
  }
  const describe =
    layer.role === 'plots' ? describePlots(project, layer, fids) : describeOthers(project, layer, fids);
  return ({ fid, count = 1 }) =>
    fid === null ? [['count', count], ...rule] : [['fid', fid], ...describe(fid), ...rule];
}

function describePlots(project: OpenProject, layer: StoredLayer, fids: readonly number[]) {
  const plots = readTilePlots(project.database, layer.id, fids);
  return (fid: number): (readonly [string, TileValue])[] => {
    const plot = plots.get(fid);
    if (plot === undefined) return [];
    const { plotId, plotNo, status, verdict, eligibility } = plot;
    return [
      ['plotId', plotId],
      ['plotNo', plotNo],
      ['status', status],
      ...(verdict === null ? [] : [['verdict', verdict] as const]),
      ...(eligibility === null ? [] : [['eligibility', eligibility] as const]),
    ];
  };
}

function describeOthers(project: OpenProject, layer: StoredLayer, fids: readonly number[]) {
  const labelColumn = LABEL_FIELDS.map((alias) =>
    layer.fields.find(({ name }) => name.toUpperCase() === alias),
  ).find((field) => field !== undefined)?.column;
  const labels =
    labelColumn === undefined ? undefined : readTileLabels(project.database, layer, labelColumn, fids);
  return (fid: number): (readonly [string, TileValue])[] => {
    const label = labels?.get(fid);
    return label === undefined ? [] : [['label', label]];
  };
}
